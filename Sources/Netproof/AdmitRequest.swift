public import Analyses
import Diagnostics
public import Reports

/// What `admit` is asked: the cluster, the change, and how to go about it.
public struct AdmitRequest: Sendable {
    public var admission: AdmissionRequest
    public var options: VerifyOptions

    public init(_ admission: AdmissionRequest, options: VerifyOptions = VerifyOptions()) {
        self.admission = admission
        self.options = options
    }

    /// Reads the cluster and the change, and decides.
    ///
    /// - Throws: Only for faults of the tool's own; problems of the input are an outcome.
    public func run() throws -> AdmitOutcome {
        var diagnostics = Diagnostics()
        let admission = Admission(options: options, solver: SolverDescription(version: Version.solver))
        guard let report = try admission.run(self.admission, into: &diagnostics) else {
            return .refused(RefusedInput(diagnostics: diagnostics.sorted))
        }
        return .decided(report)
    }
}

/// A decision, or the problems that kept the tool from one.
public enum AdmitOutcome: Hashable, Sendable {
    case decided(AdmissionReport)
    case refused(RefusedInput)
}
