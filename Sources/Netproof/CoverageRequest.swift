public import Analyses
import Diagnostics
public import Reports

/// What `coverage` is asked: where the input is, and how to go about it.
public struct CoverageRequest: Sendable {
    public var input: InputRequest
    public var options: VerifyOptions

    public init(input: InputRequest, options: VerifyOptions = VerifyOptions()) {
        self.input = input
        self.options = options
    }

    /// Reads the input, proves its invariants, and finds which changes of the policies they notice.
    ///
    /// - Throws: Only for faults of the tool's own; problems of the input are an outcome.
    public func run() throws -> CoverageOutcome {
        var diagnostics = Diagnostics()
        let coverage = Coverage(options: options, solver: SolverDescription(version: Version.solver))
        guard let report = try coverage.run(input, into: &diagnostics) else {
            return .refused(RefusedInput(diagnostics: diagnostics.sorted))
        }
        return .measured(report)
    }
}

/// A measurement, or the problems that kept the tool from one.
public enum CoverageOutcome: Hashable, Sendable {
    case measured(CoverageReport)
    case refused(RefusedInput)
}
