import Foundation
import TestSupport
import Testing

struct VerdictTests {
    private let isolated = Samples.namespaces + Samples.denyAll

    @Test("Proved is 0, refuted is 1")
    func settled() throws {
        let proved = try Command.run("verify", "-", input: isolated + Samples.invariant("closed"))
        #expect(proved.status == 0)
        #expect(proved.output.contains("rests on  prod/deny-all  <stdin>:"))
        let refuted = try Command.run("verify", "-", input: Samples.open)
        #expect(refuted.status == 1)
        #expect(refuted.output.contains("counterexample: connects on TCP 3306"))
    }

    @Test("Where the solver may do nothing, nothing is proved: undecided is 3")
    func undecided() throws {
        let result = try Command.run(
            "verify", "examples/article/fixed", "--invariant", "everyone-reaches-dns", "--rlimit", "1")
        #expect(result.status == 3)
        #expect(result.output.contains("0 proved, 0 refuted, 1 undecided, 0 vacuous"))
    }

    @Test("A claim that nothing can meet is 4, beside a proof too")
    func vacuous() throws {
        let nothing = Samples.invariant("nothing").replacing(
            "{matchLabels: {env: test}}",
            with: "{matchExpressions: [{key: env, operator: Exists}, {key: env, operator: DoesNotExist}]}")
        let input = isolated + Samples.invariant("closed") + nothing
        let result = try Command.run("verify", "-", input: input)
        #expect(result.status == 4)
        #expect(result.output.contains("1 proved, 0 refuted, 0 undecided, 1 vacuous"))
        #expect(try Command.run("verify", "-", "--allow-vacuous", input: input).status == 0)
    }

    @Test("A misspelt label is proved with a warning, and 4 with --strict")
    func strict() throws {
        let input = isolated + Samples.invariant("misspelt", from: "tset")
        let result = try Command.run("verify", "-", input: input)
        #expect(result.status == 0)
        #expect(result.output.contains("did you mean `test`?"))
        #expect(try Command.run("verify", "-", "--strict", input: input).status == 4)
    }

    @Test("So is a misspelt label in rules, and 4 with --strict")
    func strictRules() throws {
        let folder = try TemporaryFolder()
        for (label, status) in [("test", 0), ("tset", 4)] as [(String, Int32)] {
            let rules = """
                .invariant no_way_in
                violation(P, Q) :- P.namespace.label["env"] = "\(label)", Q.namespace.name = "prod",
                    connects(P, Q, _, _).
                """
            let file = try folder.write("\(label).dl", rules)
            #expect(try Command.run("verify", "-", file, input: isolated).status == 0)
            let result = try Command.run("verify", "-", file, "--strict", input: isolated)
            #expect(result.status == status, "\(result.output)")
            #expect(result.output.contains("did you mean `test`?") == (status == 4), "\(result.output)")
        }
    }

    @Test("--invariant decides that one alone")
    func selection() throws {
        let input = Samples.open + Samples.invariant("other")
        let result = try Command.run("verify", "-", "--invariant", "other", input: input)
        #expect(result.output.contains("other"))
        #expect(!result.output.contains("open"))
    }

    @Test("A gap is reported and does not count, unless the universe says that it does")
    func gap() throws {
        let claim = Samples.invariant("to-prod").replacing(
            "{namespaces: [prod]}", with: "{namespaceSelector: {matchLabels: {env: prod}}}")
        let reported = try Command.run("verify", "-", input: isolated + claim)
        #expect(reported.status == 0)
        #expect(reported.output.contains("1 gap in namespaces yet to be created"))
        let universe = """
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: u}
            spec: {namespaces: {future: fail}}

            """
        let counted = try Command.run("verify", "-", input: isolated + claim + universe)
        #expect(counted.status == 1)
        #expect(counted.output.contains("yet to be created"))
    }

    @Test("The JSON report keeps its schema")
    func schema() throws {
        let check = """
            import json, sys
            try:
                import jsonschema
            except ImportError:
                sys.exit(77)
            jsonschema.validate(json.load(sys.stdin), json.load(open("schemas/report.schema.json")))
            """
        for path in ["examples/article/broken", "examples/article/fixed", "/nonexistent"] {
            let result = try Command.bash(
                "\"$netproof\" verify --format json \(path) 2>/dev/null | python3 -c '\(check)'")
            guard result.status != 77, result.status != 127 else {
                print("skipped: python3 with jsonschema is not installed")
                return
            }
            #expect(result.status == 0, "\(path): \(result.errors)")
        }
    }
}

struct TraceSchemaTests {
    private static let check = """
        import json, sys
        try:
            import jsonschema
        except ImportError:
            sys.exit(77)
        schema = json.load(open("schemas/trace.schema.json"))
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.Draft202012Validator(schema).validate(json.load(sys.stdin))
        """

