import PolicyModel

extension EndpointPredicate {
    /// Whether the words alone say that no pod matches; false where that depends on labels.
    var excludesPods: Bool {
        switch self {
        case .external: true
        case .all(let parts): parts.contains(where: \.excludesPods)
        case .any(let parts): parts.allSatisfy(\.excludesPods)
        case .not(let part): part.includesEveryPod
        case .pod, .namespaceNamed, .ownNamespace, .namespaceLabels, .podLabels, .address, .workload: false
        }
    }

    /// Whether the words alone say that every pod matches.
    var includesEveryPod: Bool {
        switch self {
        case .pod: true
        case .namespaceLabels(let selector), .podLabels(let selector): selector == .everything
        case .all(let parts): parts.allSatisfy(\.includesEveryPod)
        case .any(let parts): parts.contains(where: \.includesEveryPod)
        case .not(let part): part.excludesPods
        case .external, .namespaceNamed, .ownNamespace, .address, .workload: false
        }
    }
}
