import NetworkModel
import Reports
import Testing

/// Namespaces whose owners may change their own policies.
struct OwnerTests {
    @Test("a policy that its namespace's owner may take away protects nothing, and the counterexample says why")
    func untrustedNamespace() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress),
            Manifest.never(from: Manifest.inTest, to: Manifest.inProd),
            Manifest.universe("{namespaces: {untrusted: {}}}"))
        #expect(try verified.verdict() == .refuted)
        let ingress = try verified.counterexample().ingress
        #expect(ingress.basis.identifier == "unknown-policies")
        #expect(ingress.reason(.ingress).contains("owner's choice"))
        let assumptions = try verified.result().assumptions.map(\.text)
        #expect(assumptions.contains { $0.hasSuffix("namespaces with any labels") })
    }

    @Test("a namespace that is trusted keeps its policies")
    func trustedNamespace() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress),
            Manifest.never(from: Manifest.inTest, to: "{namespaces: [prod]}"),
            Manifest.universe("{namespaces: {untrusted: {matchLabels: {env: test}}}}"))
        #expect(try verified.verdict() == .proved)
    }
}
