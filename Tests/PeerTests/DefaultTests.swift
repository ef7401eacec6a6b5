import Reports
import Testing

/// Lists and fields that are absent, empty or null.
struct DefaultTests {
    /// The verdicts on prod being reached from test, and on prod reaching test.
    private func verdicts(_ spec: String) throws -> [Verdict] {
        try [("test", "prod"), ("prod", "test")].map { source, destination in
            try Verified(
                Manifest.prod, Manifest.test, Manifest.policy("prod", spec),
                Manifest.never(from: "{namespaces: [\(source)]}", to: "{namespaces: [\(destination)]}")
            ).verdict()
        }
    }

    @Test(
        "egress without rules and without policyTypes denies no egress (NP-07)",
        arguments: ["egress: []", "egress: null", "egress: [], policyTypes: []", "egress: [], policyTypes: [Ingress]"])
    func emptyEgress(_ fields: String) throws {
        #expect(try verdicts("{podSelector: {}, \(fields)}") == [.proved, .refuted])
    }

    @Test("egress rules without policyTypes isolate both ways (NP-06)")
    func inferredTypes() throws {
        #expect(try verdicts("{podSelector: {}, egress: [{to: [{podSelector: {}}]}]}") == [.proved, .proved])
    }

    @Test("a policy for egress alone leaves ingress open (NP-04)")
    func egressAlone() throws {
        #expect(try verdicts(Manifest.denyEgress) == [.refuted, .proved])
    }

    @Test(
        "a list of peers that is empty, null or missing is everybody (NP-15)",
        arguments: ["from: []", "from: null", ""])
    func emptyFrom(_ fields: String) throws {
        #expect(try verdicts("{podSelector: {}, ingress: [{\(fields)}]}")[0] == .refuted)
    }

    @Test("`to: null` is everybody, and `to: []` too", arguments: ["to: null", "to: []"])
    func emptyTo(_ fields: String) throws {
        #expect(try verdicts("{podSelector: {}, policyTypes: [Egress], egress: [{\(fields)}]}")[1] == .refuted)
    }

    @Test(
        "no rules, or null, is nobody (NP-14)", arguments: ["ingress: []", "ingress: null", "policyTypes: [Ingress]"])
    func noRules(_ fields: String) throws {
        #expect(try verdicts("{podSelector: {}, \(fields)}")[0] == .proved)
    }

    @Test("a later policy takes nothing away (NP-81)")
    func union() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [\(Manifest.inTest)]}]}", name: "a-allow"),
            Manifest.policy("prod", Manifest.denyIngress, name: "b-deny"),
            Manifest.never(from: Manifest.inTest, to: Manifest.inProd))
        #expect(try verified.verdict() == .refuted)
        #expect(try verified.counterexample().ingress.policy?.name == "a-allow")
    }

    @Test("a policy without a namespace governs the default one alone (NP-21)")
    func missingNamespace() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny}
            spec: {podSelector: {}}
            """, Manifest.never(from: Manifest.inTest, to: "{namespaces: [prod]}"))
        #expect(try verified.verdict() == .refuted)
    }
}
