import TestSupport

extension SampleGenerator {
    mutating func claim(_ sample: Sample) -> SampleClaim {
        if usesNamedPorts, random.chance(40), let workload = sample.workloads.randomElement(using: &random) {
            return claim(about: workload, sample)
        }
        if let template = sample.universe?.templates?.randomElement(using: &random), random.chance(60) {
            return claim(about: template, sample)
        }
        if random.chance(50), let policy = sample.policies.randomElement(using: &random) {
            return claim(about: policy, sample)
        }
        let quantity = random.pick([(5, SampleClaim.Quantity.never), (3, .always), (2, .only)])
        var claim = SampleClaim(quantity: quantity)
        claim.from = random.chance(85) || quantity == .only ? endpoint(sample) : nil
        claim.to = random.chance(85) || claim.from == nil ? endpoint(sample) : nil
        if random.chance(45) { claim.ports = random.several(1...2) { _ in 0 }.map { _ in strictPort() } }
        if random.chance(35) { claim.pair = random.several(1...2) { _ in 0 }.map { _ in relation() } }
        // Written where the words of an end may leave out pods.
        if random.chance(30) || mayExcludePods(claim.to) { claim.protect = protected(claim) }
        return claim
    }

    /// Connections that a claim may well be about.
    mutating func waivedConnections(of claim: SampleClaim, _ sample: Sample) -> SampleConnections {
        var connections = SampleConnections()
        let keepsFrom = claim.quantity != .only && random.chance(30)
        if random.chance(70) { connections.from = keepsFrom ? claim.from : endpoint(sample) }
        if random.chance(50) || connections.from == nil {
            connections.to = random.chance(30) ? claim.to ?? endpoint(sample) : endpoint(sample)
        }
        if random.chance(30) { connections.ports = [strictPort()] }
        return connections
    }

    /// A claim on what a workload declares: its named ports are known, and those of no other pod.
    private mutating func claim(about workload: SampleWorkload, _ sample: Sample) -> SampleClaim {
        var own = SampleClaimPeer()
        own.workload = .init(kind: workload.kind, namespace: workload.namespace, name: workload.name)
        var claim = SampleClaim(
            quantity: random.pick([.never, .always]), from: random.chance(70) ? endpoint(sample) : nil,
            to: SampleEndpoint(peers: [own]), protect: "to")
        if random.chance(60) { claim.ports = [strictPort()] }
        return claim
    }

    /// A claim that a policy was perhaps written for: such claims are proved more often than others.
    private mutating func claim(about policy: SamplePolicy, _ sample: Sample) -> SampleClaim {
        let isIngress = random.chance(70)
        // Templates have no namespace: they speak of those yet to be created.
        let isTemplate = policy.namespace.isEmpty
        var own = isTemplate ? SampleClaimPeer() : SampleClaimPeer(namespaces: [policy.namespace])
        own.podSelector = policy.podSelector.value.map(strict) ?? (isTemplate ? SampleSelector() : nil)
        let rules = (isIngress ? policy.ingress.value : policy.egress.value) ?? []
        let peers = rules.flatMap { $0?.peers.value ?? [] }.map { peer(of: $0, in: policy.namespace) }
        let others = SampleEndpoint(peers: peers.isEmpty ? [peer(sample, depth: 1)] : peers)
        var quantity = random.pick([(4, SampleClaim.Quantity.never), (3, .always), (3, .only)])
        if quantity == .only, !isIngress { quantity = .never }
        let excluded = quantity == .never && random.chance(80)
        let other = excluded ? SampleEndpoint(peers: [SampleClaimPeer(not: others.peers)]) : others
        let end = SampleEndpoint(peers: [own])
        var claim = SampleClaim(
            quantity: quantity, from: isIngress ? other : end, to: isIngress ? end : other,
            protect: isIngress ? "to" : "from")
        if random.chance(10), quantity == .never { claim.from = isIngress ? nil : end }
        if random.chance(25) { claim.ports = [strictPort()] }
        if random.chance(15) { claim.pair = [relation()] }
        if isTemplate, random.chance(50) { claim.pair = [.namespace(isSame: quantity == .always)] }
        return claim
    }

    mutating func exempt(_ sample: Sample) -> [SampleClaimPeer] { endpoint(sample).peers }

