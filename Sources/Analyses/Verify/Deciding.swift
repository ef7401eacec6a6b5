import Invariants
import PolicyModel
import Reports

extension Verification {
    /// A result for each invariant, in the order of the specs.
    func decide(_ inputs: Inputs, progress: @escaping VerifyProgress.Handler) throws -> [InvariantResult] {
        inputs.specs.invariants.enumerated().map { index, invariant in
            defer {
                progress(
                    VerifyProgress(
                        decided: index + 1, total: inputs.specs.invariants.count, invariant: invariant.name))
            }
            return invariant.undecided(because: "no prover is at work", inputs.specs.universe)
        }
    }
}

extension Invariant {
    /// A result without a decision in any scope.
    func undecided(because reason: String, _ universe: Universe) -> InvariantResult {
        var result = result(ScopeVerdicts(listed: .undecided, future: .undecided, futureCounts: universe.futureCounts))
        result.undecidedReasons = [ScopedReason(scope: .listed, text: reason)]
        return result
    }

    /// A result that says no more than what was asked, and the verdicts.
    func result(_ scopes: ScopeVerdicts) -> InvariantResult {
        InvariantResult(
            invariant: name, description: description, severity: severity.reported, source: location,
            claim: claim.inWords, scopes: scopes)
    }
}

extension Invariant.Severity {
    fileprivate var reported: InvariantResult.Severity {
        switch self {
        case .info: .info
        case .low: .low
        case .medium: .medium
        case .high: .high
        case .critical: .critical
        }
    }
}
