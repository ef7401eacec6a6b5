import Dialects
import NetworkModel

/// Decides a claim by trying every state that can be told from another, with tables of what the reference says of single
/// endpoints. `PlainBruteForce` does the same one state at a time, and the two are compared.
struct BruteForce {
    let world: ReferenceWorld
    let claim: SampleClaim
    private let vocabulary: Vocabulary
    private var bodies: [Body] = []
    private var addresses: [AddressKind] = []
    private var ends: [End] = []
    private let portNumbers: [Int]
    private let portNames: [String]
    private var rulesets: [Ruleset] = []

    /// A pod with everything but its address, or what is outside.
    /// A class for speed only: once made it does not change.
    final class Body {
        /// Nil: external.
        let pod: ReferencePod?
        let place: Int
        let isNameless: Bool
        let isFuture: Bool
        var hasUnknownPolicies = false
        var egress = -1
        var ingress = -1
        /// Bodies with the same number declare the same named ports: 0 outside, 1 pods of no workload.
        var declarations = 0

        init(pod: ReferencePod? = nil, place: Int = -1, isNameless: Bool = false, isFuture: Bool = false) {
            self.pod = pod
            self.place = place
            self.isNameless = isNameless
            self.isFuture = isFuture
        }
    }

    /// Addresses that no block tells apart.
    struct AddressKind {
        var first: IPAddress
        /// Another one of the kind, if there is one.
        var second: IPAddress?
        var isPod: Bool
        var isExternal: Bool
    }

    struct End {
        var body: Int
        var address: Int
    }

    /// The policies that select a pod in one direction; none: it is not isolated.
    struct Ruleset: Equatable {
        var namespace: String
        var direction: Direction
        var policies: [Int]
        var rules: [NetworkPolicy.Rule]

        static func == (left: Self, right: Self) -> Bool {
            left.namespace == right.namespace && left.direction == right.direction && left.policies == right.policies
        }
    }

    /// Nil if there is more to try than `limit` pairs.
    init?(_ world: ReferenceWorld, _ claim: SampleClaim, limit: Int) {
        self.world = world
        self.claim = claim
        vocabulary = Vocabulary(world.sample, claim)
        portNumbers = vocabulary.portNumbers.sorted()
        portNames = vocabulary.portNames.sorted()
        guard portNumbers.count * TransportProtocol.allCases.count <= 64, portNames.count <= 3,
            let candidates = Candidates(world, vocabulary, merging: true, limit: 1024)
        else { return nil }
        addAddresses()
        addBodies(candidates)
        for body in bodies.indices {
            for (number, address) in addresses.enumerated()
            where bodies[body].pod == nil ? address.isExternal : address.isPod {
                ends.append(End(body: body, address: number))
            }
        }
        guard ends.count * ends.count * choices.count * portNames.subsets.count <= limit else { return nil }
    }

    /// How many ends were looked at.
    var size: Int { ends.count }

    // MARK: Endpoints

    private mutating func addAddresses() {
        let blocks = world.blocks + claim.blocks
        func kind(_ address: IPAddress) -> AddressKind {
            AddressKind(
                first: address, isPod: world.permits(podAddress: address), isExternal: world.permits(external: address))
        }
        var seen: [[Bool]: Int] = [:]
        for address in vocabulary.addresses {
            let kind = kind(address)
            guard kind.isPod || kind.isExternal else { continue }
            let key = [address.family == .v4, kind.isPod, kind.isExternal] + blocks.map { $0(address) }
            if let known = seen[key] {
                addresses[known].second = address
            } else {
                seen[key] = addresses.count
                addresses.append(kind)
            }
        }
        // Where no block is asked for, one family says as much as two if it has room for all.
        if !vocabulary.hasBlocks {
            for family in IPAddress.Family.allCases {
                let own = addresses.filter { $0.first.family == family }
                let hasRoom = own.contains { $0.isPod && $0.second != nil } && own.contains { $0.isExternal }
                if hasRoom {
                    addresses = own
                    return
                }
            }
        }
    }

    private mutating func addBodies(_ candidates: Candidates) {
        bodies.append(Body())
        for (number, place) in candidates.places.enumerated() {
            var pods = candidates.pods.map {
                ReferencePod(namespace: place.namespace, namespaceLabels: place.labels, labels: $0)
            }
            for (workload, labels) in candidates.workloads where workload.namespace == place.namespace {
                pods += labels.map {
                    ReferencePod(
                        namespace: place.namespace, namespaceLabels: place.labels, labels: $0,
                        ports: workload.referencePorts, workload: "\(workload.kind)/\(workload.name)")
                }
            }
            for pod in pods { addBody(pod, at: number, place) }
        }
    }

