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

    /// What is held against the bar: the processor's time of all threads together, for the time on the wall tells as
    /// much of whatever else the machine does.
    var judgedSeconds: Double { processorSeconds ?? seconds }

    /// The middle one of the same row of several runs, by time.
    static func median(of rows: [Row]) -> Row {
        // Every row comes of at least one run.
        rows.sorted { $0.judgedSeconds < $1.judgedSeconds }[rows.count / 2]
    }
}
