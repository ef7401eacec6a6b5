/// One way to write what a run has to say.
///
/// A format decides nothing: the exit status is `RunStatus`, whatever is written.
public protocol ReportFormat: Sendable {
    /// What `--output` calls it.
    var name: String { get }

    var readership: Readership { get }

    /// What is written beside it, to the file that an environment variable names.
    var supplement: ReportSupplement? { get }

    /// The whole report, ended by a line feed.
    func text(_ report: some CommandReport, _ options: ReportOptions) -> String

    /// What kept the tool from any verdict, in a way that no reader takes for success.
    func text(_ refusal: RefusedInput, _ options: ReportOptions) -> String
}

extension ReportFormat {
    public var readership: Readership { .program }

    public var supplement: ReportSupplement? { nil }
}

/// Who reads a format, and so what may stand beside it.
public enum Readership: Hashable, Sendable {
    /// People at a terminal, who see standard error as well.
    case people
    /// Whoever reads a log line by line; other lines do not disturb.
    case log
    /// A program that takes one whole document.
    case program

    /// Whether reports of both kinds may go to one stream.
    public func sharesStream(with other: Readership) -> Bool { self != .program && other != .program }
}

/// A second document that belongs to a format.
public struct ReportSupplement: Sendable {
    /// The environment variable that holds the path of the file to append to.
    public var variable: String
    public var format: any ReportFormat

    public init(variable: String, format: any ReportFormat) {
        self.variable = variable
        self.format = format
    }
}
