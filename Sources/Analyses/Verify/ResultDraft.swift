import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// Makes a result of the report from a prover's answer.
struct ResultDraft: Sendable {
    let world: World
    let loaded: LoadedInput

    func result(for invariant: Invariant, _ answer: Prover.Answer) -> InvariantResult {
        let answer = restrained(answer, invariant.claim)
        let scopes: [(Reports.Scope, Prover.ScopeAnswer)] =
            [(.listed, answer.listed)] + (answer.future.map { [(.future, $0)] } ?? [])
        var result = InvariantResult(
            invariant: invariant.name, description: invariant.description, severity: invariant.severity.reported,
            source: invariant.location, claim: invariant.claim.inWords,
            scopes: ScopeVerdicts(
                listed: answer.listed.verdict, future: answer.future?.verdict ?? .none,
                futureCounts: world.universe.futureCounts))
        result.assumptions = Assumptions(world: world, loaded: loaded).all(for: invariant.claim, answer)
        for (scope, answer) in scopes { fill(&result, scope, answer, invariant.claim) }
        return result
    }

    private func fill(
        _ result: inout InvariantResult, _ scope: Reports.Scope, _ answer: Prover.ScopeAnswer, _ claim: Claim
    ) {
        switch answer {
        case .proved(let proof):
            guard scope == .listed || result.scopes.listed == .vacuous else { return }
            result.restsOn = proof.policies.map(\.reported).sorted()
            if !proof.isComplete {
                result.warnings.append(
                    Diagnostic(
                        "rests-on-unknown", severity: .note, at: result.source,
                        "proved, but what the proof rests on was not found within the solver's limits"))
            }
        case .refuted(let counterexamples):
            result.counterexamples += counterexamples.map(Findings(world: world).reported)
        case .derivable(let derivations):
            guard case .derived(let claim) = claim else { return }
            result.derivations += derivations.map { Findings(world: world).reported($0, of: claim.program) }
        case .mislabelled(let namespaces):
            result.mislabelled = namespaces.map(reported)
        case .undecided(let reason):
            result.undecidedReasons.append(ScopedReason(scope: scope, text: words(reason)))
        case .vacuous(let part):
            let text =
                switch claim {
                case .connections: words(part)
                case .isolated: part == .universe ? words(part) : "no pod can match `pods`"
                case .labelled: noLabels(part)
                case .derived:
                    part == .universe
                        ? words(part) : "nothing can meet the conditions of a violation, whatever connects"
                }
            result.vacuousParts.append(ScopedReason(scope: scope, text: text))
        }
    }

    /// Objects that were read past may cut connections: then nothing can be said to connect always.
    func restrained(_ answer: Prover.Answer, _ claim: Claim) -> Prover.Answer {
        guard claim.mayBreakByDenial, let kind = loaded.restrictingKinds.first else { return answer }
        func restrained(_ scope: Prover.ScopeAnswer) -> Prover.ScopeAnswer {
            if case .proved = scope { .undecided(.unmodelled(kind.kind.description)) } else { scope }
        }
        return Prover.Answer(listed: restrained(answer.listed), future: answer.future.map(restrained))
    }

    private func words(_ reason: Prover.UndecidedReason) -> String {
        switch reason {
        case .solver(let reason): "the solver gave up: \(reason)"
        case .unknownLabels(let names):
            "no Namespace manifest is given for " + names.prefix(5).map(\.inBackticks).joined(separator: ", ")
                + (names.count > 5 ? " and \(names.count - 5) more" : "")
        case .rules(let reason): reason
        case .unmodelled(let kind): "the input holds \(kind) objects, which are not modelled and may cut the connection"
        }
    }

    private func noLabels(_ part: Prover.VacuousPart) -> String {
        part == .rules
            ? "the LabelUniverse has no rule for the labels that are claimed"
            : "no listed namespace can match `namespaces`"
    }

    private func reported(_ namespace: Prover.MislabelledNamespace) -> Reports.MislabelledNamespace {
        let (name, labels) = (namespace.namespace.name, namespace.namespace.labels)
        let known = world.universe.namespaces.labels.map(\.key)
        let identity = ObjectIdentity(group: "", kind: "Namespace", namespace: nil, name: name)
        return Reports.MislabelledNamespace(
            name: name, labels: labels, location: loaded.locations[identity],
            faults: namespace.violations.map { violation in
                let fault = LabelFault(violation, in: labels, known: known)
                return Reports.MislabelledNamespace.Fault(
                    rule: "namespaces." + fault.rule, message: fault.message, suggestion: fault.suggestion)
            })
    }

    private func words(_ part: Prover.VacuousPart) -> String {
        switch part {
        case .from: "nothing can match `from`"
        case .to: "nothing can match `to`"
        case .ports: "no connection can match `ports`"
        case .pair: "no two endpoints can match `pair`"
        case .universe: "the rules of the LabelUniverse contradict each other: no namespace, or no pod, can obey them"
        case .rules: "the universe has no such rules"
        case .waived: "waivers leave nothing of the claim"
        case .together: "`from`, `to`, `ports` and `pair` cannot all be met"
        }
    }
}

extension Prover.ScopeAnswer {
    var verdict: ScopeVerdict {
        switch self {
        case .proved: .proved
        case .refuted, .derivable, .mislabelled: .refuted
        case .undecided: .undecided
        case .vacuous: .vacuous
        }
    }
}

extension Invariant.Severity {
    var reported: InvariantResult.Severity {
        switch self {
        case .info: .info
        case .low: .low
        case .medium: .medium
        case .high: .high
        case .critical: .critical
        }
    }
}
