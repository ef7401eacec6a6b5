public import Analyses
import Diagnostics
public import Reports

/// What `verify` is asked: where the input is, and how to go about it.
public struct VerifyRequest: Sendable {
    public var input: InputRequest
    public var options: VerifyOptions

    public init(input: InputRequest, options: VerifyOptions = VerifyOptions()) {
        self.input = input
        self.options = options
    }

    /// Reads the input and decides its invariants.
    ///
    /// - Parameter progress: Called from any thread after each invariant.
    /// - Throws: Only for faults of the tool's own; problems of the input are an outcome.
    public func run(progress: @escaping VerifyProgress.Handler = { _ in }) throws -> VerifyOutcome {
        var diagnostics = Diagnostics()
        let verification = Verification(options: options, solver: SolverDescription(version: Version.solver))
        let report = try verification.run(input, into: &diagnostics, progress: progress)
        guard let report else { return .refused(RefusedInput(diagnostics: diagnostics.sorted)) }
        return .decided(report)
    }
}

/// Verdicts, or the problems that kept the tool from giving any.
public enum VerifyOutcome: Hashable, Sendable {
    case decided(VerificationReport)
    case refused(RefusedInput)
}
