import Dialects

/// The namespaces of a running cluster that are being deleted: nobody can stop it, and nothing new may come into them.
///
/// That they go was decided when the deletion of the namespace was asked for. What is in them has to go too, or they never
/// will; only the order counts, for while pods are left the policies still protect them, and others from them.
struct TerminatingNamespaces: Equatable {
    private let names: Set<String>
    /// Those in which pods are left, for all that is known.
    private let inhabited: Set<String>

    private static let pods = ObjectKind(group: "", version: "v1", kind: "Pod")

    init(in live: LiveObjects) {
        let deleted = live.objects.filter { $0.isBeingDeleted && $0.identity?.isNamespace == true }
        let names = Set(deleted.compactMap { $0.identity?.name })
        self.names = names
        guard !names.isEmpty, !live.withheld.contains(Withholding.words(for: Self.pods)) else {
            inhabited = names
            return
        }
        let pods = live.objects.filter { $0.kind.isSame(as: Self.pods) }
        inhabited = names.intersection(pods.compactMap { $0.identity?.namespace })
    }

    /// Why nothing has to be decided of a deletion; nil where it has to be decided like any other.
    func remark(onRemoving identity: ObjectIdentity) -> String? {
        guard let namespace = identity.namespace, names.contains(namespace) else { return nil }
        if identity.isPolicy, inhabited.contains(namespace) { return nil }
        return "the namespace is being deleted" + (identity.isPolicy ? ", and no pod is left in it" : "")
    }
}
