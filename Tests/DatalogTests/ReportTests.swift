import Analyses
import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

@Suite("Derivations in reports")
struct ReportTests {
    /// Two hops: from test to the relay, and from there to the database.
    private static let cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: test, labels: {env: test}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shared, labels: {env: shared}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: prod, labels: {env: prod}}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: closed}
        spec: {namespaces: {exist: listed}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: from-shared, namespace: prod}
        spec:
          podSelector: {}
          policyTypes: [Ingress]
          ingress:
            - from: [{namespaceSelector: {matchLabels: {env: shared}}}]
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: nothing-out, namespace: test}
        spec:
          podSelector: {}
          policyTypes: [Egress]
          egress:
            - to: [{namespaceSelector: {matchLabels: {env: shared}}}]

        """

    private func report(_ rules: String, _ cluster: String = ReportTests.cluster) throws -> VerificationReport? {
        try Verified.report(rules, cluster)
    }

    private static let lateral = """
        .decl foothold(p: pod)
        foothold(P) :- P.namespace.label["env"] = "test".
        foothold(Q) :- foothold(P), connects(P, Q, tcp, _).
        .invariant lateral severity critical
        violation(P) :- foothold(P), P.namespace.label["env"] = "prod", P.label["app"] = "mysql".
        """

    @Test("A chain shows its endpoints, its rules and the line of policy behind every hop")
    func chain() throws {
        let report = try #require(try report(Self.lateral))
        let result = try #require(report.results.first)
        #expect(result.verdict == .refuted)
        let violation = try #require(result.derivations.first)
        #expect(violation.attempts.count == 2)
        #expect(violation.steps.map(\.relation) == ["foothold", "foothold", "foothold", "violation"])
        #expect(violation.attempts.allSatisfy { $0.connection.connects })
        let text = TextReport().text(report)
        for words in [
            "counterexample: violation(", "foothold(Q) :- foothold(P), connects(P, Q, tcp, _)", "rules.dl:3",
            "prod/from-shared ingress[0]", "test/nothing-out egress[0]", "cluster.yaml:", "connects to",
        ] {
            #expect(text.contains(words), "\(words)\n\(text)")
        }
    }

    @Test("JSON, findings and manifests have the whole chain")
    func formats() throws {
        let report = try #require(try report(Self.lateral))
        let json = report.json(FailureRule()).document
        for words in [#""kind": "derivation""#, #""derives": "foothold("#, #""attempts""#, #""premises""#] {
            #expect(json.contains(words), "\(words)\n\(json)")
        }
        let findings = report.findings(ReportOptions(toolVersion: "any", workingDirectory: "/"))
        #expect(findings.map(\.kind) == [.refuted])
        #expect(findings[0].place.file.hasSuffix("cluster.yaml"))
        #expect(findings[0].related.contains { $0.location.file.hasSuffix("rules.dl") })
        let files = CounterexampleFile.files(for: report)
        #expect(files.map(\.name) == ["lateral-1.yaml"])
        #expect(files[0].text.components(separatedBy: "kind: Pod").count == 4, "\(files[0].text)")
    }

    @Test("What is cut off is proved, by every hop at once")
    func proved() throws {
        let cluster = Self.cluster.replacing(
            "matchLabels: {env: shared}}}]\n---", with: "matchLabels: {env: none}}}]\n---")
        let report = try #require(try report(Self.lateral, cluster))
        #expect(report.results.map(\.verdict) == [.proved])
        let text = TextReport().text(report)
        #expect(text.contains("each connection of a rule is a direct one"))
        #expect(text.contains("rests on  prod/from-shared"), "\(text)")
        #expect(report.results[0].restsOn.map(\.name) == ["from-shared"])
        #expect(report.results[0].warnings.isEmpty)
        #expect(report.json(FailureRule()).document.contains(#""restsOn": ["#))
    }

    @Test("Names are unique among invariants of both kinds")
    func names() throws {
        let folder = try TemporaryFolder()
        let rules = ".invariant \"test-never-reaches-prod-db\"\nviolation(P) :- P.listed."
        let file = try folder.write("rules.dl", rules)
        var diagnostics = Diagnostics()
        var clock = StageClock()
        let example = packageRoot.appending(path: "examples/article/broken").path()
        let inputs = InputRequest(paths: [example, file]).load(into: &diagnostics, clock: &clock)
        #expect(inputs == nil)
        #expect(diagnostics.sorted.map(\.message) == ["duplicate Invariant `test-never-reaches-prod-db`"])
    }
}
