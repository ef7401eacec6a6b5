import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel
import Prover

/// The policies of listed namespaces, and those that new namespaces are created with, by what they do to pods.
struct PoliciesInForce {
    private let listed: [String]
    private let all: [Policy]
    /// Nil where nothing is known of the policies of new namespaces.
    private let templates: [Policy]?
    /// Whether a connection is possible wherever a rule at each end that isolates allows it.
    let areAdditive: Bool

    init(_ world: World) {
        listed = world.cluster.namespaces.map(\.name)
        all = world.program.policies
        templates = world.universe.namespaces.policies
        areAdditive = world.program.tiers.allSatisfy { tier in
            tier.precedence == .denyOverrides
                && tier.policies.allSatisfy { ($0.ingress + $0.egress).allSatisfy { $0.action == .allow } }
        }
    }

    private var future: EndpointPredicate { .future(beside: listed) }

    /// The namespace as it will be known by.
    private func place(_ namespace: PodNamespace) -> EndpointPredicate {
        namespace.isListed ? .namespaceNamed([namespace.name]) : future
    }

    private func policies(in namespace: PodNamespace) -> [Policy] {
        namespace.isListed
            ? all.filter { $0.identity.namespace == nil || $0.identity.namespace == namespace.name }
            : all.filter { $0.identity.namespace == nil } + (templates ?? [])
    }

    // MARK: Pods that nothing isolates

    /// The pods of a namespace that no policy isolates.
    ///
    /// Where nobody knows which policies its owner has, they may be those that are written, or none.
    func open(
        in namespace: PodNamespace, _ direction: Direction, _ endpoint: Endpoint, _ evaluator: Evaluator
    ) -> EndpointPredicate? {
        let subjects = policies(in: namespace).filter { $0.isolates.contains(direction) }.map(\.subject)
        let place = place(namespace)
        guard !subjects.isEmpty else { return place }
        let own = namespace.isListed ? namespace.name : nil
        let isSelected = subjects.contains { evaluator.holds($0, of: endpoint, ownNamespace: own) != .no }
        return isSelected ? place : .all([place, .not(.any(subjects))])
    }

    /// The same, with the pods of all namespaces in which no policy isolates any: where the other end is what the claim
    /// protects, one such namespace is as good as another.
    func openAnywhere(
        like namespace: PodNamespace, _ direction: Direction, _ endpoint: Endpoint, _ evaluator: Evaluator
    ) -> EndpointPredicate? {
        let isolating = all.filter { $0.isolates.contains(direction) }
        let isOpenInFuture = !(templates ?? []).contains { $0.isolates.contains(direction) }
        guard !isolating.contains(where: { $0.identity.namespace == nil }) else {
            return open(in: namespace, direction, endpoint, evaluator)
        }
        let restricted = Set(isolating.compactMap(\.identity.namespace))
        guard namespace.isListed ? !restricted.contains(namespace.name) : isOpenInFuture else {
            return open(in: namespace, direction, endpoint, evaluator)
        }
        if isOpenInFuture {
            return restricted.isEmpty ? .pod : .all([.pod, .not(.namespaceNamed(restricted.sorted()))])
        }
        return .namespaceNamed(listed.filter { !restricted.contains($0) }.sorted())
    }

    // MARK: Rules

    /// What a rule lets pass, by the entries that matched; nil where it cannot be said outside its policy.
    func end(of reference: RuleReference, _ endpoint: Endpoint) -> ViolationClass.End? {
        guard let namespace = endpoint.pod?.namespace else { return nil }
        // Whatever its owner may have written.
        if reference.policy.identity.name == World.ownersPolicyName { return .init(own: place(namespace)) }
        guard let policy = policy(reference.policy, in: namespace) else { return nil }
        let rules = policy.rules(reference.direction)
        guard rules.indices.contains(reference.index), rules[reference.index].action == .allow else { return nil }
        let rule = rules[reference.index]
        let peer = reference.peer.flatMap { rule.peers?[$0.index].predicate } ?? .everything
        let ports = reference.port.flatMap { entry in rule.ports.map { [$0[entry.index]] } }
        let own = policy.identity.namespace == nil ? policy.subject : .all([place(namespace), policy.subject])
        return said(.init(own: own, peer: peer, ports: ports), in: namespace)
    }

