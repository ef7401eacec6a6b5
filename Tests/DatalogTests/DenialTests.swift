import Reports
import Testing

@Suite("Rules that ask for denials")
struct DenialTests {
    private static let rules = """
        .decl cut_off(p: pod)
        .invariant chains
        cut_off(P) :- P.namespace.label["env"] = "test".
        cut_off(Q) :- cut_off(P), pod(Q), not connects(P, Q, tcp, 80).
        violation(P) :- cut_off(P), P.namespace.label["env"] = "prod".
        """

    /// `prod` lets everybody in but `relay`; among them are others, with which it takes many places to look at.
    private static let cluster = """
        {apiVersion: netproof.dev/v1alpha1, kind: LabelUniverse, metadata: {name: u}, spec: {namespaces: {exist: listed}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: all-but-relay, namespace: prod}
        spec:
          podSelector: {}
          ingress: [{from: [{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [relay]}]}}]}]

        """
        + ["test", "relay", "prod", "a", "b", "c", "d"].map {
            "---\n{apiVersion: v1, kind: Namespace, metadata: {name: \($0), labels: {env: \($0)}}}\n"
        }.joined()

    @Test("a policy that denies on the way counts, however far it is from where the violation would be")
    func onTheWay() throws {
        let deny = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny, namespace: relay}
            spec: {podSelector: {}, policyTypes: [Ingress]}

            """
        #expect(try Verified.result(Self.rules, Self.cluster).verdict == .proved)
        #expect(try Verified.result(Self.rules, Self.cluster + deny).verdict == .refuted)
    }
}
