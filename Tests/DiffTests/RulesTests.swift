import Analyses
import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

@Suite("Invariants of rules beside a difference")
struct RulesTests {
    private static let rules = """
        .decl foothold(p: pod)
        foothold(P) :- P.namespace.label["env"] = "test".
        foothold(Q) :- foothold(P), connects(P, Q, tcp, _).
        .invariant shop_is_out_of_reach severity critical
        violation(P) :- foothold(P), P.namespace.name = "shop".
        """
    private static let universe = """
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: closed}
        spec: {namespaces: {exist: listed}}
        ---

        """
    private static let closed = Compared.namespaces + universe + Compared.policy("{podSelector: {}, ingress: []}")
    private static let opened =
        Compared.namespaces + universe + Compared.policy("{podSelector: {}, ingress: [{ports: [{port: 80}]}]}")

    private func verdicts(_ report: DiffReport) -> [String] {
        report.invariants.map { "\($0.name) \($0.base) \($0.head)" }
    }

    @Test("a file of rules among the Specs is decided in both revisions")
    func specs() throws {
        let folder = try TemporaryFolder()
        let base = try folder.write("base/all.yaml", Self.closed)
        let head = try folder.write("head/all.yaml", Self.opened)
        try folder.write("specs/rules.dl", Self.rules)
        let request = DiffRequest(base: base, head: head, specPaths: [folder.path("specs")])
        let report = try Compared.report(request)
        #expect(verdicts(report) == ["shop_is_out_of_reach proved refuted"])
        #expect(report.diagnostics.isEmpty)
        let text = JudgedDiff(report, failingOn: .opened).text(
            ReportOptions(toolVersion: "0.0.0", workingDirectory: "/"))
        #expect(text.contains("shop_is_out_of_reach"))
        let back = try Compared.report(DiffRequest(base: head, head: base, specPaths: [folder.path("specs")]))
        #expect(verdicts(back) == ["shop_is_out_of_reach refuted proved"])
    }

    @Test("rules of the head are read from git as from a directory, and hold for both revisions")
    func git() throws {
        let folder = try TemporaryFolder()
        try folder.git("init", "-q", "-b", "main")
        try folder.write("deploy/all.yaml", Self.closed)
        try folder.git("add", "-A")
        try folder.git("commit", "-q", "-m", "closed")
        try folder.git("checkout", "-q", "-b", "change")
        try folder.write("deploy/all.yaml", Self.opened)
        try folder.write("deploy/rules.dl", Self.rules)
        try folder.git("add", "-A")
        try folder.git("commit", "-q", "-m", "opened")
        let report = try Compared.report(
            DiffRequest(base: "git:main:deploy", head: "git:change:deploy", directory: folder.url.path()))
        #expect(verdicts(report) == ["shop_is_out_of_reach proved refuted"])
        #expect(report.invariants[0].source.file == "change:deploy/rules.dl")
    }

    @Test("an error in rules refuses the comparison, as one in any Specs does")
    func errors() throws {
        let folder = try TemporaryFolder()
        let base = try folder.write("base/all.yaml", Self.closed)
        try folder.write("head/all.yaml", Self.opened)
        try folder.write("head/rules.dl", Self.rules + "\nnothing(P) :- P.listed.")
        #expect(throws: Compared.Refused.self) {
            try Compared.report(DiffRequest(base: base, head: folder.path("head")))
        }
    }
}
