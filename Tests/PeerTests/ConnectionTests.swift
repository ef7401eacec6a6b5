import Reports
import Testing

/// What a connection is, and what addresses are.
struct ConnectionTests {
    @Test("a pod always reaches itself, so that it is no witness against an `always` (NP-56)")
    func podToItself() throws {
        let pod = "{workload: {kind: Pod, namespace: prod, name: only}}"
        let never = try Verified(
            Manifest.prod, Manifest.pod("prod", "only", "{app: only}"), Manifest.policy("prod", Manifest.denyIngress),
            Manifest.never(from: pod, to: pod), Manifest.universe("{pods: {exist: listed}}"))
        #expect(try never.verdict() != .refuted)
        let always = try Verified(
            Manifest.prod, Manifest.pod("prod", "only", "{app: only}"), Manifest.policy("prod", Manifest.denyIngress),
            Manifest.always(from: pod, to: pod, "ports: [{port: 80}]"), Manifest.universe("{pods: {exist: listed}}"))
        #expect(try always.verdict() != .refuted)
    }

    @Test("replies are part of a connection: a denial one way is no denial the other way (NP-78)")
    func replies() throws {
        let documents = [
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyEgress),
        ].joined(separator: "\n---\n")
        let into = try Verified(
            documents, Manifest.always(from: Manifest.inTest, to: Manifest.inProd, "ports: [{port: 80}]"))
        #expect(try into.verdict() == .proved)
        let out = try Verified(documents, Manifest.never(from: "{namespaces: [prod]}", to: Manifest.inTest))
        #expect(try out.verdict() == .proved)
    }

    @Test("a policy on the receiver does not open what the sender's policies close (NP-77)")
    func bothEnds() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("test", Manifest.denyEgress),
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [\(Manifest.inTest)]}]}"),
            Manifest.never(from: "{namespaces: [test]}", to: Manifest.inProd))
        #expect(try verified.verdict() == .proved)
    }

    /// The verdict on an address block reaching prod where prod lets in another.
    private func verdict(lettingIn block: String, from claimed: String) throws -> Verdict {
        try Verified(
            Manifest.prod,
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [{ipBlock: \(block)}]}]}"),
            Manifest.never(from: "{ipBlock: \(claimed)}", to: "{namespaces: [prod]}"),
            Manifest.universe("{network: {ipBlockMatchesPods: never}}")
        ).verdict()
    }

    @Test("address blocks are compared by what they contain, not as texts")
    func containment() throws {
        #expect(try verdict(lettingIn: "{cidr: 203.0.0.0/16}", from: "{cidr: 203.0.113.0/24}") == .refuted)
        #expect(try verdict(lettingIn: "{cidr: 203.0.113.7/32}", from: "{cidr: 203.0.113.0/24}") == .refuted)
        #expect(try verdict(lettingIn: "{cidr: 203.0.112.0/24}", from: "{cidr: 203.0.113.0/24}") == .proved)
        #expect(
            try verdict(lettingIn: "{cidr: 0.0.0.0/0, except: [203.0.0.0/16]}", from: "{cidr: 203.0.113.0/24}")
                == .proved)
        #expect(
            try verdict(lettingIn: "{cidr: 0.0.0.0/0, except: [203.0.113.0/25]}", from: "{cidr: 203.0.113.0/24}")
                == .refuted)
        #expect(try verdict(lettingIn: "{cidr: 0.0.0.0/0}", from: "{cidr: '2001:db8::/32'}") == .proved)
    }

    @Test("every namespace is not every address: namespaceSelector {} lets in no outsider (NP-37)")
    func everyNamespace() throws {
        let verified = try Verified(
            Manifest.prod,
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}"),
            Manifest.never(from: "{external: true}", to: "{namespaces: [prod]}"))
        #expect(try verified.verdict() == .proved)
    }

    @Test("NotIn lets in no outsider, whose labels are missing too")
    func notInAndOutsiders() throws {
        let peer = "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}"
        let verified = try Verified(
            Manifest.prod, Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [\(peer)]}]}"),
            Manifest.never(from: "{external: true}", to: "{namespaces: [prod]}"))
        #expect(try verified.verdict() == .proved)
    }

    @Test("everybody reaching the name server needs its ingress and the callers' egress, on UDP and on TCP")
    func nameServer() throws {
        func verdict(_ egress: String) throws -> Verdict {
            try Verified(
                Manifest.prod, Manifest.namespace("kube-system"),
                Manifest.policy("prod", "{podSelector: {}, policyTypes: [Egress], egress: [\(egress)]}"),
                Manifest.policy(
                    "kube-system",
                    "{podSelector: {}, ingress: [{ports: [{port: 53}, {port: 53, protocol: UDP}]}]}"),
                Manifest.always(
                    from: "{namespaces: [prod]}", to: "{namespaces: [kube-system]}",
                    "ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]")
            ).verdict()
        }
        #expect(try verdict("") == .refuted)
        #expect(try verdict("{ports: [{port: 53, protocol: UDP}]}") == .refuted)
        #expect(try verdict("{ports: [{port: 53, protocol: UDP}, {port: 53}]}") == .proved)
    }
}
