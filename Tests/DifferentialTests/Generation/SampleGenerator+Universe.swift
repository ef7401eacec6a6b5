import TestSupport

extension SampleGenerator {
    mutating func universe() -> SampleUniverse {
        var universe = SampleUniverse()
        if random.chance(25) { universe.namespacesExist = "listed" }
        universe.future = random.pick([(5, "gap"), (2, "fail"), (1, "ignore")])
        if random.chance(25) { universe.relabel = random.chance(40) ? ["*"] : [random.pick(namespaceKeys)] }
        universe.namespaceLabels = rules(namespaceKeys, likelihood: 25)
        for index in universe.namespaceLabels.indices
        where !universe.relabel.contains(universe.namespaceLabels[index].key) && random.chance(25) {
            universe.namespaceLabels[index].isImmutable = true
        }
        universe.namespaceImplications = implications(namespaceKeys, nameable: true)
        if random.chance(35) {
            universe.templates = random.several(0...2) { _ in 0 }.enumerated().map { number, _ in
                policy(number, in: "")
            }
            // A file without any policy is refused, and so is a policy without a spec where nothing but it stands.
            if universe.templates?.isEmpty == true { universe.templates = nil }
        }
        if random.chance(20) { universe.untrusted = strict(selector(namespaceKeys)) }
        if random.chance(15) { universe.podsExist = "listed" }
        universe.podLabels = rules(podKeys, likelihood: 20)
        universe.podImplications = implications(podKeys.filter { $0 != automaticLabel }, nameable: false)
        universe.ipBlockMatchesPods = random.pick([(4, "unknown"), (1, "always"), (1, "never")])
        if random.chance(usesBlocks ? 50 : 8) {
            universe.podCIDRs = random.pick([
                (4, ["10.0.0.0/8"]), (4, ["10.0.0.0/8", "fd00::/8"]), (4, ["10.1.0.0/16"]), (4, ["203.0.113.0/25"]),
                // Too few: one address for all pods, or none outside.
                (1, ["10.0.0.7/32"]), (1, ["0.0.0.0/0"]), (1, ["0.0.0.0/0", "::/0"]), (1, ["fd00::/8"]),
            ])
            if random.chance(20) { universe.nodeCIDRs = [random.pick([(4, "192.168.0.0/16"), (1, "0.0.0.0/0")])] }
            if random.chance(20) { universe.serviceCIDRs = ["10.96.0.0/12"] }
        }
        return universe
    }

    /// Sometimes over a key that nothing else speaks of.
    private mutating func implications(_ keys: [String], nameable: Bool) -> [SampleUniverse.Implication] {
        guard random.chance(35) else { return [] }
        let keys = keys + (random.chance(30) ? [Words.otherKey] : [])
        return random.several(1...2) { _ in 0 }.enumerated().map { number, _ in
            var ends: [SampleSelector] = []
            for _ in 0..<2 {
                ends.append(strict(nameable && random.chance(12) ? namespaceSelector() : selector(keys)))
            }
            if ends[1] == SampleSelector() { ends[1] = strict(selector(keys)) }
            if random.chance(6) { ends[0] = SampleSelector() }
            return SampleUniverse.Implication(
                name: random.chance(50) ? "rule-\(number)" : nil, condition: ends[0], consequence: ends[1])
        }
    }

    private mutating func rules(_ keys: [String], likelihood: Int) -> [SampleUniverse.LabelRule] {
        var rules: [SampleUniverse.LabelRule] = []
        for key in keys where random.chance(likelihood) {
            let isRequired = random.chance(60)
            let values = random.chance(70) ? [value()] + (random.chance(50) ? [value()] : []) : nil
            rules.append(SampleUniverse.LabelRule(key: key, isRequired: isRequired, values: values))
        }
        return rules
    }
}
