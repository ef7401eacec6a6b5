import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// Finds, for the labels under which a namespace is not admissible as it is, policies with which it would be.
///
/// Labels are taken one assignment at a time: what is found for one holds for all under which the namespace is admissible
/// with the same policies, which the residual of the changed world tells exactly. Where nothing is found, the same goes for
/// all labels that nothing tells from these.
struct ResidualRefinement {
    private let inputs: AdmissionInputs
    private let options: VerifyOptions
    private let before: [Verdict]

    /// Classes of labels to look at; each takes a search.
    private static let mostClasses = 48
    /// One class must not take all the time there is.
    private static let limits = SuggestionSearch.Limits(decisions: 40, selections: 4_000)

    init(_ inputs: AdmissionInputs, options: VerifyOptions, before: [Verdict]) {
        self.inputs = inputs
        self.options = options
        self.before = before
    }

    /// - Parameter admissible: the labels that need no further policies.
    func refinement(of namespace: String, beyond admissible: LabelCover) throws -> Residual.Refinement {
        var refinement = Residual.Refinement()
        guard var rest = try candidatesForPolicies(namespace, admissible) else {
            refinement.isComplete = false
            return refinement
        }
        for _ in 0..<Self.mostClasses {
            guard let cube = rest.cubes.first else { return refinement }
            let labels = labels(in: cube, of: namespace)
            let sample = try Sample(inputs, namespace, labels, options, before)
            switch try sample.outcome(limits: Self.limits) {
            case .found(let policies):
                if !Self.speak(policies, ofValuesMadeUpFor: labels),
                    let cover = try residual(of: namespace, adding: policies.map(\.policy)), cover.contains(labels)
                {
                    let cases = rest.intersection(cover).irredundant.conditions
                    refinement.cases.append(.init(cases: cases, policies: policies.map(\.suggested)))
                    rest = cover.cubes.reduce(rest) { $0.subtracting($1) }
                    continue
                }
                refinement.isComplete = false
            case .none: break
            case .unknown: refinement.isComplete = false
            }
            rest = rest.subtracting(indistinguishable(from: labels, sample))
        }
        if !rest.cubes.isEmpty { refinement.isComplete = false }
        return refinement
    }

    /// The labels that may be admissible with policies: those that the strictest policies keep from harm, and under which
    /// the most open ones let everything through that is to be; nil where the solver gave up.
    private func candidatesForPolicies(_ namespace: String, _ admissible: LabelCover) throws -> LabelCover? {
        let allowed = inputs.specs.universe.namespaces.admissibleLabels(
            of: namespace, changedFrom: inputs.change.labelsBefore(of: namespace))
        let (demanding, forbidding) = inputs.specs.invariants.map(\.claim).partitioned { claim in
            claim.connections?.quantity == .always
        }
        guard let closed = try residual(of: namespace, under: forbidding, adding: blanket([])),
            let open = try residual(
                of: namespace, under: demanding,
                adding: blanket([Rule(action: .allow, peers: nil, ports: nil, location: Self.nowhere)]))
        else { return nil }
        return admissible.cubes.reduce(allowed) { $0.subtracting($1) }.intersection(closed).intersection(open)
    }

    /// Whether policies name a value that only stands for others: under another one they would be others.
    private static func speak(_ policies: [CandidatePolicy], ofValuesMadeUpFor labels: [String: String]) -> Bool {
        let values = labels.values.filter { $0.hasPrefix(LabelSet.madeUpPrefix) }
        return policies.contains { policy in values.contains { policy.manifest.contains($0) } }
    }

    private static let nowhere = SourceLocation(file: "")

    /// A policy for every pod of every namespace of the change, with these rules in both directions; no policy can have its
    /// name.
    private func blanket(_ rules: [Rule]) -> [Policy] {
        inputs.change.receivingNamespaces.map { namespace in
            Policy(
                identity: PolicyIdentity(kind: "NetworkPolicy", namespace: namespace, name: "<any>"),
                location: Self.nowhere, subject: .podLabels(.everything), isolates: [.ingress, .egress],
                ingress: rules, egress: rules)
        }
    }

    private func residual(
        of namespace: String, under claims: [Claim]? = nil, adding policies: [Policy]
    ) throws -> LabelCover? {
        try prover(adding: policies).residual(
            of: namespace, under: claims ?? inputs.specs.invariants.map(\.claim),
            changedFrom: inputs.change.labelsBefore(of: namespace),
            keepingSubjectsOf: claims == nil ? inputs.change.claimsToKeep(relabelling: namespace, before) : [])
    }

    private func prover(adding policies: [Policy]) -> Prover {
        let after = inputs.change.after
        let world = World(
            cluster: after.cluster, program: after.program.adding(policies), universe: inputs.specs.universe)
        return Prover(world, options: options.proverOptions)
    }

    private func indistinguishable(from labels: [String: String], _ sample: Sample) -> LabelCube {
        prover(adding: sample.candidates.all.map(\.policy))
            .indistinguishable(from: labels, under: inputs.specs.invariants.map(\.claim))
    }

    /// Labels in a cube, as many as possible as they are in the change.
    private func labels(in cube: LabelCube, of namespace: String) -> [String: String] {
        var labels = inputs.change.after.cluster.namespace(named: namespace)?.labels ?? [:]
        for key in cube.keys where !cube[key].contains(labels[key]) { labels[key] = cube[key].representative }
        return labels
    }
}

extension ResidualRefinement {
    /// The change with one namespace labelled in a certain way.
    private struct Sample {
        enum Outcome {
            case found([CandidatePolicy])
            case none
            case unknown
        }

        private let review: SuggestionReview
        private let decision: ChangeDecision

        init(
            _ inputs: AdmissionInputs, _ namespace: String, _ labels: [String: String], _ options: VerifyOptions,
            _ before: [Verdict]
        ) throws {
            let relabelled = inputs.relabelling(namespace, labels)
            review = SuggestionReview(relabelled, options: options, before: before)
            decision = try ChangeDecision(relabelled.change, specs: inputs.specs, options: options, before: before)
        }

        var candidates: CandidatePolicies { review.candidates }

        func outcome(limits: SuggestionSearch.Limits) throws -> Outcome {
            switch try review.outcome(after: decision, limits: limits) {
            case .found(let selection, _): .found(candidates[selection])
            case .impossible: .none
            case .unfinished: .unknown
            }
        }
    }
}

extension PolicyProgram {
    /// The program with further NetworkPolicies.
    func adding(_ policies: [Policy]) -> PolicyProgram {
        var program = self
        // Every input has the tier of NetworkPolicies.
        let tier = program.tiers.firstIndex { $0.name == "NetworkPolicy" } ?? 0
        program.tiers[tier].policies += policies
        return program
    }
}

extension Array {
    fileprivate func partitioned(by isFirst: (Element) -> Bool) -> (first: [Element], second: [Element]) {
        (filter(isFirst), filter { !isFirst($0) })
    }
}
