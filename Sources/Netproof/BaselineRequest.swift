public import Analyses
import Diagnostics
public import Reports

/// What `baseline write` is asked: where the input is, and how to go about it.
public struct BaselineRequest: Sendable {
    public var input: InputRequest
    public var options: VerifyOptions
    /// What fails a run, and so has to be known.
    public var rule: FailureRule

    public init(input: InputRequest, options: VerifyOptions = VerifyOptions(), rule: FailureRule = FailureRule()) {
        self.input = input
        self.options = options
        self.rule = rule
    }

    /// Reads the input and finds all that a baseline has to know of it.
    ///
    /// - Parameter progress: Called from any thread after each invariant.
    /// - Throws: Only for faults of the tool's own; problems of the input are an outcome.
    public func run(progress: @escaping VerifyProgress.Handler = { _ in }) throws -> BaselineOutcome {
        var diagnostics = Diagnostics()
        let verification = Verification(options: options, solver: SolverDescription(version: Version.solver))
        let found = try BaselineSearch(verification, rule: rule).run(input, into: &diagnostics, progress: progress)
        guard let found else { return .refused(RefusedInput(diagnostics: diagnostics.sorted)) }
        return .found(found)
    }
}

/// All that there is to be known, or the problems that kept the tool from looking.
public enum BaselineOutcome: Sendable {
    case found(BaselineSearch.Outcome)
    case refused(RefusedInput)
}
