import Dialects
import NetworkModel

/// All pairs of ends under one way that unspecified behaviour turns out, where unknown pods declare the ports of some
/// names; protocol and port are the bits of a mask.
struct BruteForceRound {
    let claim: SampleClaim
    let rulesets: [BruteForce.Ruleset]
    let bodies: [BruteForce.Body]
    let addresses: [BruteForce.AddressKind]
    let ends: [BruteForce.End]
    let portNumbers: [Int]
    /// The names that pods of no workload declare for the very port of the connection.
    let names: Set<String>
    let choices: ReferenceChoices
    private var tables: [Int: [UInt64?]] = [:]
    /// Whether a violation in this round holds however unspecified behaviour turns out.
    let isUnfavourable: Bool
    private var claimMasks: [Int: UInt64] = [:]
    private var rulePorts: [Int: [UInt64]] = [:]
    private let everyPort: UInt64
    private let protectsSource: Bool

    init(
        claim: SampleClaim, rulesets: [BruteForce.Ruleset], bodies: [BruteForce.Body],
        addresses: [BruteForce.AddressKind], ends: [BruteForce.End], portNumbers: [Int], names: Set<String>,
        choices: ReferenceChoices, isUnfavourable: Bool
    ) {
        self.isUnfavourable = isUnfavourable
        self.claim = claim
        protectsSource = claim.protectsSource
        self.rulesets = rulesets
        self.bodies = bodies
        self.addresses = addresses
        self.ends = ends
        self.portNumbers = portNumbers
        self.names = names
        self.choices = choices
        let bits = portNumbers.count * TransportProtocol.allCases.count
        everyPort = bits == 64 ? .max : (1 << UInt64(bits)) - 1
    }

    mutating func run(_ listed: inout BruteForceVerdict, _ future: inout BruteForceVerdict) {
        let sources = ends.indices.filter { claim.speaks(ofSource: endpoint($0)) }
        let destinations = ends.indices.filter { claim.speaks(ofDestination: endpoint($0)) }
        for source in sources {
            for destination in destinations {
                for isSame in sharing(ends[source].body, ends[destination].body) {
                    attempt(source, destination, isSame: isSame, &listed, &future)
                }
            }
        }
    }

    /// Whether the two can be in one namespace, and whether they can be in two.
    private func sharing(_ source: Int, _ destination: Int) -> [Bool] {
        let (from, to) = (bodies[source], bodies[destination])
        guard let fromPod = from.pod, let toPod = to.pod else { return from.pod == nil && to.pod == nil ? [] : [false] }
        guard fromPod.namespace == toPod.namespace else { return [false] }
        // One namespace has one set of labels.
        let canShare = from.place == to.place && !(fromPod.workload != nil && isOnePod(fromPod, toPod))
        if from.isNameless { return canShare ? [true, false] : [false] }
        return canShare ? [true] : []
    }

    private func isOnePod(_ from: ReferencePod, _ to: ReferencePod) -> Bool {
        from.workload == to.workload && from.workload?.hasPrefix("Pod/") == true
    }

    private mutating func attempt(
        _ source: Int, _ destination: Int, isSame: Bool, _ listed: inout BruteForceVerdict,
        _ future: inout BruteForceVerdict
    ) {
        let (fromKind, toKind) = (ends[source].address, ends[destination].address)
        guard addresses[fromKind].first.family == addresses[toKind].first.family else { return }
        guard fromKind != toKind || addresses[fromKind].second != nil else { return }
        let (from, to) = (bodies[ends[source].body], bodies[ends[destination].body])
        guard isRelated(from.pod, to.pod, isSame: isSame) else { return }
        let aimed = claimMask(ends[destination].body) & ~waivedMask(source, destination)
        guard aimed != 0 else { return }
        let isFuture =
            claim.quantity == .always
            ? from.isFuture || to.isFuture : (protectsSource ? from.isFuture : to.isFuture)
        if isFuture { future.premisesCanBeMet = true } else { listed.premisesCanBeMet = true }
        let isSettled = isFuture ? future.isSettled(isUnfavourable) : listed.isSettled(isUnfavourable)
        if isSettled { return }
        // Owners that nobody trusts do what violates the claim.
        let owners = claim.quantity == .always ? 0 : everyPort
        let egress = from.hasUnknownPolicies ? owners : mask(from.egress, peer: destination, destination, isSame)
        let ingress = to.hasUnknownPolicies ? owners : mask(to.ingress, peer: source, destination, isSame)
        let violating = aimed & (claim.quantity == .always ? ~(egress & ingress) : egress & ingress)
        guard violating != 0 else { return }
        let state = state(source, destination, isSame: isSame, bit: violating.trailingZeroBitCount)
        if isFuture {
            future.add(state, isDefinite: isUnfavourable)
        } else {
            listed.add(state, isDefinite: isUnfavourable)
        }
    }

