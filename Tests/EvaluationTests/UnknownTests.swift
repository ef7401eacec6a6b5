import Evaluation
import NetworkModel
import PolicyModel
import Testing

@Suite("What is not known")
struct UnknownTests {
    private let web = pod("red", ["app": "web"])

    private func evaluator(
        peers: [EndpointPredicate]?, ports: [PortEntry.Match]? = nil, behaviour: Behaviour = Behaviour(),
        network: Universe.Network = Universe.Network()
    ) -> Evaluator {
        let allow = policy("allow", isolates: [.ingress], ingress: [rule(peers: peers, ports: ports)])
        return Evaluator(allowOnly(allow), behaviour: behaviour, network: network)
    }

    private func facts(_ decision: EndDecision) -> [UnknownFact] {
        if case .unknown(let because) = decision.reason { because } else { [] }
    }

    @Test("Labels of a namespace without manifest are unknown, but for its name")
    func namespaceLabels() {
        let stranger = pod("grey", namespaceLabels: nil)
        let byTeam = evaluator(peers: [.namespaceLabels(LabelSelector([LabelRequirement("team", equals: "b")]))])
        #expect(byTeam.ingress(stranger, web).decision == .unknown)
        #expect(facts(byTeam.ingress(stranger, web)) == [.namespaceLabel(namespace: "grey", key: "team")])
        let name = LabelRequirement(namespaceNameLabel, equals: "grey")
        #expect(evaluator(peers: [.namespaceLabels(LabelSelector([name]))]).ingress(stranger, web).decision == .allowed)
        #expect(evaluator(peers: [.namespaceLabels(.everything)]).ingress(stranger, web).decision == .allowed)
    }

    @Test("What is unknown in one rule does not matter where another rule allows")
    func settledElsewhere() {
        let stranger = pod("grey", namespaceLabels: nil)
        let unknown = EndpointPredicate.namespaceLabels(LabelSelector([LabelRequirement("team", .exists)]))
        #expect(evaluator(peers: [unknown, .pod]).ingress(stranger, web).decision == .allowed)
        #expect(evaluator(peers: [unknown], ports: [.ports(PortSet(.udp))]).ingress(stranger, web).decision == .denied)
    }

    @Test("An ipBlock that holds a pod's address matches as the network plugin does (NP-52)")
    func blocks() throws {
        let client = pod("blue", addresses: ["10.0.2.1"])
        let peers: [EndpointPredicate] = [.address(try block("10.0.2.0/24", except: ["10.0.2.128/25"]))]
        #expect(evaluator(peers: peers).ingress(client, web).decision == .unknown)
        for (matches, decision) in [(true, Decision.allowed), (false, .denied)] {
            let settled = evaluator(peers: peers, behaviour: Behaviour(ipBlockMatchesPods: matches))
            #expect(settled.ingress(client, web).decision == decision)
        }
        let excepted = pod("blue", addresses: ["10.0.2.129"])
        #expect(evaluator(peers: peers).ingress(excepted, web).decision == .denied)
    }

    @Test("A pod's unknown address is told by where pods have theirs, if that is known")
    func podRanges() throws {
        let client = pod("blue")
        let pods = try #require(CIDRBlock("10.0.0.0/16"))
        var network = Universe.Network()
        network.podCIDRs = [pods]
        func decision(_ text: String, except: [String] = []) throws -> Decision {
            let peers: [EndpointPredicate] = [.address(try block(text, except: except))]
            let always = Behaviour(ipBlockMatchesPods: true)
            return evaluator(peers: peers, behaviour: always, network: network).ingress(client, web).decision
        }
        #expect(try decision("10.0.0.0/8") == .allowed)
        #expect(try decision("192.168.0.0/16") == .denied)
        #expect(try decision("10.0.2.0/24") == .unknown)
        #expect(try decision("10.0.0.0/8", except: ["10.0.1.0/24"]) == .unknown)
        #expect(try decision("10.0.0.0/8", except: ["10.0.0.0/12"]) == .denied)
    }

