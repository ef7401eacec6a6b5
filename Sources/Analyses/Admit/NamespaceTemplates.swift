import Diagnostics
import Dialects
import Invariants
import PolicyModel

/// The policies that every new namespace is created with, taken for granted before they are there.
struct NamespaceTemplates {
    private let policies: [Policy]
    private let loader: InputLoader

    /// Nil after it has been reported that the LabelUniverse names none.
    init?(_ universe: Universe, loader: InputLoader, into diagnostics: inout Diagnostics) {
        guard let policies = universe.namespaces.policies else {
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

    /// Those that a namespace lacks.
    ///
    /// - Parameter present: The identities of what is there, or comes with it: its own version of a policy counts.
    func missing(in namespace: String, present: (ObjectIdentity) -> Bool) -> [DecodedObject] {
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
    func holds(_ policy: Policy) -> Bool {
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