    /// Keeps a document to the schema; nil where nobody can judge.
    private func keepsSchema(_ document: String) throws -> Bool? {
        let folder = try TemporaryFolder()
        let file = try folder.write("trace.json", document)
        let result = try Command.bash("python3 -c '\(Self.check)' < '\(file)'")
        guard result.status != 77, result.status != 127 else {
            print("skipped: python3 with jsonschema is not installed")
            return nil
        }
        return result.status == 0
    }

    @Test("Answers of trace, of every verdict, keep the published schema; so does a refusal")
    func schema() throws {
        let flows = """
            from,to,protocol,port,expected
            test/shop,prod/mysql,TCP,3306,denied
            prod/shop,prod/mysql,tcp,mysql,
            prod/shop,prod/shop,TCP,80,allowed
            203.0.113.7,prod/mysql,UDP,53,
            test/[],203.0.113.7,TCP,443,allowed
            nowhere/x,prod/mysql,TCP,3306,

            """
        let unknown =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: nowhere}\n"
            + "spec: {containers: [{name: c, image: i}]}\n"
        let folder = try TemporaryFolder()
        let file = try folder.write("flows.csv", flows)
        let answers = try Command.run(
            "trace", "examples/article/broken", "-", "--flows", file, "--format", "json", input: unknown)
        #expect(answers.status == 1)
        for verdict in ["allowed", "denied", "undecided"] {
            #expect(answers.output.contains("\"verdict\": \"\(verdict)\""))
        }
        #expect(try keepsSchema(answers.output) != false)

        let refusal = try Command.run("trace", "/nonexistent", "--flows", file, "--format", "json")
        #expect(refusal.status == 2)
        #expect(refusal.output.contains("netproof.dev/trace/v1alpha1"))
        #expect(try keepsSchema(refusal.output) != false)
        #expect(try keepsSchema("{\"version\": \"netproof.dev/trace/v1alpha1\"}") != true)
        #expect(try keepsSchema(answers.output.replacing("\"allowed\"", with: "\"maybe\"")) != true)
    }
}

struct CounterexampleTests {
    @Test("A counterexample that is applied leaks: trace finds the connection between its pods")
    func applied() throws {
        let folder = try TemporaryFolder()
        let cluster = Samples.namespaces
        let claim = Samples.invariant("from-elsewhere").replacing(
            "{namespaceSelector: {matchLabels: {env: test}}}", with: "{namespaceSelector: {matchLabels: {env: dev}}}")
        let file = try folder.write("cluster.yaml", cluster)
        let directory = folder.url.appending(path: "leaks").path()
        let result = try Command.run("verify", file, "-", "--counterexamples", directory, input: claim)
        #expect(result.status == 1)
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory) == ["from-elsewhere-1.yaml"])

        let text = try folder.text(of: "leaks/from-elsewhere-1.yaml")
        #expect(text.contains("kind: Namespace"))
        let namespace = try #require(text.firstMatch(of: #/kind: Namespace\nmetadata:\n  name: "([^"]+)"/#)?.1)
        let trace = try Command.run(
            "trace", file, directory, "--from", "\(namespace)/netproof-from", "--to", "prod/netproof-to",
            "--port", "3306/tcp")
        #expect(trace.status == 0)
        #expect(trace.output.contains("allowed"))
    }

    @Test("Every counterexample of the examples, applied to its cluster, does what the report says")
    func examples() throws {
        var applied = 0
        for example in ["examples/article/broken", "examples/article/fixed", "examples/tenants"] {
            let folder = try TemporaryFolder()
            let directory = folder.url.appending(path: "found").path()
            try Command.run("verify", example, "--counterexamples", directory)
            for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() {
                let text = try folder.text(of: "found/" + name)
                guard let from = pod("netproof-from", in: text), let to = pod("netproof-to", in: text),
                    let target = text.firstMatch(of: #/--protocol (\w+) .*:(\d+)\n/#)
                else { continue }
                let trace = try Command.run(
                    "trace", example, directory + "/" + name, "--from", from, "--to", to, "--port",
                    "\(target.2)/\(target.1)")
                applied += 1
                let expected = text.contains("# It connects.") ? "allowed" : "denied"
                #expect(trace.output.hasPrefix(expected), "\(example) \(name): \(trace.output) \(trace.errors)")
            }
        }
        #expect(applied >= 10, "only \(applied) could be applied")
    }

    /// The name of a pod that a file makes, with its namespace.
    private func pod(_ name: String, in text: String) -> String? {
        text.firstMatch(of: try! Regex("name: \(name)\n  namespace: \"([^\"]+)\""))  // a literal that parses
            .flatMap { $0.output[1].substring.map { "\($0)/\(name)" } }
    }

    @Test("A folder that cannot be made is a failure, and not a verdict")
    func unwritable() throws {
        let result = try Command.run("verify", "-", "--counterexamples", "/nonexistent/leaks", input: Samples.open)
        #expect(result.status == 2)
    }
}