    @Test("Two pods with two families: unknown where the families differ, and only there (NP-94)")
    func families() throws {
        let client = pod("blue", addresses: ["10.0.2.1", "fd00::1"])
        let server = pod("red", addresses: ["10.0.1.1", "fd00::2"])
        let single = pod("red", addresses: ["fd00::2"])
        let always = Behaviour(ipBlockMatchesPods: true)
        let byBlock = evaluator(peers: [.address(try block("10.0.0.0/8"))], behaviour: always)
        #expect(facts(byBlock.ingress(client, server)) == [.addressFamily])
        #expect(byBlock.ingress(client, single).decision == .denied)
        #expect(evaluator(peers: [.pod]).ingress(client, server).decision == .allowed)
    }

    @Test("IPv4 blocks hold no IPv6 address (NP-51)")
    func externalFamilies() throws {
        let everyone = evaluator(peers: [.address(try block("0.0.0.0/0"))])
        #expect(everyone.ingress(try external("203.0.113.7"), web).decision == .allowed)
        #expect(everyone.ingress(try external("2001:db8::1"), web).decision == .denied)
    }

    @Test("A pod on its node's network is decided only where nothing could deny it (NP-85, NP-86, NP-87)")
    func hostNetwork() {
        let host = pod("red", onHostNetwork: true)
        #expect(evaluator(peers: [.pod]).ingress(host, web).decision == .unknown)
        #expect(facts(evaluator(peers: [.external]).ingress(host, web)) == [.hostNetwork(.source)])
        #expect(evaluator(peers: nil).ingress(host, web).decision == .allowed)
        let denyAll = Evaluator(allowOnly(policy("deny", isolates: [.ingress, .egress])))
        let outward = denyAll.decide(Connection(source: host, destination: web, transport: .tcp, port: 80))
        #expect(outward.egress.decision == .unknown)
        #expect(outward.ingress.decision == .unknown)
        #expect(Evaluator().ingress(web, host) == EndDecision(.allowed, .notGoverned(.hostNetwork)))
    }

    @Test("A node's address is denied for certain to no pod, as it may be the pod's own (NP-83)")
    func nodes() throws {
        var network = Universe.Network()
        network.nodeCIDRs = [try #require(CIDRBlock("192.168.0.0/24"))]
        let node = try external("192.168.0.11")
        let decision = evaluator(peers: [], network: network).ingress(node, web)
        #expect(facts(decision) == [.ownNode(try #require(IPAddress("192.168.0.11")))])
        #expect(evaluator(peers: []).ingress(node, web).decision == .denied)
    }

    @Test("A named port of an init container counts or not (networkpolicy.md §4.1)")
    func initContainers() {
        let port = NamedPort(name: "http", transport: .tcp, port: 80, isOfInitContainer: true)
        let server = pod("red", ports: [port])
        let ports: [PortEntry.Match] = [.named("http", .tcp)]
        #expect(facts(evaluator(peers: nil, ports: ports).ingress(web, server)) == [.initContainerPort("http", .tcp)])
        for (counts, decision) in [(true, Decision.allowed), (false, .denied)] {
            let settled = evaluator(peers: nil, ports: ports, behaviour: Behaviour(initContainerPortsCount: counts))
            #expect(settled.ingress(web, server).decision == decision)
        }
    }

    @Test("Labels that a controller adds, and ports nobody listed, are unknown where they matter")
    func podUnknowns() {
        let hashed = LabelSelector([LabelRequirement("pod-template-hash", equals: "1")])
        let byHash = evaluator(peers: [.podLabels(hashed)], ports: [.named("http", .tcp)])
        let client = byHash.prepare(web, unknowns: PodUnknowns(labelKeys: ["pod-template-hash"]))
        let server = byHash.prepare(web, unknowns: PodUnknowns(namedPorts: true))
        let decision = byHash.decide(from: client, to: server, .tcp, 80)
        #expect(facts(decision.ingress) == [.podLabel(.source, key: "pod-template-hash"), .namedPort("http", .tcp)])
        #expect(byHash.ingress(web, web).decision == .denied)
    }
}
