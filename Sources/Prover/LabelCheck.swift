public import Evaluation
public import NetworkModel
public import PolicyModel

extension Prover {
    /// A listed namespace whose labels break rules of the universe.
    public struct MislabelledNamespace: Hashable, Sendable {
        public var namespace: Namespace
        /// In the order of the rules; not empty.
        public var violations: [Universe.LabelRuleViolation]
    }
}

/// Decides how listed namespaces are labelled: a question about those alone, of which everything is known.
struct LabelCheck {
    let world: World
    private let evaluator = Evaluator(program: PolicyProgram(), behaviour: Behaviour())

    init(_ world: World) {
        self.world = world
    }

    func answer(_ claim: LabellingClaim) -> Prover.ScopeAnswer {
        let claimed = world.cluster.namespaces.filter { isClaimed($0, by: claim) }
        guard !claimed.isEmpty else { return .vacuous(.to) }
        guard hasRules(for: claim) else { return .vacuous(.rules) }
        let mislabelled = claimed.filter(\.hasManifest).compactMap { namespace -> Prover.MislabelledNamespace? in
            let violations = world.universe.namespaces.violations(of: namespace.labels)
                .filter { claim.speaks(of: $0) }
            return violations.isEmpty ? nil : Prover.MislabelledNamespace(namespace: namespace, violations: violations)
        }
        if !mislabelled.isEmpty { return .mislabelled(mislabelled) }
        let unknown = claimed.filter { !$0.hasManifest }.map(\.name)
        guard unknown.isEmpty else { return .undecided(.unknownLabels(unknown)) }
        return .proved(.ofFacts)
    }

    /// Whether the universe has a rule for each key that is claimed, or any rule at all.
    func hasRules(for claim: LabellingClaim) -> Bool {
        let rules = world.universe.namespaces
        let ruled = Set(rules.labels.map(\.key) + rules.implications.flatMap(\.keys))
        return claim.keys.map { $0.allSatisfy(ruled.contains) } ?? !ruled.isEmpty
    }

    /// Of a namespace without a manifest only the name is known: it may be one of those.
    func isClaimed(_ namespace: Namespace, by claim: LabellingClaim) -> Bool {
        let labels = namespace.hasManifest ? namespace.labels : nil
        let pod = Pod(
            namespace: PodNamespace(name: namespace.name, isListed: true, labels: labels), labels: [:], namedPorts: [])
        return evaluator.holds(claim.namespaces, of: .pod(pod)) != .no
    }
}

extension LabellingClaim {
    func speaks(of key: String) -> Bool { keys?.contains(key) ?? true }

    func speaks(of implication: Universe.LabelImplication) -> Bool {
        keys == nil || implication.keys.contains(where: speaks)
    }

    fileprivate func speaks(of violation: Universe.LabelRuleViolation) -> Bool {
        switch violation {
        case .missing(let key), .valueNotAllowed(let key, _, _), .changedImmutable(let key, _, _): speaks(of: key)
        case .implicationBroken(let implication, _): speaks(of: implication)
        }
    }
}

extension Prover.Proof {
    /// What is read off the input rests on no policy, and takes nothing as given.
    fileprivate static let ofFacts = Self(
        policies: [], universeRules: [], dependsOnAddresses: false, choices: [], isComplete: true)
}
