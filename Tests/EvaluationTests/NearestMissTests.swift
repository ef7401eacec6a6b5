import Evaluation
import NetworkModel
import PolicyModel
import Testing

@Suite("The nearest miss of a denial")
struct NearestMissTests {
    private let server = pod("red", ["app": "db"], ports: [NamedPort(name: "sql", transport: .tcp, port: 3306)])

    private func miss(_ source: Endpoint, _ rules: [Rule], port: UInt16 = 3306) -> NearestMiss? {
        let evaluator = Evaluator(allowOnly(policy("allow", isolates: [.ingress], ingress: rules)))
        guard case .isolated(let by, let nearest) = evaluator.ingress(source, server, port).reason else { return nil }
        #expect(by.map(\.identity.name) == ["allow"])
        return nearest
    }

    @Test("A policy without rules has none")
    func noRules() {
        #expect(miss(pod("blue"), []) == nil)
    }

    @Test("A label of the namespace that is absent, or has another value")
    func namespaceLabel() {
        let wanted = LabelRequirement("env", equals: "prod")
        let rules = [rule(peers: [.namespaceLabels(LabelSelector([wanted]))])]
        #expect(
            miss(pod("blue"), rules)?.mismatches == [.namespaceLabel(wanted, namespace: "blue", found: nil)])
        #expect(
            miss(pod("blue", namespaceLabels: ["env": "test"]), rules)?.mismatches == [
                .namespaceLabel(wanted, namespace: "blue", found: "test")
            ])
    }

    @Test("The rule that lacks least is taken, with the places of its entries")
    func nearestRule() {
        let web = LabelRequirement("app", equals: "web")
        let far = rule(peers: [.all([.ownNamespace, .podLabels(LabelSelector([web]))])], line: 10)
        let near = rule(peers: [.external, .podLabels(LabelSelector([web]))], line: 20)
        let found = miss(pod("blue", ["app": "api"]), [far, near])
        #expect(found?.mismatches == [.podLabel(web, found: "api")])
        #expect(found?.rule.index == 1)
        #expect(found?.rule.peer == EntryReference(index: 1, location: place(21)))
    }

    @Test("Another port, another protocol, an undeclared name, a name for another number")
    func ports() throws {
        func mismatch(_ match: PortEntry.Match, port: UInt16 = 3306) -> [Mismatch]? {
            miss(pod("blue"), [rule(ports: [match])], port: port)?.mismatches
        }
        #expect(mismatch(.ports(PortSet(.tcp, 80...81))) == [.port(wanted: [80...81])])
        #expect(mismatch(.ports(PortSet(.udp))) == [.transport(wanted: [.udp])])
        #expect(mismatch(.named("http", .tcp)) == [.undeclaredPort("http", .tcp)])
        #expect(mismatch(.named("sql", .tcp), port: 80) == [.namedPort("sql", .tcp, declared: [3306])])
    }

    @Test("An address outside the block, and an address where a pod is wanted")
    func addresses() throws {
        let blocked = try block("203.0.113.0/24", except: ["203.0.113.0/28"])
        let address = try #require(IPAddress("203.0.113.7"))
        #expect(
            miss(.external(address), [rule(peers: [.pod]), rule(peers: [.address(blocked)])])?.mismatches == [
                .address(address, blocked)
            ])
        #expect(
            miss(.external(address), [rule(peers: [.all([.pod, .ownNamespace])])])?.mismatches == [.notAPod(address)])
    }

    @Test("It is sought only when asked for")
    func onRequest() {
        let evaluator = Evaluator(allowOnly(policy("a", isolates: [.ingress], ingress: [rule(peers: [.external])])))
        let decision = evaluator.decide(Connection(source: pod("blue"), destination: server, transport: .tcp, port: 1))
        guard case .isolated(_, let nearest) = decision.ingress.reason else {
            Issue.record("not isolated")
            return
        }
        #expect(nearest == nil)
    }
}
