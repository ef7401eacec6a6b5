/// Rows in Markdown.
struct MarkdownTable {
    static let heading = """
        | what | wall | processor | peak memory | bar | of the bar |
        | --- | ---: | ---: | ---: | ---: | ---: |

        """

    static func line(_ row: Row) -> String {
        let cells = [
            row.what, time(row.seconds), row.processorSeconds.map(time) ?? "", row.peakBytes.map(size) ?? "",
            bars(row).joined(separator: ", "), shares(row).joined(separator: ", "),
        ]
        return "| \(cells.joined(separator: " | ")) |\n"
    }

    private static func bars(_ row: Row) -> [String] {
        [row.bar.seconds.map(time), row.bar.peakBytes.map(size)].compactMap(\.self)
    }

    private static func shares(_ row: Row) -> [String] {
        let time = row.bar.seconds.map { row.judgedSeconds / $0 }
        let memory = row.bar.peakBytes.flatMap { bar in row.peakBytes.map { Double($0) / Double(bar) } }
        return [time, memory].compactMap(\.self).map { "\(decimal(100 * $0, places: 0)) %" }
    }

    static func time(_ seconds: Double) -> String {
        seconds < 1
            ? "\(decimal(1000 * seconds, places: seconds < 0.01 ? 1 : 0)) ms" : "\(decimal(seconds, places: 2)) s"
    }

    static func size(_ bytes: Int) -> String { "\(decimal(Double(bytes) / Double(1 << 20), places: 0)) MB" }

    static func decimal(_ number: Double, places: Int) -> String {
        var scale = 1
        for _ in 0..<places { scale *= 10 }
        let scaled = Int((number * Double(scale)).rounded())
        guard places > 0 else { return "\(scaled)" }
        let fraction = "\(scaled % scale)"
        return "\(scaled / scale).\(String(repeating: "0", count: places - fraction.count))\(fraction)"
    }
}
