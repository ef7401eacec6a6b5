import Diagnostics
import Reports
import Testing

/// Input that is half read elsewhere.
struct InputTests {
    private let claim = Manifest.never(from: Manifest.inTest, to: "{namespaces: [prod]}")

    @Test("the second document of a file counts")
    func secondDocument() throws {
        let deny = Manifest.policy("prod", Manifest.denyIngress, name: "deny")
        let allow = Manifest.policy("prod", "{podSelector: {}, ingress: [{}]}", name: "allow")
        #expect(try Verified(Manifest.prod, Manifest.test, deny, claim).verdict() == .proved)
        #expect(try Verified(Manifest.prod, Manifest.test, deny, allow, claim).verdict() == .refuted)
        #expect(try Verified(Manifest.prod, Manifest.test, allow, deny, claim).verdict() == .refuted)
    }

    @Test("`form:` for `from:` is refused, for it would open the port to the world (NP-103)")
    func misspeltField() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            Manifest.policy("prod", "{podSelector: {}, ingress: [{form: [{podSelector: {}}]}]}"), claim)
        #expect(verified.report == nil)
        #expect(verified.errors == ["unknown-field"])
        #expect(verified.diagnostics.all.contains { $0.suggestion?.contains("`from`") ?? false })
    }

    @Test(
        "policies of other kinds are not passed over",
        arguments: [
            "policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy",
            "policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy",
            "policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy",
            "cilium.io/v2, kind: CiliumNetworkPolicy", "projectcalico.org/v3, kind: NetworkPolicy",
            "crd.projectcalico.org/v1, kind: GlobalNetworkPolicy",
        ])
    func otherKinds(_ kind: String) throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress),
            "{apiVersion: \(kind), metadata: {name: other, namespace: prod}, spec: {}}", claim)
        #expect(verified.report == nil)
        #expect(verified.errors == ["unmodelled-kind"])
    }

    @Test("policies of two kinds may have one name")
    func sameNameInTwoKinds() throws {
        let other =
            "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: AdminNetworkPolicy, metadata: {name: policy}}"
        let documents = [Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress), other, claim]
        let verified = try Verified(documents.joined(separator: "\n---\n"), ignoring: ["AdminNetworkPolicy"])
        #expect(try verified.verdict() == .proved)
        #expect(try verified.result().assumptions.contains { $0.text.contains("AdminNetworkPolicy") })
    }

    @Test("policies of one name in two namespaces are two")
    func sameNameInTwoNamespaces() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress),
            Manifest.policy("test", Manifest.denyEgress), claim)
        #expect(try verified.verdict() == .proved)
    }

    @Test("nothing to check is not a success")
    func nothingToCheck() throws {
        let report = try #require(try Verified(Manifest.prod).report)
        #expect(RunStatus(report) == .vacuous)
    }

    @Test("a document that cannot be read leaves no verdict on the others")
    func unreadableDocument() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", Manifest.denyIngress), claim, "a: [b")
        #expect(verified.report == nil)
        #expect(verified.errors == ["syntax"])
    }
}
