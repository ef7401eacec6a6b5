import TestSupport

/// Makes random samples: equal seeds make equal samples.
struct SampleGenerator {
    var random: RandomSource
    /// The keys of this sample; few, so that policies and claims meet on them.
    var namespaceKeys: [String] = []
    var podKeys: [String] = []
    /// Namespace names that claims and policies may say.
    var names: [String] = []
    var usesBlocks = false
    var usesNamedPorts = false

    init(seed: UInt64) {
        random = RandomSource(seed: seed)
    }

    mutating func sample() -> Sample {
        namespaceKeys = Array(Words.namespaceKeys.shuffled(using: &random).prefix(random.pick([(6, 1), (3, 2)])))
        podKeys = Array(Words.podKeys.shuffled(using: &random).prefix(random.pick([(6, 1), (3, 2)])))
        if random.chance(8) { podKeys.append(Words.injectedKey) }
        if random.chance(4) { podKeys.append(automaticLabel) }
        usesBlocks = random.chance(25)
        usesNamedPorts = random.chance(25)
        let listed = Array(Words.listedNames.prefix(1 + random.below(3)))
        names = listed + (random.chance(30) ? [random.pick(Words.unlistedNames)] : [])
        if random.chance(6) { names.append(Words.impossibleName) }
        var sample = Sample()
        for name in listed where random.chance(85) { sample.namespaces.append(namespace(name)) }
        sample.workloads = random.several(0...(random.chance(usesNamedPorts ? 90 : 35) ? 3 : 0)) { _ in 0 }.enumerated()
            .map { number, _ in
                workload(number, in: random.pick(listed))
            }
        let count = random.pick([(1, 0), (4, 1), (6, 2), (5, 3), (3, 4)])
        for number in 0..<count { sample.policies.append(policy(number, in: random.pick(listed))) }
        if random.chance(50) { sample.universe = universe() }
        for _ in 0..<3 { sample.claims.append(claim(sample)) }
        for index in sample.claims.indices where random.chance(15) { sample.claims[index].exempt = exempt(sample) }
        if random.chance(40) { sample.isolation = isolation(sample) }
        for index in sample.claims.indices where random.chance(25) {
            sample.claims[index].waived = random.several(1...2) { _ in 0 }.map { _ in
                waivedConnections(of: sample.claims[index], sample)
            }
        }
        return sample
    }

    private mutating func namespace(_ name: String) -> SampleNamespace {
        var labels: [SampleLabel] = []
        for key in namespaceKeys where random.chance(60) { labels.append(SampleLabel(key: key, value: value())) }
        if random.chance(20) { labels.append(SampleLabel(key: Words.otherKey, value: value())) }
        if random.chance(5) { labels.append(SampleLabel(key: automaticLabel, value: "other")) }
        return SampleNamespace(name: name, labels: labels)
    }

    private mutating func workload(_ number: Int, in namespace: String) -> SampleWorkload {
        var labels: [SampleLabel] = []
        for key in podKeys where random.chance(70) { labels.append(SampleLabel(key: key, value: value())) }
        if random.chance(15) { labels.append(SampleLabel(key: Words.otherKey, value: value())) }
        let kind = random.pick([(4, "Pod"), (3, "Deployment"), (1, "StatefulSet"), (1, "Job")])
        let ports =
            !usesNamedPorts
            ? []
            : random.several(0...3) { random in
                SampleWorkload.Port(
                    name: random.pick(Words.portNames), transport: random.pick([(3, nil), (1, "TCP"), (2, "UDP")]),
                    number: random.pick(Words.ports), isOfInitContainer: random.chance(40), container: random.below(3))
            }
        return SampleWorkload(
            kind: kind, namespace: namespace, name: "w\(number)", labels: labels, ports: distinct(ports),
            usesHostNetwork: random.chance(8), isFinished: kind == "Pod" && random.chance(8))
    }

    /// Port names are unique in a container.
    private func distinct(_ ports: [SampleWorkload.Port]) -> [SampleWorkload.Port] {
        firstOfEach(ports) { "\($0.isOfInitContainer) \($0.container) \($0.name)" }
    }

    mutating func value() -> String { random.pick([(4, "a"), (3, "b"), (1, "")]) }
}
