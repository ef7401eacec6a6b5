import Analyses
import Diagnostics
import Reports
import TestSupport
import Testing

@Suite("Which assumptions carry which proofs")
struct UniverseCheckTests {
    /// Red lets in what says that it is critical; blue lets in what is owned by red.
    private static let cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: red, labels: {env: prod}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: red}
        spec: {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {critical: "true"}}}]}]}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: test-stays-out}
        spec: {never: {from: {namespaceSelector: {matchLabels: {env: test}}}, to: {namespaces: [red]}}}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: plain-stays-out}
        spec: {never: {from: {namespaceSelector: {matchLabels: {critical: "false"}}}, to: {namespaces: [red]}}}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: sample}
        spec: 
        """

    private func report(_ spec: String, rules: String = "") throws -> UniverseCheckReport {
        let folder = try TemporaryFolder()
        let paths = [
            try folder.write("cluster.yaml", Self.cluster + spec + "\n"), try folder.write("rules.dl", rules),
        ]
        var diagnostics = Diagnostics()
        let check = UniverseCheck(solver: SolverDescription(version: "0"))
        let report = try check.run(InputRequest(paths: paths), into: &diagnostics) { _ in }
        return try #require(report, "\(diagnostics.sorted.map(\.text))")
    }

    private static let carrying =
        "{name: critical-is-prod, if: {matchLabels: {critical: 'true'}}, then: {matchLabels: {env: prod}}}"

    @Test("a rule without which a claim is refuted carries its proof, and one that no proof names is unused")
    func carryingAndUnused() throws {
        let report = try report("{namespaces: {labels: {owner: {required: true}}, implications: [\(Self.carrying)]}}")
        #expect(
            report.assumptions.map(\.name) == [
                "namespaces.labels.owner.required", "namespaces.implications.critical-is-prod",
            ])
        #expect(report.unused.map(\.name) == ["namespaces.labels.owner.required"])
        #expect(report.assumptions[1].uses == [.init("test-stays-out", .listed)])
        #expect(report.assumptions[1].fallsWithout == [.init(.init("test-stays-out", .listed), becomes: .refuted)])
    }

    @Test("of two rules that do the same, a proof may name one and falls without neither")
    func alternatives() throws {
        let second = Self.carrying.replacing("critical-is-prod", with: "again")
        let report = try report("{namespaces: {implications: [\(Self.carrying), \(second)]}}")
        #expect(report.assumptions.count { !$0.uses.isEmpty } == 1)
        #expect(report.assumptions.flatMap(\.fallsWithout) == [])
        #expect(report.unused.count == 1)
    }

    @Test("a proof by recursive rules names the assumptions that carry it, and no others")
    func rules() throws {
        let report = try report(
            "{namespaces: {labels: {owner: {required: true}}, implications: [\(Self.carrying)]}}",
            rules: """
                .decl foothold(p: pod)
                foothold(P) :- P.namespace.label["env"] = "test".
                foothold(Q) :- foothold(P), connects(P, Q, tcp, 22), Q.namespace.label["env"] = "test".
                .invariant red_is_out_of_reach
                violation(Q) :- foothold(P), connects(P, Q, tcp, 22), Q.namespace.name = "red".
                """)
        #expect(report.unused.map(\.name) == ["namespaces.labels.owner.required"])
        let carrying = try #require(report.assumptions.last)
        #expect(carrying.uses.contains(.init("red_is_out_of_reach", .listed)))
        #expect(carrying.fallsWithout.contains(.init(.init("red_is_out_of_reach", .listed), becomes: .refuted)))
    }

    @Test("an immutable label carries the proof of what may be relabelled otherwise")
    func immutable() throws {
        let report = try report(
            "{namespaces: {exist: listed, relabel: ['*'], labels: {env: {immutable: true}, critical: {values: ['false']}}}}"
        )
        let immutable = try #require(report.assumptions.first { $0.name == "namespaces.labels.env.immutable" })
        for use in immutable.uses { #expect(report.proofs.contains(use)) }
        #expect(report.assumptions.map(\.name).contains("namespaces.labels.critical.values"))
    }

    @Test("the report as JSON has the published shape")
    func json() throws {
        let report = try report("{namespaces: {labels: {owner: {required: true}}, implications: [\(Self.carrying)]}}")
        #expect(try SchemaJudge.fault(of: report.json.document, schema: "universe-check") ?? "" == "")
        let refusal = RefusedInput(diagnostics: [Diagnostic("x", at: nil, "y")]).json(of: .universeCheck).document
        #expect(try SchemaJudge.fault(of: refusal, schema: "universe-check") ?? "" == "")
    }

    @Test("every format tells of rules that no proof uses, as notes")
    func formats() throws {
        let report = try report("{namespaces: {labels: {owner: {required: true}}, implications: [\(Self.carrying)]}}")
        let options = ReportOptions(command: .universeCheck, toolVersion: "0.0.0", workingDirectory: "/")
        for format in ReportFormats.all where format.name != "json" {
            #expect(format.text(report, options).contains("namespaces.labels.owner.required"), "\(format.name)")
        }
        let unused = report.findingReport(options).findings.filter { $0.kind == .unused }
        #expect(unused.map(\.level) == [.note])
    }

    @Test("the report for people names what carries, what is used and what is not")
    func text() throws {
        let report = try report("{namespaces: {labels: {owner: {required: true}}, implications: [\(Self.carrying)]}}")
        let text = UniverseCheckText().text(report)
        #expect(text.contains("  carries test-stays-out; without it: refuted\n"))
        #expect(text.contains("no proof uses\n  namespaces.labels.owner.required\n"))
        #expect(text.hasSuffix("2 assumptions about labels: 1 carries a proof, 1 unused\n"))
    }
}