    private func policy(_ reference: PolicyReference, in namespace: PodNamespace) -> Policy? {
        policies(in: namespace).first {
            $0.identity.name == reference.identity.name && $0.identity.kind == reference.identity.kind
                && $0.location == reference.location
        }
    }

    /// The same outside the policy: its own namespace is called by its name, which a new one does not have.
    private func said(_ end: ViolationClass.End, in namespace: PodNamespace) -> ViolationClass.End? {
        var end = end
        if namespace.isListed {
            end.own = end.own.speaking(from: namespace.name)
            end.peer = end.peer.speaking(from: namespace.name)
        }
        return end.own.speaksOfOwnNamespace || end.peer.speaksOfOwnNamespace ? nil : end
    }

    // MARK: Pods that policies isolate

    /// What policies that isolate a pod keep from it on a port: the pods that they all select and no other policy does,
    /// and the peers that no rule of theirs lets through on that port, with the ports that are like it.
    func denyingEnd(
        _ references: [PolicyReference], _ endpoint: Endpoint, _ direction: Direction,
        _ target: (transport: TransportProtocol, port: UInt16)
    ) -> ViolationClass.End? {
        guard let namespace = endpoint.pod?.namespace else { return nil }
        // Its owner may deny everything.
        if references.contains(where: { $0.identity.name == World.ownersPolicyName }) {
            return .init(own: place(namespace))
        }
        let isolating = references.compactMap { policy($0, in: namespace) }
        guard isolating.count == references.count else { return nil }
        let others = policies(in: namespace).filter { policy in
            !isolating.contains(policy) && !policy.rules(direction).isEmpty
        }
        let own = EndpointPredicate.all(
            [place(namespace)] + isolating.map(\.subject)
                + (others.isEmpty ? [] : [.not(.any(others.map(\.subject)))]))
        let rules = isolating.flatMap { $0.rules(direction) }
        let passing = rules.filter { $0.mayMatch(target.transport, target.port) }
        let peers = passing.map { rule in
            rule.peers.map { EndpointPredicate.any($0.map(\.predicate)) } ?? .everything
        }
        let ports = rules.flatMap { $0.ports ?? [] }.stretch(around: target.port, target.transport)
        let peer: EndpointPredicate = peers.isEmpty ? .everything : .not(.any(peers))
        return said(.init(own: own, peer: peer, ports: ports), in: namespace)
    }
}

extension Rule {
    /// Whether some pod may be reached by it on a port.
    fileprivate func mayMatch(_ transport: TransportProtocol, _ port: UInt16) -> Bool {
        guard let ports else { return true }
        return ports.contains { entry in
            switch entry.match {
            case .ports(let set): set.contains(transport, port)
            case .named(_, let named): named == transport
            }
        }
    }
}

extension [PortEntry] {
    /// The ports around one that no entry tells from it.
    fileprivate func stretch(around port: UInt16, _ transport: TransportProtocol) -> [PortEntry] {
        var (first, last) = (PortSet.validPorts.lowerBound, PortSet.validPorts.upperBound)
        for case .ports(let set) in map(\.match) {
            for range in set[transport].ranges {
                if range.contains(port) {
                    (first, last) = (Swift.max(first, range.lowerBound), Swift.min(last, range.upperBound))
                } else if range.upperBound < port {
                    first = Swift.max(first, range.upperBound + 1)
                } else {
                    last = Swift.min(last, range.lowerBound - 1)
                }
            }
        }
        return [PortEntry(.ports(PortSet(transport, first...last)), location: SourceLocation(file: ""))]
    }
}