    mutating func isolation(_ sample: Sample) -> SampleIsolation {
        var pods = endpoint(sample)
        if let policy = sample.policies.randomElement(using: &random), random.chance(50) {
            // Such a claim holds more often than others.
            pods = SampleEndpoint(peers: [
                SampleClaimPeer(podSelector: policy.podSelector.value.map(strict), namespaces: [policy.namespace])
            ])
        }
        return SampleIsolation(
            pods: pods, exempt: random.chance(30) ? exempt(sample) : [],
            direction: random.pick([nil, .ingress, .egress, .both]))
    }

    private func peer(of peer: SamplePeer, in namespace: String) -> SampleClaimPeer {
        var result = SampleClaimPeer(
            namespaceSelector: peer.namespaceSelector.value.map(strict), podSelector: peer.podSelector.value.map(strict)
        )
        if let block = peer.ipBlock.value {
            result.ipBlock = block
            if case .null = block.except { result.ipBlock?.except = .missing }
        } else if result.namespaceSelector == nil, !namespace.isEmpty {
            result.namespaces = [namespace]
        }
        return result
    }

    /// As Specs want it: nothing null.
    func strict(_ selector: SampleSelector) -> SampleSelector {
        var selector = selector
        if case .null = selector.matchLabels { selector.matchLabels = .missing }
        if case .null = selector.matchExpressions { selector.matchExpressions = .missing }
        return selector
    }

    private mutating func protected(_ claim: SampleClaim) -> String {
        let choices = [("from", claim.from), ("to", claim.to)].filter { !mayExcludePods($0.1) }
        return choices.isEmpty ? "to" : random.pick(choices.map(\.0))
    }

    private func mayExcludePods(_ endpoint: SampleEndpoint?) -> Bool {
        endpoint?.peers.contains { $0.isExternal || $0.ipBlock != nil || $0.not != nil } ?? false
    }

    private mutating func relation() -> SampleClaim.Relation {
        switch random.below(3) {
        case 0: .namespace(isSame: random.chance(35))
        case 1: .namespaceLabel(random.pick(namespaceKeys), isSame: random.chance(40))
        default: .podLabel(random.pick(podKeys), isSame: random.chance(40))
        }
    }

    private mutating func strictPort() -> SamplePort {
        var port = port(named: usesNamedPorts)
        if case .null = port.transport { port.transport = .missing }
        if case .missing = port.transport, case .missing = port.port { port.transport = .given("TCP") }
        return port
    }

    private mutating func endpoint(_ sample: Sample) -> SampleEndpoint {
        SampleEndpoint(
            peers: random.several(1...(random.chance(25) ? 2 : 1)) { _ in 0 }.map { _ in peer(sample, depth: 0) })
    }

    private mutating func peer(_ sample: Sample, depth: Int) -> SampleClaimPeer {
        var peer = SampleClaimPeer()
        switch random.below(20) {
        case 0..<4: peer.namespaceSelector = strictNamespaceSelector()
        case 4..<6: peer.podSelector = random.chance(25) ? SampleSelector() : strict(selector(podKeys))
        case 6..<8:
            peer.namespaceSelector = strictNamespaceSelector()
            peer.podSelector = strict(selector(podKeys))
        case 8..<15:
            peer.namespaces = namespaceNames()
            if random.chance(40) { peer.podSelector = strict(selector(podKeys)) }
        case 15..<16:
            if usesBlocks {
                peer.ipBlock = block()
                if case .null = peer.ipBlock?.except { peer.ipBlock?.except = .missing }
            } else {
                peer.isExternal = true
            }
        case 16..<17: peer.isExternal = true
        case 17..<19:
            if let workload = sample.workloads.randomElement(using: &random) {
                peer.workload = .init(kind: workload.kind, namespace: workload.namespace, name: workload.name)
            } else {
                peer.namespaces = namespaceNames()
            }
        default: peer.podSelector = SampleSelector()
        }
        if depth < 2, random.chance(15) {
            let inner = random.several(1...2) { _ in 0 }.map { _ in self.peer(sample, depth: depth + 1) }
            if random.chance(40) { return SampleClaimPeer(not: inner) }
            peer.not = inner
        }
        return peer
    }

    private mutating func namespaceNames() -> [String] {
        let possible = names.filter(isNamespaceName)
        return random.several(1...2) { $0.pick(possible) }
    }

    private mutating func strictNamespaceSelector() -> SampleSelector {
        strict(namespaceSelector())
    }
}
