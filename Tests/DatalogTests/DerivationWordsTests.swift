import Diagnostics
import PolicyModel
import Reports
import TestSupport
import Testing

@testable import Analyses

@Suite("Words in which derivations are told")
struct DerivationWordsTests {
    private static let cluster = """
        {apiVersion: v1, kind: Namespace, metadata: {name: one, labels: {tenant: one}}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: two, labels: {tenant: two}}}
        ---
        {apiVersion: netproof.dev/v1alpha1, kind: LabelUniverse, metadata: {name: u}, spec: {namespaces: {exist: listed}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: out, namespace: one}
        spec: {podSelector: {}, policyTypes: [Egress], egress: [{}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: in, namespace: two}
        spec: {podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{port: 80}]}]}

        """

    private static func written(_ rules: String) throws -> (report: VerificationReport, text: String) {
        let report = try #require(try Verified.report(rules, cluster))
        #expect(report.results.map(\.verdict) == [.refuted])
        #expect(try SchemaJudge.fault(of: report.json(FailureRule()).document, schema: "report") ?? "" == "")
        return (report, TextReport().text(report))
    }

    private static func finding(_ report: VerificationReport) throws -> Finding {
        try #require(report.findings(ReportOptions(toolVersion: "any", workingDirectory: "/")).first)
    }

    private static func manifest(_ report: VerificationReport) throws -> String {
        try #require(CounterexampleFile.files(for: report).first?.text)
    }

    /// A claim about two pods of which the first is in namespace one, and the second in namespace two.
    private static func claim(_ body: String, _ source: String = "S", _ destination: String = "D") -> String {
        """
        .invariant a
        violation(\(source), \(destination)) :- \(source).namespace.name = "one", \(destination).namespace.name = "two",
            \(body).
        """
    }

    @Test("endpoints have names that no rule uses, in text, JSON and manifests")
    func names() throws {
        let (report, text) = try Self.written(Self.claim("connects(B, A, tcp, 80)", "B", "A"))
        let derivation = try #require(report.results[0].derivations.first)
        #expect(derivation.names == ["C", "D"])
        #expect(text.contains("counterexample: violation(C, D)"), "\(text)")
        #expect(text.contains("C connects to D on TCP 80"), "\(text)")
        #expect(report.json(FailureRule()).document.contains(#""derives": "violation(C, D)""#))
        let manifest = try Self.manifest(report)
        #expect(manifest.contains("#   C: pod ") && manifest.contains("name: netproof-c"), "\(manifest)")
        #expect(manifest.contains("C (pod netproof-c in one) connects to D (pod netproof-d in two) on TCP 80"))
    }

    @Test("names go on after Z, and leave out what stands in other rules, too")
    func manyNames() throws {
        let claim = try #require(
            Reading(
                """
                .decl b(p: pod)
                b(Z) :- Z.label["A1"] = "C".
                .invariant a
                violation(A) :- b(A).
                """
            ).claim)
        let names = claim.program.namesBesideRules(count: 26)
        #expect(names.prefix(3) == ["B", "D", "E"])
        #expect(names.suffix(3) == ["B1", "C1", "D1"])
    }

    @Test("values stand in facts as they stand in rules, and labels by the endpoint that has them")
    func values() throws {
        let (report, text) = try Self.written(
            """
            .decl taint(p: pod, port: port, tenant: string, by: proto)
            taint(P, 80, T, tcp) :- P.namespace.label["tenant"] = T.
            taint(Q, 80, T, tcp) :- taint(P, 80, T, tcp), connects(P, Q, tcp, 80).
            .invariant a
            violation(Q) :- taint(Q, 80, T, tcp), Q.namespace.label["tenant"] != T.
            """)
        let derivation = report.results[0].derivations[0]
        let facts = derivation.steps.map(\.fact)
        #expect(
            facts == [
                #"taint(A, 80, A.namespace.label["tenant"], tcp)"#, #"taint(B, 80, A.namespace.label["tenant"], tcp)"#,
                "violation(B)",
            ])
        #expect(text.contains("violation(B)  from " + facts[1]), "\(text)")
        #expect(derivation.steps.map(\.relation) == ["taint", "taint", "violation"])
    }

    @Test(
        "a connection is told of by what the rule asks, with what the policies of that end say",
        arguments: [
            ("connects(S, D, tcp, 80)", "A connects to B on TCP 80", ["egress", "ingress"]),
            ("not connects(S, D, tcp, 81)", "A cannot connect to B on TCP 81", ["egress", "ingress"]),
            ("ingress_allows(S, D, tcp, 80)", "ingress of B from A is allowed on TCP 80", ["ingress"]),
            ("not ingress_allows(S, D, tcp, 81)", "ingress of B from A is denied on TCP 81", ["ingress"]),
            ("egress_allows(S, D, tcp, 81)", "egress of A to B is allowed on TCP 81", ["egress"]),
            (
                "egress_allows(S, D, tcp, 81), not ingress_allows(S, D, tcp, 81), egress_allows(S, D, tcp, 81)",
                "egress of A to B is allowed on TCP 81, and ingress of B from A is denied on TCP 81",
                ["egress", "ingress"]
            ),
        ])
    func gates(body: String, words: String, ends: [String]) throws {
        let (report, text) = try Self.written(Self.claim(body))
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(lines.contains("hop       " + words), "\(text)")
        let finding = try Self.finding(report)
        for (end, policy) in [("egress", "out"), ("ingress", "in")] {
            let isAsked = ends.contains(end)
            #expect(lines.contains { $0.hasPrefix(end + "   ") } == isAsked, "\(text)")
            #expect(finding.policies.contains { $0.name == policy } == isAsked)
            #expect(isAsked || !finding.related.contains { $0.message.hasPrefix(end) })
        }
        let long = words.replacing("A ", with: "A (pod netproof-a in one) ")
            .replacing("B ", with: "B (pod netproof-b in two) ")
        let manifest = try Self.manifest(report)
        #expect(manifest.contains("#      " + long), "\(manifest)")
    }

    @Test("a chain is told with the lines behind every one of its connections")
    func everyHop() throws {
        let (report, _) = try Self.written(
            """
            .invariant a
            violation(Q) :- P.namespace.name = "one", Q.namespace.name = "two", R.namespace.name = "two", Q != R,
                connects(P, R, tcp, 80), connects(R, Q, tcp, 80).
            """)
        let finding = try Self.finding(report)
        // What lets the first connection out of its namespace, and both of them in.
        #expect(Set([finding.place.line] + finding.related.map(\.location.line)).isSuperset(of: [10, 15]))
        #expect(finding.place.line == 15)
    }

    @Test("a claim whose rules can never hold is put in words all the same")
    func nothing() throws {
        let rules =
            ".decl small(port: port)\nsmall(80).\n.invariant a\nviolation(P) :- pod(P), small(Port), Port > 100."
        let claim = try #require(Reading(rules).claim)
        #expect(Claim.derived(claim).inWords == "nothing derives a violation")
    }
}
