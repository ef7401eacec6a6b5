extension EndpointPredicate {
    /// The same in fewer words: conjunctions and disjunctions without nested ones of their kind, needless parts or
    /// repetitions.
    public var plain: EndpointPredicate {
        switch self {
        case .all(let parts):
            let plain = parts.map(\.plain).flatMap { part in if case .all(let inner) = part { inner } else { [part] } }
            if plain.contains(.nothing) { return .nothing }
            let distinct = plain.distinct
            return distinct.count == 1 ? distinct[0] : .all(distinct)
        case .any(let parts):
            let plain = parts.map(\.plain).flatMap { part in if case .any(let inner) = part { inner } else { [part] } }
            if plain.contains(.everything) { return .everything }
            let distinct = plain.distinct
            return distinct.count == 1 ? distinct[0] : .any(distinct)
        case .not(let inner):
            let inner = inner.plain
            if case .not(let part) = inner { return part }
            if inner == .nothing { return .everything }
            return inner == .everything ? .nothing : .not(inner)
        case .pod, .external, .namespaceNamed, .ownNamespace, .namespaceLabels, .podLabels, .address, .workload:
            return self
        }
    }

    /// Whether it speaks of the namespace of a policy, which means nothing elsewhere.
    public var speaksOfOwnNamespace: Bool {
        switch self {
        case .ownNamespace: true
        case .all(let parts), .any(let parts): parts.contains(where: \.speaksOfOwnNamespace)
        case .not(let inner): inner.speaksOfOwnNamespace
        case .pod, .external, .namespaceNamed, .namespaceLabels, .podLabels, .address, .workload: false
        }
    }
}

extension [EndpointPredicate] {
    fileprivate var distinct: Self {
        var seen: Set<EndpointPredicate> = []
        return filter { seen.insert($0).inserted }
    }
}
