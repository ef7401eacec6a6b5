import Dialects
import NetworkModel
import PolicyModel
import Prover

/// Whether a proof rests on what it says: with those policies the claim holds, whichever of the others are there; with
/// any one of them taken away it falls, at least in company of some of the others, which may allow or isolate more.
struct ProofComparison {
    let reference: ReferenceWorld
    /// Whether a proof is to need each policy that it names.
    var isMinimal = true
    /// Whether trying everything finds a violation in a world that is like `reference` but for policies or rules that
    /// are gone; nil where that takes too long.
    let isRefuted: (ReferenceWorld) -> Bool?

    func objection(to proof: Prover.Proof) -> String? {
        guard proof.isComplete else { return nil }
        let named = Set(proof.policies.map { Name($0.identity) })
        let others = everyName.filter { !named.contains($0) }
        for company in [[]] + others.map({ [$0] }) where isRefuted(with: named.union(company)) {
            return "the proof does not rest on \(proof.policies.map(\.identity)) alone, whatever \(company)"
        }
        if isRefuted(withRules: Set(proof.universeRules)) {
            return "the proof does not rest on the rules \(proof.universeRules) alone"
        }
        guard isMinimal, isExact(proof) else { return nil }
        let companies = others.subsets.sorted { $0.count < $1.count }
        for name in named where !companies.contains(where: { isRefuted(with: named.subtracting([name]).union($0)) }) {
            return "the proof does not need \(name) of \(proof.policies.map(\.identity))"
        }
        return nil
    }

    /// Policies of several namespaces that look alike are taken together, and rules of the universe can stand in for
    /// policies: then some of those named may not be needed by themselves.
    private func isExact(_ proof: Prover.Proof) -> Bool {
        let universe = reference.universe
        let hasRules =
            !(universe.namespaceLabels + universe.podLabels).isEmpty
            || !(universe.namespaceImplications + universe.podImplications).isEmpty
        return !hasRules && Set(proof.policies.map(\.identity.namespace)).count == 1
    }

    private var everyName: [Name] {
        reference.policies.map { Name(namespace: $0.namespace, name: $0.resource.metadata.name.value) }
            + (reference.templates ?? []).map {
                Name(namespace: ReferenceWorld.anyFutureNamespace, name: $0.metadata.name.value)
            }
    }

    private struct Name: Hashable {
        var namespace: String
        var name: String

        init(_ identity: PolicyIdentity) {
            namespace = identity.namespace ?? ""
            name = identity.name
        }

        init(namespace: String, name: String) {
            self.namespace = namespace
            self.name = name
        }
    }

    /// The rules of a universe that do not stand in a proof do not matter to it.
    private func isRefuted(withRules rules: Set<String>) -> Bool {
        let world = ReferenceWorld(reference) { rules.contains($0) }
        return world.universe != reference.universe && isRefuted(world) == true
    }

    private func isRefuted(with names: Set<Name>) -> Bool {
        isRefuted(ReferenceWorld(reference) { names.contains(Name(namespace: $0, name: $1)) }) == true
    }
}
