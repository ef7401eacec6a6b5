import Diagnostics
import NetworkModel
import PolicyModel

/// The policies of one namespace that let through what an `always` claim needs, as far as selectors can say it.
struct ClaimPolicies {
    /// What such a policy selects and allows.
    struct Part: Hashable {
        var pods: LabelSelector
        var direction: Direction
        var rule: Rule
    }

    let claim: ConnectionClaim
    let namespace: Namespace
    let cluster: Cluster
    let location: SourceLocation

    /// One for each direction and each selector of pods; none for ends that are not in the namespace.
    func parts() throws(EndpointShape.Inexpressible) -> [Part] {
        var result: [Part] = []
        for direction in Direction.allCases {
            let (own, other) = direction == .ingress ? (claim.to, claim.from) : (claim.from, claim.to)
            let subjects = try EndpointShape.shapes(of: own, in: cluster).filter { $0.mayBeIn(namespace) }
            guard !subjects.isEmpty, let relation = try relation() else { continue }
            let peers = try EndpointShape.shapes(of: other, in: cluster).compactMap { $0.intersection(relation.shape) }
            let entries = entries(peers, inOwnNamespace: relation.isOwnNamespace)
            guard entries?.isEmpty != true else { continue }
            let rule = Rule(action: .allow, peers: entries, ports: claim.ports, location: location)
            for pods in selectors(of: subjects) { result.append(Part(pods: pods, direction: direction, rule: rule)) }
        }
        return result
    }

    /// The selectors of pods; one that selects every pod makes the others superfluous.
    private func selectors(of shapes: [EndpointShape]) -> [LabelSelector] {
        let selectors = shapes.map { LabelSelector($0.pod) }
        if selectors.contains(.everything) { return [.everything] }
        return selectors.reduce(into: []) { kept, selector in if !kept.contains(selector) { kept.append(selector) } }
    }

    /// What the claim asks of the other end by how the ends relate; nil where no pod of the namespace can be so related.
    private func relation() throws(EndpointShape.Inexpressible) -> (shape: EndpointShape, isOwnNamespace: Bool)? {
        var (shape, isOwn) = (EndpointShape.anything, false)
        for relation in claim.pair {
            switch relation {
            case .namespace(isSame: true):
                shape.isPod = true
                isOwn = true
            case .namespace(isSame: false):
                shape.namespace.append(LabelRequirement(namespaceNameLabel, .notIn, [namespace.name]))
            case .namespaceLabel(let key, let isSame):
                guard namespace.hasManifest else {
                    throw EndpointShape.Inexpressible(reason: "the labels of \(namespace.name) are not known")
                }
                guard let value = namespace.labels[key] else {
                    if isSame { return nil }
                    continue
                }
                if isSame { shape.isPod = true }
                shape.namespace.append(LabelRequirement(key, isSame ? .isIn : .notIn, [value]))
            case .podLabel(let key, _):
                throw EndpointShape.Inexpressible(reason: "no selector compares the label \(key) of two pods")
            }
        }
        return (shape, isOwn)
    }

    /// The entries that match such peers; nil matches anything.
    private func entries(_ peers: [EndpointShape], inOwnNamespace: Bool) -> [PeerEntry]? {
        if !inOwnNamespace, peers.contains(.anything) { return nil }
        return peers.flatMap { predicates(of: $0, inOwnNamespace: inOwnNamespace) }
            .reduce(into: [EndpointPredicate]()) { kept, predicate in
                if !kept.contains(predicate) { kept.append(predicate) }
            }.map { PeerEntry($0, location: location) }
    }

    private func predicates(of shape: EndpointShape, inOwnNamespace: Bool) -> [EndpointPredicate] {
        var result: [EndpointPredicate] = []
        if shape.isPod != false, shape.blocks.isEmpty {
            let pods = EndpointPredicate.podLabels(LabelSelector(shape.pod))
            let namespaces = EndpointPredicate.namespaceLabels(LabelSelector(shape.namespace))
            if inOwnNamespace {
                if shape.mayBeIn(namespace) { result.append(.all([.ownNamespace, pods])) }
            } else {
                result.append(shape.pod.isEmpty ? namespaces : .all([namespaces, pods]))
            }
        }
        if shape.isPod != true { result += blocks(of: shape) }
        return result
    }

    /// Every address of both families, or what the claim names of them.
    private func blocks(of shape: EndpointShape) -> [EndpointPredicate] {
        // Both texts are legal blocks.
        let everything = ["0.0.0.0/0", "::/0"].map { AddressBlock(CIDRBlock($0)!) }
        let meant = shape.blocks.isEmpty ? everything : Array(shape.blocks.prefix(1))
        return meant.map { block in
            let further = shape.exceptions.map(\.block).filter { block.block.contains($0) && $0 != block.block }
            return .address(AddressBlock(block.block, except: block.exceptions + further))
        }
    }
}