    private func isRelated(_ from: ReferencePod?, _ to: ReferencePod?, isSame: Bool) -> Bool {
        claim.pair.isEmpty
            || claim.pair.allSatisfy { relation in
                if case .namespace(let wanted) = relation { return isSame == wanted }
                return relation.holds(from, to)
            }
    }

    // MARK: Masks

    private mutating func claimMask(_ body: Int) -> UInt64 {
        let kind = bodies[body].declarations
        if let known = claimMasks[kind] { return known }
        let mask = ports(to: body) { connection in
            claim.ports?.contains { $0.matches(connection, choices) } ?? true
        }
        claimMasks[kind] = mask
        return mask
    }

    /// The ports on which a connection of two ends is waived.
    private func waivedMask(_ source: Int, _ destination: Int) -> UInt64 {
        claim.waived.reduce(0) { mask, connections in
            guard connections.admit(from: endpoint(source), to: endpoint(destination)) else { return mask }
            return mask
                | ports(to: ends[destination].body) { connection in
                    connections.ports?.contains { $0.matches(connection, choices) } ?? true
                }
        }
    }

    /// The ports that the policies of one end let pass, the other end being `peer`.
    private mutating func mask(
        _ ruleset: Int, peer: Int, _ destination: Int, _ isSame: Bool
    ) -> UInt64 {
        guard ruleset >= 0 else { return everyPort }
        let target = bodies[ends[destination].body]
        let key = (target.declarations + 1) * rulesets.count + ruleset
        let index = peer * 2 + (isSame ? 1 : 0)
        if let known = tables[key]?[index] { return known }
        var result: UInt64 = 0
        let namespace = rulesets[ruleset].namespace
        // Two namespaces that nobody mentions are told apart by their names.
        let end = endpoint(peer, named: isSame ? namespace : nil, notNamed: isSame ? nil : namespace)
        let masks =
            rulePorts[key]
            ?? rulesets[ruleset].rules.map { rule in
                ports(to: ends[destination].body) { rule.matchesPort(of: $0, choices) }
            }
        rulePorts[key] = masks
        for (rule, mask) in zip(rulesets[ruleset].rules, masks)
        where mask & ~result != 0 && rule.matches(peer: end, from: namespace, choices) {
            result |= mask
        }
        tables[key, default: Array(repeating: nil, count: ends.count * 2)][index] = result
        return result
    }

    private func ports(to body: Int, _ admits: (ReferenceConnection) -> Bool) -> UInt64 {
        var mask: UInt64 = 0
        for bit in 0..<portNumbers.count * TransportProtocol.allCases.count {
            let (transport, port) = target(bit)
            let destination = bodies[body].pod.map { ReferenceEndpoint.pod(declaring($0, transport, port)) }
            let connection = ReferenceConnection(
                source: .external(addresses[0].first), destination: destination ?? .external(addresses[0].first),
                transport: transport, port: port)
            if admits(connection) { mask |= 1 << UInt64(bit) }
        }
        return mask
    }

    private func target(_ bit: Int) -> (TransportProtocol, Int) {
        (TransportProtocol.allCases[bit / portNumbers.count], portNumbers[bit % portNumbers.count])
    }

    private func declaring(_ pod: ReferencePod, _ transport: TransportProtocol, _ port: Int) -> ReferencePod {
        guard pod.workload == nil else { return pod }
        var pod = pod
        pod.ports = names.sorted().map {
            ReferencePod.Port(name: $0, transport: transport, number: port, isOfInitContainer: false)
        }
        return pod
    }

    // MARK: Endpoints

    private func endpoint(_ end: Int, named: String? = nil, notNamed: String? = nil, second: Bool = false)
        -> ReferenceEndpoint
    {
        let kind = addresses[ends[end].address]
        let address = second ? kind.second ?? kind.first : kind.first
        guard var pod = bodies[ends[end].body].pod else { return .external(address) }
        pod.address = address
        if bodies[ends[end].body].isNameless, pod.namespace == notNamed {
            pod.namespace = Candidates.otherNamelessNamespace
            pod.namespaceLabels[automaticLabel] = pod.namespace
        }
        return .pod(pod)
    }

    private func state(_ source: Int, _ destination: Int, isSame: Bool, bit: Int) -> ReferenceWorld.State {
        let (transport, port) = target(bit)
        let from = endpoint(source)
        var to = endpoint(
            destination, notNamed: isSame ? nil : from.pod?.namespace,
            second: ends[source].address == ends[destination].address)
        if case .pod(let pod) = to { to = .pod(declaring(pod, transport, port)) }
        return ReferenceWorld.State(
            connection: ReferenceConnection(source: from, destination: to, transport: transport, port: port),
            choices: choices, denyingOwners: claim.quantity == .always ? [.egress, .ingress] : [])
    }
}
