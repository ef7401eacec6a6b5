extension Universe {
    /// One thing that the universe assumes of labels: proofs name those that they rest on, and admission rules can make
    /// them true.
    public enum LabelAssumption: Hashable, Sendable {
        case required(LabelSpace, key: String)
        case values(LabelSpace, key: String)
        /// Of namespaces only.
        case immutable(key: String)
        /// By the implication's title.
        case implication(LabelSpace, title: String)

        /// What proofs call it: `namespaces.labels.env.required`, `pods.implications.0`.
        public var name: String {
            switch self {
            case .required(let space, let key): "\(space.owners).labels.\(key).required"
            case .values(let space, let key): "\(space.owners).labels.\(key).values"
            case .immutable(let key): "\(LabelSpace.namespace.owners).labels.\(key).immutable"
            case .implication(let space, let title): "\(space.owners).implications.\(title)"
            }
        }
    }

    /// Everything that is assumed of labels: those of namespaces first, in the order of the rules.
    public var labelAssumptions: [LabelAssumption] {
        Self.assumptions(.namespace, namespaces.labels, namespaces.implications)
            + Self.assumptions(.pod, pods.labels, pods.implications)
    }

    private static func assumptions(
        _ space: LabelSpace, _ rules: [LabelRule], _ implications: [LabelImplication]
    ) -> [LabelAssumption] {
        rules.flatMap { rule -> [LabelAssumption] in
            (rule.isRequired ? [.required(space, key: rule.key)] : [])
                + (rule.values == nil ? [] : [.values(space, key: rule.key)])
                + (rule.isImmutable ? [.immutable(key: rule.key)] : [])
        } + implications.enumerated().map { .implication(space, title: $1.title(at: $0)) }
    }

    /// The universe that assumes everything else. Implications without a name may be called otherwise in it.
    public func without(_ assumption: LabelAssumption) -> Universe {
        var universe = self
        switch assumption {
        case .required(let space, let key): universe.change(space, key) { $0.isRequired = false }
        case .values(let space, let key): universe.change(space, key) { $0.values = nil }
        case .immutable(let key): universe.change(.namespace, key) { $0.isImmutable = false }
        case .implication(.namespace, let title): universe.namespaces.implications.remove(title)
        case .implication(.pod, let title): universe.pods.implications.remove(title)
        }
        return universe
    }

    private mutating func change(_ space: LabelSpace, _ key: String, _ change: (inout LabelRule) -> Void) {
        let path: WritableKeyPath<Universe, [LabelRule]> = space == .namespace ? \.namespaces.labels : \.pods.labels
        for index in self[keyPath: path].indices where self[keyPath: path][index].key == key {
            change(&self[keyPath: path][index])
        }
    }
}

extension LabelSpace {
    /// The field of a LabelUniverse that holds the rules for these labels.
    public var owners: String { self == .namespace ? "namespaces" : "pods" }
}

extension [Universe.LabelImplication] {
    fileprivate mutating func remove(_ title: String) {
        self = enumerated().filter { $1.title(at: $0) != title }.map(\.element)
    }
}
