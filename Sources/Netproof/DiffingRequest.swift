public import Analyses
import Diagnostics
public import Reports

/// What `diff` is asked: two revisions, and how to go about it.
public struct DiffingRequest: Sendable {
    public var diff: DiffRequest
    public var options: DiffOptions

    public init(_ diff: DiffRequest, options: DiffOptions = DiffOptions()) {
        self.diff = diff
        self.options = options
    }

    /// Reads both revisions and compares them.
    ///
    /// - Throws: Only for faults of the tool's own; problems of the input are an outcome.
    public func run() throws -> DiffOutcome {
        var diagnostics = Diagnostics()
        let diffing = Diffing(options: options, solver: SolverDescription(version: Version.solver))
        guard let report = try diffing.run(diff, into: &diagnostics) else {
            return .refused(RefusedInput(diagnostics: diagnostics.sorted))
        }
        return .compared(report)
    }
}

/// A difference, or the problems that kept the tool from finding one.
public enum DiffOutcome: Hashable, Sendable {
    case compared(DiffReport)
    case refused(RefusedInput)
}
