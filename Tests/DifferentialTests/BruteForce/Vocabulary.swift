import NetworkModel

/// Every constant that the policies, the universe and one claim compare something with (abstraction.md §2).
struct Vocabulary {
    /// By key.
    private(set) var namespaceValues: [String: Set<String>] = [:]
    private(set) var podValues: [String: Set<String>] = [:]
    private(set) var namespaceSelectors: [SampleSelector] = []
    private(set) var podSelectors: [SampleSelector] = []
    private(set) var namespaceNames: Set<String> = []
    private(set) var portNumbers: Set<Int> = [1]
    private(set) var portNames: Set<String> = []
    private(set) var blocks: Set<String> = []
    private(set) var hasBlocks = false
    private(set) var comparedNamespaceKeys: [String] = []
    private(set) var comparedPodKeys: [String] = []

    init(_ sample: Sample, _ claim: SampleClaim) {
        for policy in sample.policies + (sample.universe?.templates ?? []) { read(policy) }
        for endpoint in [claim.from, claim.to] { read(endpoint?.peers ?? []) }
        read(claim.exempt)
        read(claim.ports ?? [])
        for connections in claim.waived {
            for endpoint in [connections.from, connections.to] { read(endpoint?.peers ?? []) }
            read(connections.ports ?? [])
        }
        for relation in claim.pair { read(relation) }
        if let untrusted = sample.universe?.untrusted { readNamespaces(untrusted) }
        if let universe = sample.universe {
            for implication in universe.namespaceImplications {
                for selector in [implication.condition, implication.consequence] {
                    selector.collect(into: &namespaceValues)
                }
            }
            for implication in universe.podImplications {
                for selector in [implication.condition, implication.consequence] {
                    selector.collect(into: &podValues)
                }
            }
            blocks.formUnion(universe.podCIDRs + universe.nodeCIDRs + universe.serviceCIDRs)
        }
        for workload in sample.workloads {
            for port in workload.ports { cut(port.number, port.number) }
        }
        readValues(sample)
    }

    // MARK: Policies and claims

    private mutating func read(_ policy: SamplePolicy) {
        guard policy.hasSpec else { return }
        if let selector = policy.podSelector.value { readPods(selector) }
        for rule in (policy.ingress.value ?? []) + (policy.egress.value ?? []) {
            read((rule?.ports.value ?? []).compactMap(\.self))
            for peer in rule?.peers.value ?? [] {
                if let selector = peer.podSelector.value { readPods(selector) }
                if let selector = peer.namespaceSelector.value { readNamespaces(selector) }
                if let block = peer.ipBlock.value { read(block) }
            }
        }
    }

    private mutating func read(_ peers: [SampleClaimPeer]) {
        for peer in peers {
            if let selector = peer.podSelector { readPods(selector) }
            if let selector = peer.namespaceSelector { readNamespaces(selector) }
            if let block = peer.ipBlock { read(block) }
            namespaceNames.formUnion(peer.namespaces ?? [])
            read(peer.not ?? [])
        }
    }

    private mutating func read(_ relation: SampleClaim.Relation) {
        switch relation {
        case .namespace: break
        case .namespaceLabel(let key, _):
            comparedNamespaceKeys.append(key)
            namespaceValues[key, default: []].formUnion([])
        case .podLabel(let key, _):
            comparedPodKeys.append(key)
            podValues[key, default: []].formUnion([])
        }
    }

    private mutating func read(_ ports: [SamplePort]) {
        for port in ports {
            switch port.port.value {
            case .number(let first): cut(first, port.endPort.value ?? first)
            case .name(let name): portNames.insert(name)
            case nil: break
            }
        }
    }

    private mutating func cut(_ first: Int, _ last: Int) {
        portNumbers.insert(first)
        if last < 65535 { portNumbers.insert(last + 1) }
    }

    private mutating func read(_ block: SampleBlock) {
        hasBlocks = true
        blocks.formUnion([block.cidr] + (block.except.value ?? []))
    }

    private mutating func readPods(_ selector: SampleSelector) {
        if !podSelectors.contains(selector) { podSelectors.append(selector) }
        selector.collect(into: &podValues)
    }

    private mutating func readNamespaces(_ selector: SampleSelector) {
        if !namespaceSelectors.contains(selector) { namespaceSelectors.append(selector) }
        selector.collect(into: &namespaceValues)
    }

    /// Values that objects carry and rules allow, of the keys that anything asks for.
    private mutating func readValues(_ sample: Sample) {
        namespaceNames.formUnion(namespaceValues.removeValue(forKey: automaticLabel) ?? [])
        for label in sample.namespaces.flatMap(\.labels) { namespaceValues[label.key]?.insert(label.value) }
        for rule in sample.universe?.namespaceLabels ?? [] { namespaceValues[rule.key]?.formUnion(rule.values ?? []) }
        for label in sample.workloads.flatMap(\.labels) { podValues[label.key]?.insert(label.value) }
        for rule in sample.universe?.podLabels ?? [] { podValues[rule.key]?.formUnion(rule.values ?? []) }
    }

    // MARK: Representatives

    /// Absent, each value, and two values that nobody mentions; one is enough where no endpoints are compared.
    func options(_ key: String, ofNamespaces: Bool) -> [String?] {
        let values = (ofNamespaces ? namespaceValues : podValues)[key] ?? []
        let isCompared = (ofNamespaces ? comparedNamespaceKeys : comparedPodKeys).contains(key)
        return [nil] + values.sorted().map { $0 } + (isCompared ? ["fresh-1", "fresh-2"] : ["fresh-1"])
    }

    /// The first address of every stretch between the ends of blocks, and the last one if it is another.
    var addresses: [IPAddress] {
        IPAddress.Family.allCases.flatMap { family -> [IPAddress] in
            var starts: Set<UInt128> = [0]
            for block in blocks.compactMap(CIDRBlock.init) where block.family == family {
                starts.insert(block.range.lowerBound)
                if block.range.upperBound < family.maximum { starts.insert(block.range.upperBound + 1) }
            }
            let sorted = starts.sorted()
            return sorted.enumerated().flatMap { index, start -> [IPAddress] in
                let end = index + 1 < sorted.count ? sorted[index + 1] - 1 : family.maximum
                let first = IPAddress(family: family, value: start)
                return start == end ? [first] : [first, IPAddress(family: family, value: end)]
            }
        }
    }
}

extension SampleSelector {
    fileprivate func collect(into values: inout [String: Set<String>]) {
        for label in matchLabels.value ?? [] { values[label.key, default: []].insert(label.value) }
        for expression in matchExpressions.value ?? [] {
            values[expression.key, default: []].formUnion(expression.values.value ?? [])
        }
    }
}
