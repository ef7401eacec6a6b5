import Analyses
import Diagnostics
import Reports
import Testing

@Suite("Rules in suites")
struct RulesTests {
    private static let cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: test, labels: {env: test}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: relay, labels: {env: relay}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: prod, labels: {env: prod}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: from-relay, namespace: prod}
        spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: relay}}}]}]}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: closed}
        spec: {namespaces: {exist: listed}}

        """
    private static let rules = """
        .decl foothold(p: pod)
        foothold(P) :- P.namespace.label["env"] = "test".
        foothold(Q) :- foothold(P), connects(P, Q, tcp, _).
        .invariant prod_is_out_of_reach
        violation(P) :- foothold(P), P.namespace.label["env"] = "prod".
        """

    private func outcomes(_ invariants: String) throws -> [SuiteCase.Outcome] {
        let report = try SampleSuite.report(
            "invariants: \(invariants)", over: ["all.yaml": Self.cluster, "rules.dl": Self.rules])
        #expect(report.problems.isEmpty, "\(report.problems.map(\.text))")
        return report.cases.map(\.outcome)
    }

    @Test("an expected verdict is that of an invariant of rules, too")
    func verdicts() throws {
        let held = try outcomes("[{name: prod_is_out_of_reach, verdict: refuted}]")
        #expect(held == [.passed])
        guard case .failed(let failure)? = try outcomes("[{name: prod_is_out_of_reach, verdict: proved}]").first else {
            Issue.record("a refuted invariant passed as proved")
            return
        }
        #expect(failure.got == "refuted")
    }

    @Test("a counterexample that is expected may be any connection of the chain, and no other")
    func counterexamples() throws {
        func expecting(_ from: String) throws -> SuiteCase.Outcome? {
            try outcomes(
                "[{name: prod_is_out_of_reach, verdict: refuted, "
                    + "counterexample: {from: {namespace: \(from)}, to: {namespace: prod}, policies: [prod/from-relay]}}]"
            ).first
        }
        #expect(try expecting("relay") == .passed)
        guard case .failed? = try expecting("test") else {
            Issue.record("no connection of the chain goes there")
            return
        }
    }
}
