import Foundation
import TestSupport
import Testing

/// A cluster that is far from clean, adopted with what is known of it.
struct BaselineTests {
    private static let namespaces = ["prod", "stage", "test", "dev"].map { name in
        "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: {env: \(name), tier: t}}\n"
    }.joined()

    /// Nothing from test or dev reaches prod or stage.
    private static let closed = """
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: closed}
        spec:
          never:
            from: {namespaceSelector: {matchExpressions: [{key: env, operator: In, values: [test, dev]}]}}
            to: {namespaceSelector: {matchExpressions: [{key: env, operator: In, values: [prod, stage]}]}}

        """

    private func policy(_ namespace: String, _ spec: String, name: String = "p") -> String {
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)

        """
    }

    private func peer(_ env: String) -> String { "{namespaceSelector: {matchLabels: {env: \(env)}}}" }

    private var stageClosed: String { policy("stage", "{podSelector: {}, policyTypes: [Ingress]}") }

    /// `prod` is open to `test` by a rule on one port.
    private func prod(_ peers: String, ports: String = "{port: 80}", more: String = "") -> String {
        policy("prod", "{podSelector: {}, ingress: [{from: [\(peers)], ports: [\(ports)]}\(more)]}")
    }

    private func run(_ line: String, _ folder: TemporaryFolder) throws -> Command.Result {
        try Command.bash("cd '\(folder.url.path())' && \"$netproof\" \(line)")
    }

    private func folder(_ policies: String...) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try change(folder, policies.joined())
        return folder
    }

    private func change(_ folder: TemporaryFolder, _ policies: String) throws {
        try folder.write("cluster.yaml", Self.namespaces + Self.closed + policies)
    }

    private func written(_ policies: String...) throws -> TemporaryFolder {
        let folder = try folder(policies.joined())
        let result = try run("baseline write cluster.yaml", folder)
        #expect(result.status == 0, "\(result.errors)")
        return folder
    }

    @Test("What is known does not fail, and the same cluster has nothing new")
    func known() throws {
        let folder = try written(prod(peer("test")), stageClosed)
        #expect(try run("verify cluster.yaml", folder).status == 1)
        let check = try run("baseline check cluster.yaml", folder)
        #expect(check.status == 0, "\(check.output)")
        #expect(check.output.contains("refuted    closed  [medium, known]"))
        #expect(check.output.contains("1 finding in the baseline"))
        #expect(try run("verify cluster.yaml --baseline netproof-baseline.yaml", folder).status == 0)
        for format in ["json", "sarif", "junit", "github", "gitlab", "markdown", "policyreport"] {
            #expect(try run("baseline check cluster.yaml --format \(format)", folder).status == 0)
        }
        #expect(try run("baseline check cluster.yaml --format sarif", folder).output.contains("known in the baseline"))
        #expect(try run("baseline check cluster.yaml --format junit", folder).output.contains("<skipped"))
    }

    @Test(
        "A finding behind a known one is new",
        arguments: [
            "another peer of the same rule", "another port of the same rule", "a wider peer", "a wider range of ports",
            "another rule", "another policy", "another namespace without policies", "a source that was closed",
        ])
    func new(_ change: String) throws {
        let closedDev = policy("dev", "{podSelector: {}, policyTypes: [Egress]}")
        let folder = try written(prod(peer("test")), stageClosed, closedDev)
        let wide = "{namespaceSelector: {matchExpressions: [{key: env, operator: In, values: [test, dev]}]}}"
        let policies =
            switch change {
            case "a wider peer": prod(wide) + stageClosed
            case "a wider range of ports": prod(peer("test"), ports: "{port: 80, endPort: 81}") + stageClosed
            case "a source that was closed": prod("{namespaceSelector: {}}") + stageClosed
            case "another peer of the same rule": prod(peer("test") + ", " + peer("dev")) + stageClosed
            case "another port of the same rule": prod(peer("test"), ports: "{port: 80}, {port: 443}") + stageClosed
            case "another rule":
                prod(peer("test"), more: ", {from: [\(peer("dev"))]}") + stageClosed
            case "another policy":
                prod(peer("test")) + stageClosed + policy("prod", "{podSelector: {}, ingress: [{}]}", name: "q")
            default: prod(peer("test"))
            }
        if change == "a source that was closed" {
            try self.change(folder, policies + closedDev)
            #expect(try run("baseline write cluster.yaml", folder).status == 0)
            #expect(try run("baseline check cluster.yaml", folder).status == 0)
        }
        try self.change(folder, policies)
        let check = try run("baseline check cluster.yaml", folder)
        #expect(check.status == 1, "\(change): \(check.output)")
        #expect(check.output.contains("counterexample: connects on"))
    }

    @Test("Where nobody wrote policies, each protected namespace is a finding of its own")
    func openNamespaces() throws {
        let folder = try written(stageClosed)
        #expect(try run("baseline check cluster.yaml", folder).status == 0)
        try change(folder, "")
        #expect(try run("baseline check cluster.yaml", folder).status == 1)
    }

    @Test("What has nothing to do with a known finding leaves it known: moved lines, other policies, other namespaces")
    func stable() throws {
        let folder = try written(prod(peer("test")), stageClosed)
        let more =
            "# a comment\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: another, labels: {env: test, x: z}}\n"
            + policy("test", "{podSelector: {}, policyTypes: [Ingress]}")
        try change(folder, more + stageClosed + prod(peer("test")))
        let check = try run("baseline check cluster.yaml", folder)
        #expect(check.status == 0, "\(check.output)")
    }

    @Test("A finding that is gone is told, so that the file shrinks, and writing takes it out")
    func gone() throws {
        let folder = try written(prod(peer("test")), stageClosed)
        try change(folder, stageClosed + policy("prod", "{podSelector: {}, policyTypes: [Ingress]}"))
        let check = try run("baseline check cluster.yaml", folder)
        #expect(check.status == 0)
        #expect(
            check.errors.hasPrefix("netproof-baseline.yaml:5:5: warning: a known finding is gone: connections from"))
        let write = try run("baseline write cluster.yaml", folder)
        #expect(write.output == "0 known findings in netproof-baseline.yaml: 0 added, 1 taken out\n")
        #expect(try folder.text(of: "netproof-baseline.yaml").hasSuffix("kind: Baseline\nfindings: []\n"))
    }

    @Test("The file is the same however often it is written, and keeps its schema")
    func file() throws {
        let folder = try written(prod(peer("test") + ", " + peer("dev")), "")
        let first = try folder.text(of: "netproof-baseline.yaml")
        #expect(try run("baseline write cluster.yaml", folder).output.contains(": 0 added, 0 taken out"))
        #expect(try folder.text(of: "netproof-baseline.yaml") == first)
        #expect(first.contains("    invariant: \"closed\"\n    kind: refuted\n    headline: \"connections from "))
        let check = """
            import json, sys
            try:
                import jsonschema, yaml
            except ImportError:
                sys.exit(77)
            schema = json.load(open("schemas/netproof.dev_baseline_v1alpha1.json"))
            jsonschema.validate(yaml.safe_load(sys.stdin), schema)
            """
        let result = try Command.bash("python3 -c '\(check)' < '\(folder.url.path())/netproof-baseline.yaml'")
        #expect([0, 77, 127].contains(result.status), "\(result.errors)")
    }

    @Test("A faulty baseline is bad input, and so is none at all where one is asked for")
    func faulty() throws {
        let folder = try folder(stageClosed)
        #expect(try run("baseline check cluster.yaml", folder).status == 2)
        let header = "apiVersion: netproof.dev/v1alpha1\nkind: Baseline\nfindings:\n"
        let digits = String(repeating: "0", count: 32)
        func entry(_ more: String = "", kind: String = "refuted") -> String {
            header + "- {fingerprint: \"\(digits)\", invariant: i, kind: \(kind), headline: h\(more)}\n"
        }
        for (text, message) in [
            (entry().replacing(digits, with: "x"), "expected 32 hexadecimal digits"),
            (entry() + entry().dropFirst(header.count), "stands here again"), (entry(kind: "gap"), "`gap`"),
            (entry().replacing("headline", with: "headlin"), "did you mean `headline`?"), ("", "the file is empty"),
            (entry(", from: {pod: true}"), "the entry does not say what it covers"),
            (entry(", claim: never, from: {pod: true}, to: {pod: true, external: true}"), "holds 2 conditions"),
            (entry(", claim: never, from: {pod: true}, to: {pod: false}"), "expected `true`"),
            (entry(", claim: never, from: {pod: true}, to: {pods: true}"), "unknown field `pods`"),
            (entry(", claim: never, from: {pod: true}, to: {pod: true}"), "does not cover what it did"),
            (entry(", from: {pod: true}, to: {pod: true}"), "claim` is missing"),
        ] {
            try folder.write("netproof-baseline.yaml", String(text))
            let result = try run("verify cluster.yaml --baseline netproof-baseline.yaml", folder)
            #expect(result.status == 2, "\(text)")
            #expect(result.errors.contains(message), "\(result.errors)")
        }
        try folder.write("netproof-baseline.yaml", entry())
        #expect(try run("baseline check cluster.yaml", folder).errors.contains("a known finding is gone: h"))
    }

    @Test("An entry that is widened by hand is refused: it would hide what is new")
    func widened() throws {
        let folder = try written(prod(peer("test")), stageClosed)
        let text = try folder.text(of: "netproof-baseline.yaml")
        for (old, new) in [("\"port\": 80", "\"port\": 81"), ("scope: listed", "scope: future"), ("test", "dev")] {
            #expect(text.contains(old))
            try folder.write("netproof-baseline.yaml", text.replacing(old, with: new))
            let result = try run("baseline check cluster.yaml", folder)
            #expect(result.status == 2, "\(old)")
        }
    }

    @Test("Of an invariant that says something else than when the file was written, no more is known than was broken")
    func changedInvariant() throws {
        let folder = try written(stageClosed)
        func check(_ old: String, _ new: String) throws -> Command.Result {
            let text = Self.namespaces + Self.closed.replacing(old, with: new) + stageClosed
            try folder.write("cluster.yaml", text)
            return try run("baseline check cluster.yaml", folder)
        }
        #expect(try check("values: [test, dev]", "values: [test]").status == 0)
        #expect(try check("values: [test, dev]", "values: [test, dev, stage]").status == 1)
        #expect(try check("  never:", "  protect: from\n  never:").status == 1)
    }

    @Test(
        "Each kind of claim can be known, and a violation of it that is new fails",
        arguments: ["only", "always", "isolated"])
    func claims(_ kind: String) throws {
        let claim =
            switch kind {
            case "only": "only: {from: {namespaces: [stage]}, to: {namespaces: [prod]}}"
            case "always":
                "always: {from: {namespaces: [stage]}, to: {namespaces: [prod]}, ports: [{port: 53}, {port: 80}]}"
            default: "isolated: {pods: {namespaces: [prod]}}"
            }
        let invariant =
            "---\napiVersion: netproof.dev/v1alpha1\nkind: Invariant\nmetadata: {name: i}\nspec:\n  \(claim)\n"
        let folder = try TemporaryFolder()
        func change(_ policies: String) throws {
            try folder.write("cluster.yaml", Self.namespaces + invariant + policies)
        }
        func policy(_ spec: String) -> String { self.policy("prod", spec) }
        let egress = self.policy("prod", "{podSelector: {matchLabels: {a: b}}, policyTypes: [Egress]}", name: "e")
        let before =
            switch kind {
            case "only": policy("{podSelector: {}, ingress: [{from: [\(peer("test"))]}]}")
            case "always": policy("{podSelector: {}, ingress: [{from: [\(peer("stage"))], ports: [{port: 80}]}]}")
            default: policy("{podSelector: {}, policyTypes: [Ingress]}") + egress
            }
        try change(before)
        #expect(try run("verify cluster.yaml", folder).status == 1)
        #expect(try run("baseline write cluster.yaml", folder).status == 0)
        let check = try run("baseline check cluster.yaml", folder)
        #expect(check.status == 0, "\(check.output)\(check.errors)")
        #expect(!check.errors.contains("is gone"))
        let after =
            switch kind {
            case "only": policy("{podSelector: {}, ingress: [{from: [\(peer("test")), \(peer("dev"))]}]}")
            case "always": policy("{podSelector: {}, ingress: [{from: [\(peer("stage"))], ports: [{port: 81}]}]}")
            default:
                policy(
                    "{podSelector: {a: b}, policyTypes: [Ingress]}".replacing("{a: b}", with: "{matchLabels: {a: b}}"))
                    + egress
            }
        try change(after)
        #expect(try run("baseline check cluster.yaml", folder).status == 1)
    }

    @Test("What goes by the name of a port is known for a claim about these ports alone")
    func namedPorts() throws {
        let folder = try TemporaryFolder()
        func change(_ port: Int) throws {
            let closed = Self.closed.replacing("    to:", with: "    ports: [{port: \(port)}]\n    to:")
            let text = Self.namespaces + closed + prod(peer("test"), ports: "{port: web}") + stageClosed
            try folder.write("cluster.yaml", text)
        }
        try change(80)
        let write = try run("baseline write cluster.yaml", folder)
        #expect(write.status == 0, "\(write.errors)")
        #expect(try run("baseline check cluster.yaml", folder).status == 0)
        try change(81)
        let check = try run("baseline check cluster.yaml", folder)
        #expect(check.status == 1)
        #expect(check.errors.contains("a known finding is gone"))
    }

    @Test("Where the solver gives up on what is left, the run is undecided and not clean")
    func undecidedRest() throws {
        let folder = try written(prod(peer("test")), stageClosed)
        let check = try run("baseline check cluster.yaml --rlimit 1", folder)
        #expect(check.status == 3 || check.status == 1, "\(check.output)")
        #expect(!check.output.contains("0 undecided") || check.status == 1)
    }

    @Test("Vacuous claims can be known; undecided ones and expired waivers cannot")
    func kinds() throws {
        let folder = try folder(stageClosed)
        let nothing = Self.closed.replacing("name: closed", with: "name: nothing").replacing(
            "values: [test, dev]}", with: "values: [test]}, {key: env, operator: In, values: [dev]}")
        try change(folder, prod(peer("prod")) + stageClosed + nothing)
        #expect(try run("verify cluster.yaml", folder).status == 4)
        #expect(try run("baseline write cluster.yaml", folder).status == 0)
        #expect(try run("baseline check cluster.yaml", folder).status == 0)
        #expect(try run("baseline write cluster.yaml --rlimit 1", folder).status == 3)
    }

    @Test("A baseline never makes undecided clean: neither one that knows all, nor one that lists its fingerprint")
    func neverUndecided() throws {
        let folder = try written(prod(peer("test")), stageClosed)
        #expect(try run("baseline check cluster.yaml", folder).status == 0)
        let undecided = try run("verify cluster.yaml --rlimit 1 --format sarif", folder)
        #expect(undecided.status == 3)
        let fingerprint = try #require(undecided.output.firstMatch(of: #/"netproofFinding/v1": "([0-9a-f]{32})"/#)).1
        let entry = """
            apiVersion: netproof.dev/v1alpha1
            kind: Baseline
            findings:
              - {fingerprint: "\(fingerprint)", invariant: closed, kind: refuted, headline: by hand}

