import NetworkModel
import Reports
import Testing

/// A connection needs one protocol and one port at both ends.
struct PortTests {
    /// The verdict on test reaching prod where test may go to, and prod may be reached on, the given ports.
    private func verdict(egress: String, ingress: String, claim: String = "") throws -> Verdict {
        try Verified(
            Manifest.prod, Manifest.test,
            Manifest.policy("test", "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [\(egress)]}]}"),
            Manifest.policy("prod", "{podSelector: {}, ingress: [{ports: [\(ingress)]}]}"),
            Manifest.never(from: "{namespaces: [test]}", to: "{namespaces: [prod]}", claim)
        ).verdict()
    }

    @Test("egress on one port and ingress on another is no connection")
    func differentPorts() throws {
        #expect(try verdict(egress: "{port: 80}", ingress: "{port: 443}") == .proved)
        #expect(try verdict(egress: "{port: 80}, {port: 443}", ingress: "{port: 443}") == .refuted)
    }

    @Test("the same number of another protocol is another port, and TCP is the default (NP-57, NP-58)")
    func protocols() throws {
        #expect(try verdict(egress: "{port: 53, protocol: UDP}", ingress: "{port: 53}") == .proved)
        #expect(try verdict(egress: "{port: 53, protocol: TCP}", ingress: "{port: 53}") == .refuted)
        #expect(try verdict(egress: "{protocol: SCTP}", ingress: "{}") == .proved)
        #expect(try verdict(egress: "{protocol: SCTP}", ingress: "{protocol: SCTP, port: 9}") == .refuted)
    }

    @Test("endPort is the last port of the range (NP-63)")
    func ranges() throws {
        #expect(try verdict(egress: "{port: 8000, endPort: 8080}", ingress: "{port: 8080}") == .refuted)
        #expect(try verdict(egress: "{port: 8000, endPort: 8080}", ingress: "{port: 8081}") == .proved)
        #expect(try verdict(egress: "{port: 1, endPort: 79}", ingress: "{port: 79, endPort: 90}") == .refuted)
    }

    @Test("a claim about one port is not about another")
    func portsOfTheClaim() throws {
        #expect(try verdict(egress: "{}", ingress: "{port: 80}", claim: "ports: [{port: 81}]") == .proved)
        #expect(try verdict(egress: "{}", ingress: "{port: 80}", claim: "ports: [{port: 1, endPort: 80}]") == .refuted)
        #expect(try verdict(egress: "{}", ingress: "{port: 80}", claim: "ports: [{protocol: UDP}]") == .proved)
    }

    @Test("a named port is looked up in each destination by itself (NP-66)")
    func namedPortPerDestination() throws {
        func verdict(_ pod: String, _ port: Int) throws -> Verdict {
            try Verified(
                Manifest.prod, Manifest.test,
                Manifest.pod("prod", "a", "{app: a}", ports: "[{name: http, containerPort: 7070}]"),
                Manifest.pod("prod", "b", "{app: b}", ports: "[{name: http, containerPort: 8080}]"),
                Manifest.pod("prod", "c", "{app: c}", ports: "[{name: dns, protocol: UDP, containerPort: 8080}]"),
                Manifest.pod("test", "client", "{}", ports: "[{name: http, containerPort: 9090}]"),
                Manifest.policy(
                    "test",
                    "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}, {port: dns}]}]}"),
                Manifest.never(
                    from: "{namespaces: [test]}", to: "{workload: {kind: Pod, namespace: prod, name: \(pod)}}",
                    "ports: [{port: \(port)}, {protocol: UDP, port: \(port)}]"),
                Manifest.universe("{pods: {exist: listed}}")
            ).verdict()
        }
        #expect(try verdict("a", 7070) == .refuted)
        #expect(try verdict("a", 8080) == .proved)
        #expect(try verdict("b", 8080) == .refuted)
        #expect(try verdict("b", 9090) == .proved)
        // The name is declared for UDP, the entry is for TCP (NP-61).
        #expect(try verdict("c", 8080) == .proved)
    }

    @Test("a pod that is not listed may give its ports any names")
    func namedPortOfAnUnlistedPod() throws {
        #expect(try verdict(egress: "{}", ingress: "{port: http}", claim: "ports: [{port: 22}]") == .refuted)
    }

    @Test("a number in quotes is no port (NP-65)")
    func quotedPort() throws {
        let verified = try Verified(
            Manifest.policy("prod", "{podSelector: {}, ingress: [{ports: [{port: '80'}]}]}"))
        #expect(verified.report == nil)
        #expect(verified.errors.count == 1)
    }
}
