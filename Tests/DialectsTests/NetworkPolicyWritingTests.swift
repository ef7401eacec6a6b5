import Dialects
import NetworkModel
import PolicyModel
import Testing

@Suite("Writing NetworkPolicies")
struct NetworkPolicyWritingTests {
    @Test(
        "a policy that is written and read again means what it meant",
        arguments: [
            "{podSelector: {}, policyTypes: [Ingress]}", "{podSelector: {}, policyTypes: [Egress]}",
            "{podSelector: {matchLabels: {app: web, 'a.b/c': '1', empty: ''}}, policyTypes: [Ingress, Egress]}",
            "{podSelector: {matchLabels: {app: 'yes'}, matchExpressions: [{key: app, operator: In, values: ['null', x]}]}}",
            "{podSelector: {}, ingress: [{}]}", "{podSelector: {}, egress: [{}]}",
            "{podSelector: {}, ingress: [{from: [{podSelector: {}}, {namespaceSelector: {}}]}]}",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: prod}}, podSelector: {}}]}]}",
            """
            {podSelector: {}, policyTypes: [Egress], egress: [{to: [
              {namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [a, b]}, {key: team, operator: Exists}]},
               podSelector: {matchExpressions: [{key: zone, operator: DoesNotExist}]}}]}]}
            """,
            """
            {podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}, {ipBlock: {cidr: '::/0'}}]},
              {ports: [{}, {protocol: UDP}, {port: 80}, {protocol: SCTP, port: 8000, endPort: 9000}, {port: http}]}]}
            """,
        ])
    func roundTrip(_ spec: String) throws {
        let policy = try accepted(spec)
        let manifest = try #require(policy.networkPolicyManifest)
        let loading = Loading(manifest)
        #expect(loading.errors == [] && loading.warnings == [], "\(loading.messages)\n\(manifest)")
        let read = try #require(loading.input.program.tiers.flatMap(\.policies).first)
        #expect(PolicyShape(read) == PolicyShape(policy), "\(manifest)")
        #expect(read.identity == policy.identity)
    }

    @Test("a manifest is written in block style, and only what needs quotes has them")
    func style() throws {
        let policy = try accepted(
            "{podSelector: {matchLabels: {app: web, 'on': '8080'}}, ingress: [{from: [{podSelector: {}}], ports: [{port: 53, protocol: UDP}]}]}"
        )
        #expect(
            policy.networkPolicyManifest == """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: p
                  namespace: red
                spec:
                  podSelector:
                    matchLabels:
                      app: web
                      "on": "8080"
                  policyTypes:
                    - Ingress
                  ingress:
                    - from:
                        - podSelector: {}
                      ports:
                        - protocol: UDP
                          port: 53

                """)
    }

    @Test("what no NetworkPolicy says is not written")
    func foreign() throws {
        var policy = try accepted("{podSelector: {}, ingress: [{}]}")
        policy.ingress[0].action = .deny
        #expect(policy.networkPolicyManifest == nil)
        policy = try accepted("{podSelector: {}, policyTypes: [Ingress]}")
        policy.identity.namespace = nil
        #expect(policy.networkPolicyManifest == nil)
        policy = try accepted("{podSelector: {}, policyTypes: [Ingress]}")
        policy.subject = .not(.pod)
        #expect(policy.networkPolicyManifest == nil)
    }
}
