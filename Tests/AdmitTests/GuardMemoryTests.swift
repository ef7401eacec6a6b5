import Analyses
import Reports
import Testing

/// What the guard remembers of namespaces must not be told of others, nor more of it than was found out.
@Suite("What the resident guard remembers")
struct GuardMemoryTests {
    @Test("what is undecided of a namespace is undecided the second time, too")
    func doubt() throws {
        let cutting =
            "---\n{apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: a}}\n"
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + cutting,
            specs: Documents.invariant(
                "service", "always: {from: \(Documents.prod), to: \(Documents.prod), ports: [{port: 80}]}"))
        for _ in 0..<2 {
            let decision = try pair.resident(putting: Documents.namespace("d", "{env: prod}"))
            #expect(decision.reasons.map(\.certainty) == [.undecided])
        }
    }

    @Test("what was found of a namespace by its policies says nothing of one that has others")
    func others() throws {
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a") + Documents.policy("a", "deny", Documents.denyIngress)
                + Documents.namespace("b"),
            specs: Documents.testNeverReachesProd)
        for _ in 0..<2 {
            #expect(try pair.reasons(putting: Documents.namespace("a", "{env: prod}")).isEmpty)
            #expect(try !pair.reasons(putting: Documents.namespace("b", "{env: prod}")).isEmpty)
        }
    }
}
