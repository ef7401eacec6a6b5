import NetworkModel
import PolicyModel

/// One of the alternatives of an endpoint predicate, in the words that a NetworkPolicy has.
struct EndpointShape: Hashable {
    /// Nil: pods and addresses outside alike.
    var isPod: Bool?
    var namespace: [LabelRequirement] = []
    var pod: [LabelRequirement] = []
    /// Addresses outside that are meant; all of them where empty.
    var blocks: [AddressBlock] = []
    var exceptions: [AddressBlock] = []

    static let anything = EndpointShape()

    /// Why a predicate has no shapes.
    struct Inexpressible: Error {
        /// In words that follow "because".
        var reason: String
    }

    private static let mostShapes = 16

    /// The alternatives that together are the predicate. One that speaks of addresses means those outside the cluster.
    static func shapes(
        of predicate: EndpointPredicate, in cluster: Cluster, negated: Bool = false
    ) throws(Inexpressible) -> [EndpointShape] {
        switch predicate {
        case .pod: return [EndpointShape(isPod: !negated)]
        case .external: return [EndpointShape(isPod: negated)]
        case .namespaceNamed(let names):
            let name = LabelRequirement(namespaceNameLabel, negated ? .notIn : .isIn, names)
            return [EndpointShape(isPod: true, namespace: [name])] + (negated ? [EndpointShape(isPod: false)] : [])
        case .namespaceLabels(let selector):
            return labels(selector, negated: negated) { EndpointShape(isPod: true, namespace: $0) }
        case .podLabels(let selector):
            return labels(selector, negated: negated) { EndpointShape(isPod: true, pod: $0) }
        case .address(let block):
            return [negated ? EndpointShape(exceptions: [block]) : EndpointShape(isPod: false, blocks: [block])]
        case .workload(let identity): return [try workload(identity, in: cluster, negated: negated)]
        case .not(let part): return try shapes(of: part, in: cluster, negated: !negated)
        case .all(let parts): return try combined(parts, in: cluster, negated: negated, isConjunction: !negated)
        case .any(let parts): return try combined(parts, in: cluster, negated: negated, isConjunction: negated)
        case .ownNamespace: throw Inexpressible(reason: "it speaks of the namespace of a policy")
        }
    }

    /// What both describe; nil where nothing is both.
    func intersection(_ other: EndpointShape) -> EndpointShape? {
        if let isPod, let others = other.isPod, isPod != others { return nil }
        var shape = self
        shape.isPod = isPod ?? other.isPod
        for requirement in other.namespace where !namespace.contains(requirement) {
            shape.namespace.append(requirement)
        }
        for requirement in other.pod where !pod.contains(requirement) { shape.pod.append(requirement) }
        shape.blocks += other.blocks
        shape.exceptions += other.exceptions
        return shape
    }

    /// Whether a namespace's labels meet what is asked of them. Where they are not known, all but the name may.
    func mayBeIn(_ namespace: Namespace) -> Bool {
        isPod != false
            && self.namespace.allSatisfy { requirement in
                let isKnown = namespace.hasManifest || requirement.key == namespaceNameLabel
                return !isKnown || LabelSet.admitted(by: requirement).contains(namespace.labels[requirement.key])
            }
    }

    private static func labels(
        _ selector: LabelSelector, negated: Bool, _ shape: ([LabelRequirement]) -> EndpointShape
    ) -> [EndpointShape] {
        guard negated else { return [shape(selector.requirements)] }
        return [EndpointShape(isPod: false)] + selector.requirements.map { shape([$0.complement]) }
    }

    private static func workload(
        _ identity: WorkloadIdentity, in cluster: Cluster, negated: Bool
    ) throws(Inexpressible) -> EndpointShape {
        guard !negated else { throw Inexpressible(reason: "no selector leaves out the pods of one workload") }
        guard let workload = cluster.workload(identity) else {
            throw Inexpressible(reason: "\(identity) is not listed")
        }
        return EndpointShape(
            isPod: true, namespace: [LabelRequirement(namespaceNameLabel, equals: identity.namespace)],
            pod: workload.podLabels.sorted { $0.key < $1.key }.map { LabelRequirement($0.key, equals: $0.value) })
    }

    private static func combined(
        _ parts: [EndpointPredicate], in cluster: Cluster, negated: Bool, isConjunction: Bool
    ) throws(Inexpressible) -> [EndpointShape] {
        var result: [EndpointShape] = isConjunction ? [.anything] : []
        for part in parts {
            let alternatives = try shapes(of: part, in: cluster, negated: negated)
            result =
                isConjunction
                ? result.flatMap { shape in alternatives.compactMap(shape.intersection) } : result + alternatives
            guard result.count <= mostShapes else { throw Inexpressible(reason: "it has too many alternatives") }
        }
        return result.reduce(into: []) { kept, shape in if !kept.contains(shape) { kept.append(shape) } }
    }
}

extension LabelRequirement {
    /// What holds of a label exactly where this does not (networkpolicy.md §2).
    var complement: LabelRequirement {
        switch self.operator {
        case .isIn: LabelRequirement(key, .notIn, values)
        case .notIn: LabelRequirement(key, .isIn, values)
        case .exists: LabelRequirement(key, .doesNotExist)
        case .doesNotExist: LabelRequirement(key, .exists)
        }
    }
}
