import Analyses
import Reports
import Testing

@Suite("Changes under invariants of rules")
struct DerivedChangeTests {
    private static let rules = """
        .decl foothold(p: pod)
        .invariant "lateral" severity critical
        foothold(P) :- pod(P), P.namespace.label["env"] = "test".
        foothold(Q) :- foothold(P), pod(Q), connects(P, Q, _, _).
        violation(P) :- foothold(P), P.namespace.label["env"] = "prod".
        """
    private static let namespaces = [("prod", "prod"), ("relay", "none"), ("test", "test")]
        .map { Documents.namespace($0.0, "{env: \($0.1)}") }.joined()
    private static let closed = Documents.policy("prod", "deny", Documents.denyIngress)
    private static let relay = Documents.policy("relay", "deny", Documents.denyIngress)
    private static let fromRelay = Documents.policy(
        "prod", "entry", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: none}}}]}]}")
    private static let fromTest = Documents.policy(
        "relay", "entry", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: test}}}]}]}")

    private func pair(_ policies: String) throws -> GuardAndAdmit {
        try GuardAndAdmit(
            cluster: Self.namespaces + Self.closed + Self.relay + policies,
            specs: Documents.universe("{namespaces: {exist: listed}}"), rules: Self.rules)
    }

    @Test("a change that lets rules derive a violation is denied, and the chain is shown")
    func denied() throws {
        let pair = try pair(Self.fromRelay)
        let reasons = try pair.reasons(putting: Self.fromTest)
        #expect(reasons.map(\.message) == ["held before, and fails for endpoints that the change touches"])
        let told = try pair.resident(putting: Self.fromTest).reasons.flatMap(\.lines)
        #expect(told.count == 2 && told[1].hasPrefix("counterexample: violation("), "\(told)")
        #expect(told[1].contains("namespace relay") && told[1].contains("connects to"))
        let text = TextReport().text(try pair.admission(change: Self.fromTest))
        #expect(text.contains("counterexample: violation("))
    }

    @Test("of rules that derived a violation before nothing is laid to a change, which is reported apart")
    func brokenBefore() throws {
        let pair = try pair(Self.fromRelay + Self.fromTest)
        let harmless = Documents.policy("test", "deny", Documents.denyIngress)
        #expect(try pair.reasons(putting: harmless).isEmpty)
        let report = try pair.admission(change: harmless)
        #expect(report.brokenBefore.map(\.before) == [.refuted])
        #expect(report.results.map(\.after) == [.refuted])
    }

    @Test("a change that ends what rules derived repairs the invariant")
    func repaired() throws {
        let pair = try pair(Self.fromRelay + Self.fromTest)
        #expect(try pair.reasons(removing: "networkpolicy/relay/entry").isEmpty)
        let report = try pair.admission(deleting: ["networkpolicy/relay/entry"])
        #expect(report.repaired.map(\.after) == [.proved])
    }
}
