import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel

/// The policies that every new namespace is created with, taken for granted before they are there.
struct NamespaceTemplates {
    private let policies: [Policy]
    private let loader: InputLoader

    /// Nil where the LabelUniverse names none, after it has been reported why.
    init?(_ universe: Universe, loader: InputLoader, into diagnostics: inout Diagnostics) {
        guard let policies = universe.namespaces.policies else {
            // A universe that cannot be read names none for a reason that has been told.
            guard !diagnostics.hasErrors else { return nil }
            diagnostics.report(
                Diagnostic(
                    "no-templates", at: universe.location,
                    "`--assume-templates` needs to know the policies that new namespaces are created with",
                    expected: "expected a LabelUniverse with `namespaces.policies`"))
            return nil
        }
        self.policies = policies
        self.loader = loader
    }

    /// The policies that are taken to come with some objects that are put into a cluster: those that their namespaces lack,
    /// where these are only being created. An older namespace keeps what it has.
    func assumed(with objects: [DecodedObject], in cluster: LoadedInput) -> [DecodedObject] {
        let put = Set(objects.compactMap(\.identity))
        let created = put.filter { $0.isNamespace && cluster.locations[$0] == nil }.map(\.name)
        let policies = objects.flatMap { object in
            loader.revision(of: cluster, putting: object)?.policies.compactMap(\.new) ?? []
        }
        let begun = Set(policies.filter(holds).compactMap(\.identity.namespace)).subtracting(created)
        let growing = begun.filter { isBeingCreated($0, with: put, policies, in: cluster) }
        return (created + growing).sorted().flatMap { name in
            missing(in: name) { cluster.locations[$0] != nil || put.contains($0) }
        }
    }

    /// Whether a namespace may be one that came a moment ago: templates are all the policies that it has, and nothing runs
    /// in it.
    private func isBeingCreated(
        _ name: String, with put: Set<ObjectIdentity>, _ policies: [Policy], in cluster: LoadedInput
    ) -> Bool {
        let replaced = Set(policies.map(\.identity))
        let kept = cluster.program.tiers.flatMap(\.policies).filter { !replaced.contains($0.identity) }
        let isInhabited =
            cluster.cluster.workloads.contains { $0.identity.namespace == name }
            || put.contains { $0.namespace == name && !$0.isPolicy }
        return !isInhabited && (kept + policies).allSatisfy { $0.identity.namespace != name || holds($0) }
    }

    /// Those that a namespace lacks.
    ///
    /// - Parameter present: The identities of what is there, or comes with it: its own version of a policy counts.
    private func missing(in namespace: String, present: (ObjectIdentity) -> Bool) -> [DecodedObject] {
        policies.compactMap { template in
            var policy = template
            policy.identity.namespace = namespace
            let file = "<template of \(namespace)>"
            let candidate = CandidatePolicy(policy, purpose: "A template.", file: file, loader: loader)
            guard let object = candidate?.object, let identity = object.identity, !present(identity) else { return nil }
            return object
        }
    }

    /// Whether a policy is one of them, as it is written there.
    private func holds(_ policy: Policy) -> Bool {
        policies.contains { template in
            template.identity.name == policy.identity.name && content(of: template, like: policy) == policy.content
        }
    }

    /// In the namespace of the other, which what a policy selects depends on.
    private func content(of template: Policy, like policy: Policy) -> Policy? {
        var copy = template
        copy.identity.namespace = policy.identity.namespace
        return CandidatePolicy(copy, purpose: "A template.", loader: loader)?.policy.content
    }
}
