import Evaluation
import NetworkModel
import PolicyModel
import Testing

@Suite("Precedence")
struct PrecedenceTests {
    private let web = pod("red", ["app": "web"])
    private let client = pod("blue", ["app": "web"])
    private let isolated = policy("isolate", isolates: [.ingress])

    @Test("No policy: both ends allow, because nothing selects them")
    func nothing() {
        let decision = Evaluator().decide(Connection(source: client, destination: web, transport: .tcp, port: 80))
        #expect(decision.overall == .allowed)
        #expect(decision.egress.reason == .noPolicySelects)
    }

    @Test("A policy governs pods of its own namespace only, a cluster-scoped one all")
    func namespaces() {
        #expect(Evaluator(allowOnly(isolated)).ingress(client, web).decision == .denied)
        #expect(Evaluator(allowOnly(isolated)).ingress(web, client).decision == .allowed)
        let everywhere = policy("isolate", in: nil, isolates: [.ingress])
        #expect(Evaluator(allowOnly(everywhere)).ingress(web, client).decision == .denied)
    }

    @Test("Directions are apart: isolation of egress leaves ingress open")
    func directions() {
        let evaluator = Evaluator(allowOnly(policy("isolate", isolates: [.egress])))
        #expect(evaluator.ingress(client, web).decision == .allowed)
        let outward = evaluator.decide(Connection(source: web, destination: client, transport: .tcp, port: 80))
        #expect(outward.egress.decision == .denied)
        #expect(outward.overall == .denied)
    }

    @Test("Deny beats allow where denies override")
    func denyOverrides() {
        let allow = policy("a", ingress: [rule(.allow)])
        let deny = policy("b", ingress: [rule(.deny, ports: [.ports(PortSet(.tcp, 80...80))])])
        let evaluator = Evaluator(allowOnly(allow, deny))
        #expect(evaluator.ingress(client, web, 80).decision == .denied)
        #expect(evaluator.ingress(client, web, 81).decision == .allowed)
    }

    @Test("The first match wins, by order and then by index")
    func firstMatch() {
        let later = policy("a", order: 2, ingress: [rule(.allow)])
        let earlier = policy("b", order: 1, ingress: [rule(.deny, peers: [.ownNamespace]), rule(.allow), rule(.deny)])
        let evaluator = Evaluator(admin(later, earlier))
        #expect(evaluator.ingress(web, web).decision == .denied)
        let allowed = evaluator.ingress(client, web)
        #expect(allowed.decision == .allowed)
        guard case .rule(let deciding) = allowed.reason else {
            Issue.record("no rule decided")
            return
        }
        #expect(deciding.policy.identity.name == "b")
        #expect(deciding.index == 1)
    }

    @Test("Pass leaves the tier, whatever follows in it")
    func pass() {
        let first = policy("a", order: 1, ingress: [rule(.pass, peers: [.pod])])
        let second = policy("b", order: 2, ingress: [rule(.deny)])
        #expect(Evaluator(admin(first, second)).ingress(client, web).decision == .allowed)
        let next = Evaluator(admin(first, second), allowOnly(isolated)).ingress(client, web)
        #expect(next.decision == .denied)
    }

    @Test("An earlier tier decides before a later one isolates")
    func tiers() {
        let allow = policy("a", ingress: [rule(.allow, ports: [.ports(PortSet(.tcp, 80...80))])])
        let evaluator = Evaluator(admin(allow), allowOnly(isolated))
        #expect(evaluator.ingress(client, web, 80).decision == .allowed)
        #expect(evaluator.ingress(client, web, 81).decision == .denied)
    }

    @Test("Policies of equal order that disagree leave it open, and are named")
    func ties() {
        let allow = policy("a", ingress: [rule(.allow)])
        let deny = policy("b", ingress: [rule(.deny)])
        let decision = Evaluator(admin(allow, deny)).ingress(client, web)
        #expect(decision.decision == .unknown)
        guard case .unknown(let because) = decision.reason, case .tie(let tier, let policies) = because.first else {
            Issue.record("no tie: \(decision)")
            return
        }
        #expect(tier == "admin")
        #expect(policies.map(\.identity.name) == ["a", "b"])
        #expect(Evaluator(admin(allow, policy("c", ingress: [rule()]))).ingress(client, web).decision == .allowed)
    }

    @Test("Policies select, none matches and none isolates: allowed, for that reason")
    func fallsThrough() {
        let deny = policy("a", ingress: [rule(.deny, peers: [.external])])
        #expect(Evaluator(admin(deny)).ingress(client, web) == EndDecision(.allowed, .noRuleMatches))
    }

    @Test("A pod reaches itself whatever isolates it (NP-56)")
    func itself() {
        let connection = Connection(source: web, destination: web, transport: .tcp, port: 80)
        let evaluator = Evaluator(allowOnly(policy("all", isolates: [.ingress, .egress])))
        #expect(evaluator.decide(connection).overall == .denied)
        #expect(evaluator.decide(connection, samePod: true).overall == .allowed)
    }

    @Test("The deciding rule is told with its first matching entries")
    func references() throws {
        let ports: [PortEntry.Match] = [.ports(PortSet(.udp)), .ports(PortSet(.tcp))]
        let allow = policy(
            "a", isolates: [.ingress], ingress: [rule(), rule(peers: [.external, .pod], ports: ports, line: 10)])
        let only = policy("b", isolates: [.ingress], ingress: Array(allow.ingress.dropFirst()))
        let decision = Evaluator(allowOnly(only)).ingress(client, web)
        guard case .rule(let deciding) = decision.reason else {
            Issue.record("no rule decided")
            return
        }
        #expect(deciding.location == place(10))
        #expect(deciding.peer == EntryReference(index: 1, location: place(11)))
        #expect(deciding.port == EntryReference(index: 1, location: place(12)))
    }
}
