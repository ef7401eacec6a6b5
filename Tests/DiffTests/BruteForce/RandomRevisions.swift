import Diagnostics
import NetworkModel
import PolicyModel
import Prover
import TestSupport

/// Two revisions of a tiny cluster at random: the head is mostly the base with a few things changed.
struct RandomRevisions {
    var base: Revision
    var head: Revision
    var universe = Universe()

    init(seed: UInt64) {
        var random = RandomSource(seed: seed)
        let policies = (0..<(1 + random.below(3))).map { Self.policy(number: $0, &random) }
        let labels = ["a", "b"].map { _ in Self.namespaceLabels(&random) }
        base = Self.revision(policies, labels, &random)
        var changed = policies
        for _ in 0..<(1 + random.below(2)) { Self.change(&changed, &random) }
        head = Self.revision(
            changed, random.oneIn(5) ? labels.map { _ in Self.namespaceLabels(&random) } : labels, &random)
        if random.oneIn(6) {
            var template = Self.policy(number: 9, &random)
            template.identity.namespace = Universe.futureNamespacePlaceholder
            universe.namespaces.policies = [template]
        }
        if random.oneIn(6) { universe.namespaces.exist = .listed }
        if random.oneIn(5) { universe.namespaces.relabel = .keys(["env"]) }
    }

    private static func revision(
        _ policies: [Policy], _ labels: [[String: String]], _ random: inout RandomSource
    ) -> Revision {
        let hasManifests = !random.oneIn(6)
        var namespaces = zip(["a", "b"], labels).map {
            Namespace(name: $0, labels: hasManifests ? $1 : [:], hasManifest: hasManifests)
        }
        if random.oneIn(6) { namespaces.removeLast() }
        let names = namespaces.map(\.name)
        let tier = Tier(
            name: "NetworkPolicy", precedence: .denyOverrides, unmatched: .denyIfIsolated,
            policies: policies.filter { names.contains($0.identity.namespace ?? "") })
        return Revision(
            cluster: Cluster(namespaces: namespaces, workloads: []), program: PolicyProgram(tiers: [tier]))
    }

    private static func namespaceLabels(_ random: inout RandomSource) -> [String: String] {
        random.pick([[:], ["env": "x"], ["env": "y"], ["env": "z"]])
    }

    private static func change(_ policies: inout [Policy], _ random: inout RandomSource) {
        let number = random.below(policies.count + 1)
        guard number < policies.count else {
            policies.append(policy(number: 5, &random))
            return
        }
        let other = policy(number: number, &random)
        switch random.below(6) {
        case 0: policies.remove(at: number)
        case 1: policies[number] = other
        case 2: policies[number].subject = other.subject
        case 3: policies[number].ingress += [rule(&random)]
        case 4: policies[number].egress = other.egress
        default: policies[number].ingress = Array(policies[number].ingress.dropLast())
        }
        if policies.isEmpty { policies = [policy(number: 7, &random)] }
    }

    // MARK: Policies

    private static let place = SourceLocation(file: "random.yaml", line: 1)

    private static func policy(number: Int, _ random: inout RandomSource) -> Policy {
        let isolates = random.pick([[Direction.ingress], [.egress], [.ingress, .egress], [.ingress]])
        return Policy(
            identity: PolicyIdentity(
                kind: "NetworkPolicy", namespace: random.pick(["a", "a", "b"]), name: "policy-\(number)"),
            location: place, subject: .podLabels(selector("app", &random)), isolates: Set(isolates),
            ingress: isolates.contains(.ingress) ? (0..<random.below(3)).map { _ in rule(&random) } : [],
            egress: isolates.contains(.egress) ? (0..<random.below(3)).map { _ in rule(&random) } : [])
    }

    private static func selector(_ key: String, _ random: inout RandomSource) -> LabelSelector {
        let values = key == "app" ? ["p", "q"] : ["x", "y"]
        switch random.below(6) {
        case 0, 1: return .everything
        case 2: return LabelSelector([LabelRequirement(key, equals: random.pick(values))])
        case 3: return LabelSelector([LabelRequirement(key, .notIn, [random.pick(values)])])
        case 4: return LabelSelector([LabelRequirement(key, .exists)])
        default: return LabelSelector([LabelRequirement(key, .doesNotExist)])
        }
    }

    private static func rule(_ random: inout RandomSource) -> Rule {
        let peers = random.oneIn(4) ? nil : (0...random.below(2)).map { _ in peer(&random) }
        let ports = random.oneIn(3) ? nil : (0...random.below(2)).map { _ in port(&random) }
        return Rule(action: .allow, peers: peers, ports: ports, location: place)
    }

    private static func peer(_ random: inout RandomSource) -> PeerEntry {
        let predicate: EndpointPredicate
        switch random.below(6) {
        case 0: predicate = .all([.ownNamespace, .podLabels(selector("app", &random))])
        case 1, 2: predicate = .namespaceLabels(selector("env", &random))
        case 3:
            predicate = .all([.namespaceLabels(selector("env", &random)), .podLabels(selector("app", &random))])
        case 4:
            let names = LabelSelector([LabelRequirement(namespaceNameLabel, .isIn, [random.pick(["a", "b", "c"])])])
            predicate = .namespaceLabels(names)
        default: predicate = .address(random.pick(Self.blocks))
        }
        return PeerEntry(predicate, location: place)
    }

    private static let blocks = ["10.0.0.0/8", "0.0.0.0/0", "192.0.2.0/24"].compactMap { CIDRBlock($0) }.map {
        AddressBlock($0)
    }

    private static func port(_ random: inout RandomSource) -> PortEntry {
        let match: PortEntry.Match
        switch random.below(5) {
        case 0: match = .ports(PortSet(.tcp))
        case 1: match = .ports(PortSet(.tcp, 80...80))
        case 2: match = .ports(PortSet(.tcp, 80...81))
        case 3: match = .ports(PortSet(.udp, 81...81))
        default: match = .named("http", .tcp)
        }
        return PortEntry(match, location: place)
    }
}