    private mutating func addBody(_ pod: ReferencePod, at number: Int, _ place: Candidates.Place) {
        let body = Body(pod: pod, place: number, isNameless: place.isNameless, isFuture: !place.isListed)
        body.declarations =
            pod.workload.map { name in
                2
                    + (world.sample.workloads.firstIndex {
                        $0.namespace == pod.namespace && "\($0.kind)/\($0.name)" == name
                    } ?? 0)
            } ?? 1
        body.hasUnknownPolicies = world.hasUnknownPolicies(pod.namespace, pod.namespaceLabels)
        if !body.hasUnknownPolicies {
            body.egress = ruleset(of: pod, place, .egress)
            body.ingress = ruleset(of: pod, place, .ingress)
        }
        bodies.append(body)
    }

    /// The number of the policies that select a pod; -1 for none.
    private mutating func ruleset(of pod: ReferencePod, _ place: Candidates.Place, _ direction: Direction) -> Int {
        let policies =
            place.isListed
            ? world.policies : (world.templates ?? []).map { ReferencePolicy($0, namespace: pod.namespace) }
        let selecting = policies.indices.filter { policies[$0].selects(pod, direction) }
        guard !selecting.isEmpty else { return -1 }
        let ruleset = Ruleset(
            namespace: pod.namespace, direction: direction, policies: selecting,
            rules: selecting.flatMap { policies[$0].rules(direction) })
        if let known = rulesets.firstIndex(of: ruleset) { return known }
        rulesets.append(ruleset)
        return rulesets.count - 1
    }

    private var choices: [ReferenceChoices] {
        let countsInit = world.sample.workloads.contains { $0.ports.contains(where: \.isOfInitContainer) }
        return ReferenceChoices.all.filter { choices in
            world.permits(choices) && (countsInit || !choices.initPortsCount)
                && (vocabulary.hasBlocks || world.universe.ipBlockMatchesPods != "unknown" || choices.blocksMatchPods)
        }
    }

    /// Matching more allows more: what is possible without it always is, and what is not with it never is.
    private func isUnfavourable(_ choices: ReferenceChoices) -> Bool {
        let wanted = claim.quantity == .always
        let isSettled = world.universe.ipBlockMatchesPods != "unknown" || !vocabulary.hasBlocks
        let hasInit = world.sample.workloads.contains { $0.ports.contains(where: \.isOfInitContainer) }
        return (isSettled || choices.blocksMatchPods == wanted) && (!hasInit || choices.initPortsCount == wanted)
    }

    // MARK: Trying

    func verdicts() -> BruteForceVerdicts {
        var listed = BruteForceVerdict()
        var future = BruteForceVerdict()
        for choices in choices {
            for names in portNames.subsets {
                var round = BruteForceRound(
                    claim: claim, rulesets: rulesets, bodies: bodies, addresses: addresses, ends: ends,
                    portNumbers: portNumbers, names: Set(names), choices: choices,
                    isUnfavourable: isUnfavourable(choices))
                round.run(&listed, &future)
            }
        }
        return BruteForceVerdicts(listed: listed, future: future)
    }
}

extension ReferenceWorld {
    /// What tells addresses apart in policies.
    fileprivate var blocks: [(IPAddress) -> Bool] {
        let rules = policies.flatMap { $0.rules(.ingress) + $0.rules(.egress) }
        let templateRules = (templates ?? []).map { ReferencePolicy($0) }
            .flatMap { $0.rules(.ingress) + $0.rules(.egress) }
        return (rules + templateRules).flatMap { $0.peers.value ?? [] }.compactMap(\.ipBlock.value)
            .map { block in { block.referenceMatches($0) } }
    }
}

extension SampleClaim {
    fileprivate var blocks: [(IPAddress) -> Bool] {
        func blocks(_ peers: [SampleClaimPeer]) -> [SampleBlock] {
            peers.compactMap(\.ipBlock) + peers.flatMap { blocks($0.not ?? []) }
        }
        let ends = [from, to] + waived.flatMap { [$0.from, $0.to] }
        return blocks(ends.flatMap { $0?.peers ?? [] } + exempt).map { block in { block.matches($0) } }
    }
}