            """
        try folder.write("by-hand.yaml", entry)
        for baseline in ["netproof-baseline.yaml", "by-hand.yaml"] {
            let check = try run("baseline check cluster.yaml --rlimit 1 --baseline \(baseline)", folder)
            #expect(check.status == 3, "\(check.output)\(check.errors)")
            #expect(check.output.contains("1 undecided"))
        }
        let unknowable = try run("baseline write cluster.yaml --rlimit 1 --baseline none.yaml", folder)
        #expect(unknowable.status == 3)
        #expect(try !folder.text(of: "none.yaml").contains("fingerprint"))
    }

    @Test("Every summary says how many findings are known, and how many are new")
    func counts() throws {
        let folder = try written(prod(peer("test")), stageClosed)
        func check(_ format: String) throws -> String {
            try run("baseline check cluster.yaml --no-timings --format \(format)", folder).output
        }
        for format in ["text", "github", "markdown"] {
            let text = try check(format)
            #expect(text.contains("1 refuted") && text.contains("; 1 finding known, 0 new"), "\(format)")
        }
        for format in ["json", "sarif"] {
            let text = try check(format)
            #expect(text.contains("\"known\": 1") && text.contains("\"new\": 0"), "\(format)")
        }
        #expect(try check("junit").contains("failures=\"0\""))
        #expect(try check("policyreport").contains("\"fail\": 0"))
        try change(folder, prod(peer("test") + ", " + peer("dev")) + stageClosed)
        let result = try run("baseline check cluster.yaml", folder)
        #expect(result.status == 1)
        #expect(result.output.contains("; 1 finding known, 1 new"), "\(result.output)")
        #expect(try !run("verify cluster.yaml", folder).output.contains("known"))
    }

    @Test("The configuration names the file")
    func configured() throws {
        let folder = try folder(prod(peer("test")), stageClosed)
        let header = "apiVersion: netproof.dev/v1alpha1\nkind: Configuration\n"
        try folder.write("netproof.yaml", header + "inputs: [.]\nbaseline: known.yaml\n")
        #expect(try run("baseline write", folder).output.contains("1 known finding in known.yaml"))
        #expect(try run("verify", folder).status == 0)
        #expect(try run("baseline check", folder).status == 0)
    }
}
