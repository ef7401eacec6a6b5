import Analyses
import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

@Suite("Suites of policy tests")
struct SuiteTests {
    private static let cluster = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: prod, labels: {env: prod}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: test, labels: {env: test}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: db, namespace: prod, labels: {app: db}}
        spec: {containers: [{name: db, image: db, ports: [{name: sql, containerPort: 3306}]}]}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: prod, labels: {app: web}}
        spec: {containers: [{name: web, image: web}]}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: db, namespace: prod}
        spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: test-never-reaches-db}
        spec:
          never:
            from: {namespaceSelector: {matchLabels: {env: test}}}
            to: {namespaces: [prod], podSelector: {matchLabels: {app: db}}}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: db-is-alone}
        spec:
          never:
            from: {namespaces: [prod]}
            to: {namespaces: [prod], podSelector: {matchLabels: {app: db}}}
            ports: [{port: 3306}]

        """

    private static func report(_ spec: String, filters: [String] = []) throws -> SuiteReport {
        try SampleSuite.report(spec, over: ["all.yaml": cluster], filters: filters)
    }

    private static func run(_ paths: [String]) throws -> SuiteReport { try SampleSuite.run(paths) }

    // MARK: Cases

    @Test("cases that are as expected pass, and the run has status 0")
    func passes() throws {
        let report = try Self.report(
            """
            invariants:
              - {name: test-never-reaches-db, verdict: proved}
              - name: db-is-alone
                verdict: refuted
                counterexample:
                  scope: listed
                  from: {namespace: prod, namespaceLabels: {env: prod}, labels: {app: web}}
                  to: {labels: {app: db}}
                  ports: [{port: 3306}]
                  policies: [prod/db]
            connections:
              - {from: prod/web, to: prod/db, port: sql, expect: allowed}
              - {from: 'test/[app=web]', to: prod/db, port: 3306/tcp, expect: denied}
            """)
        #expect(report.problems == [])
        #expect(report.cases.map(\.outcome) == [.passed, .passed, .passed, .passed])
        #expect(report.status == .proved)
    }

    @Test("a case that fails tells what was expected, what came, and why; the run has status 1")
    func fails() throws {
        let report = try Self.report(
            """
            invariants:
              - {name: test-never-reaches-db, verdict: refuted}
            connections:
              - {name: tests read, from: 'test/[app=web]', to: prod/db, port: 3306, expect: allowed}
            """)
        let failures = report.cases.compactMap { item in
            if case .failed(let failure) = item.outcome { failure } else { nil }
        }
        #expect(failures.map(\.expected) == ["refuted", "allowed"])
        #expect(failures.map(\.got) == ["proved", "denied"])
        #expect(failures[1].details.contains { $0.contains("prod/db") })
        #expect(report.cases.map(\.location.line) == [7, 9])
        #expect(report.status == .refuted)
    }

    @Test(
        "a counterexample that lacks what is expected of it fails the case",
        arguments: [
            ("{from: {namespace: test}}", "the source is in namespace prod"),
            ("{from: {labels: {app: cache}}}", "the source has app=web"),
            ("{from: {external: true}}", "the source is a pod"),
            ("{to: {namespaceLabels: {env: test}}}", "the namespace of the destination has env=prod"),
            ("{ports: [{port: 80}]}", "it is on TCP 3306"), ("{scope: future}", "it is in listed namespaces"),
        ])
    func counterexamples(_ expected: String, _ objection: String) throws {
        let report = try Self.report("invariants: [{name: db-is-alone, verdict: refuted, counterexample: \(expected)}]")
        #expect(report.problems == [])
        guard case .failed(let failure) = report.cases[0].outcome else {
            Issue.record("the case passed")
            return
        }
        #expect(failure.got.contains(objection))
    }

    @Test("only cases that a filter names are run; none at all has status 4")
    func filters() throws {
        let spec = """
            invariants:
              - {name: test-never-reaches-db, verdict: proved}
              - {name: db-is-alone, verdict: proved}
            """
        #expect(try Self.report(spec, filters: ["never"]).cases.map(\.name) == ["test-never-reaches-db"])
        #expect(try Self.report(spec, filters: ["sample: db", "never"]).cases.count == 2)
        let none = try Self.report(spec, filters: ["other"])
        #expect(none.status == .vacuous)
        #expect(TextFormat().text(none, Self.options) == "no tests found\n")
    }

    @Test("a directory without suites has status 4")
    func nothing() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("all.yaml", Self.cluster)
        #expect(try Self.run([path]).status == .vacuous)
        let empty = try TemporaryFolder()
        #expect(try Self.run([empty.url.path()]).status == .vacuous)
    }

    // MARK: Errors

    @Test(
        "what cannot be meant is an error with its line, and no case passes",
        arguments: [
            (
                "invariants: [{name: test-never-reach-db, verdict: proved}]", "unknown-invariant",
                "test-never-reaches-db"
            ),
            ("invariants: [{name: db-is-alone, verdict: prooved}]", "choice", "proved"),
            ("invariants: [{name: db-is-alone, verdit: proved}]", "unknown-field", "verdict"),
            ("invarients: [{name: db-is-alone, verdict: proved}]", "unknown-field", "invariants"),
            ("invariants: []", "empty-list", nil), ("description: nothing", "unknown-field", nil),
            ("maxCounterexamples: 3", "empty-suite", nil),
            ("invariants: [{name: db-is-alone, verdict: proved, counterexample: {scope: listed}}]", "suite", nil),
            ("invariants: [{name: db-is-alone, verdict: refuted, counterexample: {}}]", "suite", nil),
            ("invariants: [{name: db-is-alone, verdict: refuted, counterexample: {from: {}}}]", "suite", nil),
            (
                "invariants: [{name: db-is-alone, verdict: refuted, counterexample: {policies: [prod/bd]}}]",
                "unknown-policy", "prod/db"
            ),
            (
                "invariants: [{name: db-is-alone, verdict: refuted, counterexample: {ports: [{port: sql}]}}]", "suite",
                nil
            ),
            (
                "connections: [{from: prod/web, to: prod/bd, port: 3306, expect: allowed}]", "flow-unknown-name",
                "prod/db"
            ),
            ("connections: [{from: prod/web, to: prod/db, port: 0, expect: allowed}]", "flow-port", nil),
            ("connections: [{from: prod/web, to: prod/db, port: 80, expect: maybe}]", "choice", nil),
            ("connections: [{from: prod/web, to: prod/db, port: 80}]", "required", nil),
        ] as [(String, String, String?)])
    func errors(_ spec: String, _ id: String, _ suggestion: String?) throws {
        let report = try Self.report(spec)
        let errors = report.problems.filter { $0.severity == .error }
        #expect(
            errors.contains { $0.id == id && ($0.location?.line ?? 0) > 0 }, "\(errors.map { ($0.id, $0.message) })")
        if let suggestion {
            #expect(errors.contains { $0.suggestion?.contains(suggestion) ?? false }, "\(errors)")
        }
        #expect(report.status == .failed)
        #expect(!report.cases.contains { $0.outcome == .passed })
    }

    @Test("manifests that cannot be used are an error of their suite; others are run")
    func refusedManifests() throws {
        let folder = try TemporaryFolder()
        try folder.write("good.yaml", Self.cluster)
        func suite(_ name: String, _ file: String) -> String {
            """
            apiVersion: netproof.dev/v1alpha1
            kind: Suite
            metadata: {name: \(name)}
            spec: {manifests: [\(file)], invariants: [{name: test-never-reaches-db, verdict: proved}]}
            ---

            """
        }
        let path = try folder.write("suite.yml", suite("first", "missing.yaml") + suite("second", "good.yaml"))
        let report = try Self.run([path])
        #expect(report.cases.map(\.outcome) == [.undecided, .passed])
        #expect(report.status == .failed)
    }

    // MARK: Formats

    private static let options = ReportOptions(toolVersion: "0.0.0", workingDirectory: "/")

    private static func mixed() throws -> SuiteReport {
        var report = try Self.report(
            """
            invariants:
              - {name: test-never-reaches-db, verdict: proved}
              - {name: db-is-alone, verdict: proved}
            connections:
              - {name: "]]> <b> ::error::", from: prod/web, to: prod/db, port: sql, expect: denied}
            """)
        var refused = report.suites[0]
        refused.diagnostics = [Diagnostic("path", at: SourceLocation(file: "x.yaml", line: 1), "no such file")]
        for number in refused.cases.indices { refused.cases[number].outcome = .undecided }
        report.suites.append(refused)
        return report
    }

    @Test("JUnit counts failures, and input that cannot be used as errors")
    func junit() throws {
        let text = JUnitFormat().text(try Self.mixed(), Self.options)
        #expect(text.contains("tests=\"6\" failures=\"2\" errors=\"3\""))
        #expect(text.contains("expected proved, got refuted"))
        #expect(!text.contains("]]>"))
        #expect(try SchemaJudge.fault(ofXML: text) ?? "" == "")
    }

    @Test("the JSON is as its schema says")
    func json() throws {
        #expect(try SchemaJudge.fault(of: try Self.mixed().json.document, schema: "test") ?? "" == "")
        #expect(try SchemaJudge.fault(of: try Self.run(["/dev/null"]).json.document, schema: "test") ?? "" == "")
    }

    @Test("the text tells each case")
    func text() throws {
        let text = TextFormat().text(try Self.mixed(), Self.options)
        #expect(text.contains("  passed  test-never-reaches-db\n"))
        #expect(text.contains("  failed  db-is-alone"))
        #expect(text.contains("          expected proved\n          got      refuted\n"))
        #expect(text.contains("  not decided  db-is-alone\n"))
        #expect(text.contains("1 passed, 2 failed, 3 not decided, in 2 suites"))
    }

    // MARK: Examples

    @Test("the suite of the examples passes, and obeys its schema")
    func examples() throws {
        let report = try Self.run([packageRoot.appending(path: "examples/article").path()])
        #expect(report.problems.filter { $0.severity == .error } == [])
        #expect(report.suites.count == 2)
        #expect(report.status == .proved)
    }
}
