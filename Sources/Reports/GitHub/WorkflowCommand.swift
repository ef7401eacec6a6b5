import Diagnostics

/// One annotation, in the notation that GitHub's runner reads from a log.
struct WorkflowCommand {
    enum Level: String {
        case error, warning, notice
    }

    var level: Level
    var title: String
    var message: String
    var place: SourceLocation?
    var path: SourcePath?

    init(_ finding: Finding, _ options: ReportOptions) {
        level = Level(finding.level)
        title = "netproof: \(finding.kind.rawValue): " + finding.check.printable(limit: 100)
        message = ([finding.headline] + finding.details).joined(separator: "\n")
        place = finding.place
        path = options.path(finding.place.file)
    }

    init(_ diagnostic: Diagnostic, _ options: ReportOptions) {
        level = Level(diagnostic.severity)
        title = "netproof: " + diagnostic.id.printable(limit: 100)
        message = diagnostic.sentence
        place = diagnostic.location
        path = place.map { options.path($0.file) }
    }

    /// `::error file=…,line=…,title=…::…` without a line feed.
    var line: String {
        let parts = properties.map { $0.0 + "=" + Self.escapedProperty($0.1) }
        return "::\(level.rawValue) " + parts.joined(separator: ",") + "::" + Self.escapedData(message)
    }

    private var properties: [(String, String)] {
        guard let place, let path, path.isFile else { return [("title", title)] }
        let file = [("file", path.text)]
        guard place.line > 0 else { return file + [("title", title)] }
        return file + [("line", String(place.line)), ("col", String(place.column)), ("title", title)]
    }

    private static func escapedData(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func escapedProperty(_ text: String) -> String {
        escapedData(text.printable(limit: .max)).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

extension WorkflowCommand.Level {
    init(_ level: Finding.Level) {
        switch level {
        case .error: self = .error
        case .warning: self = .warning
        case .note: self = .notice
        }
    }

    init(_ severity: Diagnostic.Severity) {
        switch severity {
        case .error: self = .error
        case .warning: self = .warning
        case .note: self = .notice
        }
    }
}
