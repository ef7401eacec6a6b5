import TestSupport

extension SampleGenerator {
    mutating func policy(_ number: Int, in namespace: String) -> SamplePolicy {
        var policy = SamplePolicy(
            namespace: namespace, name: "p\(number)", podSelector: subject(), policyTypes: policyTypes(),
            ingress: rules(likelihood: 70), egress: rules(likelihood: 40))
        if random.chance(3) { policy.hasSpec = false }
        return policy
    }

    private mutating func subject() -> Form<SampleSelector> {
        if random.chance(40) { return .given(SampleSelector()) }
        return random.chance(10) ? blank(.given(SampleSelector())) : .given(selector(podKeys))
    }

    private mutating func policyTypes() -> Form<[String]> {
        random.pick([
            (8, .missing), (1, .null), (1, .given([])), (2, .given(["Ingress"])), (2, .given(["Egress"])),
            (3, .given(["Ingress", "Egress"])), (1, .given(["Ingress", "Ingress"])),
        ])
    }

    /// Missing, null or the value.
    private mutating func blank<Value>(_ value: Form<Value>) -> Form<Value> {
        random.pick([(2, .missing), (1, .null), (1, value)])
    }

    private mutating func rules(likelihood: Int) -> Form<[SamplePolicy.Rule?]> {
        guard random.chance(likelihood) else { return blank(.given([])) }
        return .given(
            random.several(1...2) { _ in 0 }.map { _ in
                random.chance(2) ? nil : SamplePolicy.Rule(peers: peers(), ports: ports())
            })
    }

    private mutating func peers() -> Form<[SamplePeer]> {
        guard random.chance(90) else { return blank(.given([])) }
        return .given(random.several(1...2) { _ in 0 }.map { _ in peer() })
    }

    private mutating func peer() -> SamplePeer {
        if usesBlocks, random.chance(45) { return SamplePeer(ipBlock: .given(block())) }
        var peer = SamplePeer()
        let shape = random.below(10)
        if shape < 7 { peer.namespaceSelector = .given(namespaceSelector()) }
        if shape > 4 { peer.podSelector = .given(random.chance(20) ? SampleSelector() : selector(podKeys)) }
        if random.chance(10) {
            if case .missing = peer.namespaceSelector { peer.namespaceSelector = .null }
            if case .missing = peer.podSelector { peer.podSelector = .null }
            if random.chance(30) { peer.ipBlock = .null }
        }
        return peer
    }

    mutating func block() -> SampleBlock {
        let cidr = random.pick(Words.blocks)
        let exceptions = Words.exceptions[cidr] ?? []
        guard !exceptions.isEmpty, random.chance(40) else {
            return SampleBlock(cidr: cidr, except: random.pick([(4, .missing), (1, .null), (1, .given([]))]))
        }
        return SampleBlock(cidr: cidr, except: .given(random.several(1...2) { $0.pick(exceptions) }))
    }

    private mutating func ports() -> Form<[SamplePort?]> {
        guard random.chance(35) else { return blank(.given([])) }
        return .given(
            random.several(1...2) { _ in 0 }.map { _ in random.chance(3) ? nil : port(named: usesNamedPorts) })
    }

    mutating func port(named: Bool) -> SamplePort {
        var port = SamplePort(
            transport: random.pick([
                (4, .missing), (1, .null), (2, .given("TCP")), (2, .given("UDP")), (1, .given("SCTP")),
            ]))
        if named, random.chance(50) {
            port.port = .given(.name(random.pick(Words.portNames)))
            return port
        }
        guard random.chance(80) else { return port }
        let first = random.chance(5) ? random.pick([1, 65535]) : random.pick(Words.ports)
        port.port = .given(.number(first))
        if random.chance(20) {
            port.endPort = .given(random.pick([first, min(65535, first + 1), 8080, 65535].filter { $0 >= first }))
        }
        return port
    }

    // MARK: Selectors

    mutating func namespaceSelector() -> SampleSelector {
        if random.chance(12) { return SampleSelector() }
        guard random.chance(20) else { return selector(namespaceKeys) }
        if random.chance(50) {
            return SampleSelector(matchLabels: .given([SampleLabel(key: automaticLabel, value: random.pick(names))]))
        }
        let operatorName = random.pick([(2, "In"), (2, "NotIn"), (1, "Exists"), (1, "DoesNotExist")])
        let values = random.several(1...2) { [names] in $0.pick(names) }
        return SampleSelector(matchExpressions: .given([expression(automaticLabel, operatorName, values)]))
    }

    mutating func selector(_ keys: [String]) -> SampleSelector {
        var selector = SampleSelector()
        let shape = random.below(10)
        if shape < 5 {
            let key = random.pick(keys)
            selector.matchLabels = .given([SampleLabel(key: key, value: value())])
            if random.chance(15), let other = keys.first(where: { $0 != key }) {
                selector.matchLabels = .given([
                    SampleLabel(key: key, value: value()), SampleLabel(key: other, value: value()),
                ])
            }
        }
        if shape >= 4 {
            let count = random.pick([(5, 1), (2, 2)])
            selector.matchExpressions = .given(
                (0..<count).map { _ in
                    let operatorName = random.pick([(3, "In"), (3, "NotIn"), (2, "Exists"), (2, "DoesNotExist")])
                    return expression(random.pick(keys), operatorName, [value()] + (random.chance(40) ? [value()] : []))
                })
        }
        if random.chance(5), case .missing = selector.matchExpressions {
            selector.matchExpressions = random.pick([.null, .given([])])
        }
        if random.chance(5), case .missing = selector.matchLabels {
            selector.matchLabels = random.pick([.null, .given([])])
        }
        return selector
    }

    private mutating func expression(
        _ key: String, _ operatorName: String, _ values: [String]
    ) -> SampleSelector.Expression {
        let hasValues = operatorName == "In" || operatorName == "NotIn"
        return SampleSelector.Expression(
            key: key, operator: operatorName,
            values: hasValues ? .given(values) : random.pick([(4, .missing), (1, .null), (1, .given([]))]))
    }
}
