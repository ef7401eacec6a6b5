import NetworkModel
import PolicyModel
import Prover

/// What the prover says of one claim in one scope, against what trying everything says.
struct ScopeComparison {
    let loaded: LoadedSample
    let claim: SampleClaim
    let scope: Scope

    /// What is wrong; nil if nothing is.
    func objection(to answer: Prover.ScopeAnswer, _ verdict: BruteForceVerdict) -> String? {
        guard let objection = objectionInWords(to: answer, verdict) else { return nil }
        return "\(claim.quantity) in the \(scope.rawValue) scope: \(objection)"
    }

    private func objectionInWords(to answer: Prover.ScopeAnswer, _ verdict: BruteForceVerdict) -> String? {
        if let state = verdict.violation, !loaded.reference.violates(claim, isFutureScope: scope == .future, state) {
            return "trying everything found a violation that the reference denies: \(state)"
        }
        let isContradiction = verdict.violation == nil && loaded.reference.rulesContradict
        let word = isContradiction ? "vacuous" : verdict.word
        guard answer.word == word else {
            return "the prover says \(answer.word), trying everything says \(word); "
                + (verdict.violation.map { "\($0)" } ?? "")
        }
        switch answer {
        case .refuted(let witnesses): return objection(to: witnesses, verdict)
        case .proved(let proof):
            let comparison = ProofComparison(reference: loaded.reference) { world in
                // With fewer policies there is less to try; with fewer rules there may be too much.
                let limit = world.universe == loaded.reference.universe ? .max : Comparison.limit
                guard let verdicts = BruteForce(world, claim, limit: limit)?.verdicts() else { return nil }
                return (scope == .listed ? verdicts.listed : verdicts.future)?.violation != nil
            }
            return comparison.objection(to: proof)
        case .vacuous, .undecided, .mislabelled, .derivable: return nil
        }
    }

    private func objection(to witnesses: [ReplayedWitness], _ verdict: BruteForceVerdict) -> String? {
        if witnesses.isEmpty { return "refuted without a witness" }
        let comparison = WitnessComparison(reference: loaded.reference, claim: claim, scope: scope)
        for (number, witness) in witnesses.enumerated() {
            if let objection = comparison.objection(to: witness, isPlainest: number == 0) { return objection }
        }
        if verdict.canBeDefinite, !witnesses[0].dependsOn.isEmpty, !claim.asksForNamedPorts {
            return "the first witness depends on \(witnesses[0].dependsOn), though there is a definite one"
        }
        return nil
    }
}

extension SampleClaim {
    /// Then a choice changes what the claim speaks of, and not only what is allowed.
    fileprivate var asksForNamedPorts: Bool {
        ((ports ?? []) + waived.flatMap { $0.ports ?? [] }).contains {
            if case .name? = $0.port.value { true } else { false }
        }
    }
}
