/// A line of the table.
struct Row: Hashable {
    var what: String
    var seconds: Double
    var processorSeconds: Double?
    var peakBytes: Int?
    /// What it should take at most, if anything was promised.
    var bar = Bar()

    struct Bar: Hashable {
        var seconds: Double?
        var peakBytes: Int?
    }

    /// The middle one of the same row of several runs, by time.
    static func median(of rows: [Row]) -> Row {
        // Every row comes of at least one run.
        rows.sorted { $0.seconds < $1.seconds }[rows.count / 2]
    }
}
