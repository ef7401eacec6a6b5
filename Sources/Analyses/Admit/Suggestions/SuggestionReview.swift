import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Reports

/// Finds the policies that a denied change lacks, or why none would help.
struct SuggestionReview {
    private let inputs: AdmissionInputs
    private let options: VerifyOptions
    private let before: [Verdict]
    let candidates: CandidatePolicies
    private let trial: PolicyTrial

    /// - Parameter before: the verdicts about the cluster without the change.
    init(_ inputs: AdmissionInputs, options: VerifyOptions, before: [Verdict]) {
        self.inputs = inputs
        self.options = options
        self.before = before
        candidates = CandidatePolicies(
            for: inputs.change.receivingNamespaces, in: inputs.change.after, specs: inputs.specs,
            loader: inputs.parts.loader)
        trial = PolicyTrial(candidates, inputs.change, inputs.specs.universe)
    }

    /// - Parameter decision: the denial.
    func suggestion(for decision: ChangeDecision) throws -> PolicySuggestion {
        let beyondPolicies = decision.reasons.filter { !$0.isAboutPolicies }
        guard beyondPolicies.isEmpty else {
            return PolicySuggestion(
                .impossible, candidates: candidates.all.count, obstacles: beyondPolicies.map(\.obstacle))
        }
        switch try outcome(after: decision) {
        case .found(let selection, let proof): return suggestion(candidates[selection], proof)
        case .unfinished: return PolicySuggestion(.unfinished, candidates: candidates.all.count)
        case .impossible(let ends):
            let obstacles = Obstacles(candidates).all(ends, undecided: decision.reasons)
            let isCertain = obstacles.contains(where: \.holdsForAnyPolicies)
            return PolicySuggestion(
                isCertain ? .impossible : .noneOfTheCandidates, candidates: candidates.all.count, obstacles: obstacles)
        }
    }

    /// What becomes of the search, where all that keeps the change from being admitted is about policies.
    func outcome(
        after decision: ChangeDecision, limits: SuggestionSearch.Limits = SuggestionSearch.Limits()
    ) throws -> SuggestionSearch.Outcome {
        if decision.reasons.contains(where: { !$0.isAboutPolicies }) { return .impossible([]) }
        let composite = inputs.specs.invariants.filter(\.claim.isDerived).map(\.name)
        var search = SuggestionSearch(trial, composite: Set(composite), limits: limits) { try self.decision(with: $0) }
        return try search.outcome(after: decision)
    }

    /// What `admit` decides about the change with some candidates, read and put together as if they had been part of it.
    private func decision(with selection: PolicySelection) throws -> ChangeDecision {
        // What there is to say of the input has been said, and candidates have names of their own.
        var known = Diagnostics()
        let change = inputs.parts.change(adding: candidates[selection].map(\.object), into: &known)
        return try ChangeDecision(change, specs: inputs.specs, options: options, before: before)
    }

    private func suggestion(_ policies: [CandidatePolicy], _ proof: ChangeDecision) -> PolicySuggestion {
        PolicySuggestion(
            .found, candidates: candidates.all.count, policies: policies.map(\.suggested), proof: proof.results,
            notes: NameLookups(existing: inputs.change.after.program.tiers.flatMap(\.policies)).notes(on: policies))
    }
}

extension CandidatePolicy {
    var suggested: SuggestedPolicy {
        SuggestedPolicy(namespace: namespace, name: name, purpose: purpose, template: template, manifest: manifest)
    }
}

extension ClusterChange {
    /// The namespaces that it is about and leaves there, which may get policies; by name.
    var receivingNamespaces: [String] {
        let names = Set(objects.map { $0.identity.namespace ?? $0.identity.name })
        return names.filter { after.cluster.namespace(named: $0) != nil }.sorted()
    }
}

extension AdmissionReason {
    /// Whether policies have anything to do with it: labels stay as they are, and so does what a claim is about.
    fileprivate var isAboutPolicies: Bool { kind != .label && certainty != .vacuous }

    fileprivate var obstacle: SuggestionObstacle {
        let why = kind == .label ? "no policy changes labels: " : "no policy changes that: "
        return SuggestionObstacle(name: name, message: why + message, holdsForAnyPolicies: true)
    }
}
