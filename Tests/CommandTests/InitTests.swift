import Foundation
import TestSupport
import Testing

/// `netproof init`.
struct InitTests {
    private static let cluster = ["shop-prod", "shop-test", "crm-prod", "crm-dev"].map { name in
        let words = name.split(separator: "-")
        return """
            apiVersion: v1
            kind: Namespace
            metadata: {name: \(name), labels: {env: \(words[1]), team: \(words[0]), "odd/key": "x"}}
            ---

            """
    }.joined()

    private func folder(_ text: String = Self.cluster) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write("cluster.yaml", text)
        return folder
    }

    private func run(_ line: String, _ folder: TemporaryFolder) throws -> Command.Result {
        try Command.bash("cd '\(folder.url.path())' && \"$netproof\" \(line)")
    }

    @Test("Environments and tenants are found by their labels, and what is proposed says that it is a guess")
    func proposals() throws {
        let folder = try folder()
        let result = try run("init cluster.yaml", folder)
        #expect(result.status == 0, "\(result.errors)")
        #expect(
            result.output.hasPrefix(
                "wrote netproof.yaml\nwrote netproof/invariants.yaml\nwrote netproof/universe.yaml\n"))
        let invariants = try folder.text(of: "netproof/invariants.yaml")
        for name in [
            "production-databases", "environments-apart", "tenants-apart", "default-deny", "no-outside-ingress",
        ] {
            #expect(invariants.contains("metadata: {name: init-\(name)}"), "\(name)")
        }
        #expect(invariants.contains("# A guess: namespaces with the label env = prod are production"))
        #expect(invariants.contains("# A guess: namespaces with different values of the label team belong"))
        #expect(invariants.contains("# Now: refuted"))
        let universe = try folder.text(of: "netproof/universe.yaml")
        #expect(universe.contains("    #   \"env\": {required: true, values: [\"dev\", \"prod\", \"test\"]}"))
        #expect(universe.contains("    #   # every namespace carries it: dev (1), prod (2), test (1)\n"))
        #expect(universe.contains("#   odd/key: x"))
        // Nothing is assumed unless somebody takes it in.
        #expect(!universe.split(separator: "\n").contains { $0.hasPrefix("    labels:") })
    }

    @Test("How many namespaces carry a label is told in the number that it is")
    func bearers() throws {
        let folder = try folder(
            ["shop, labels: {env: prod, team: a}", "crm, labels: {team: b}", "lone"].map {
                "---\n{apiVersion: v1, kind: Namespace, metadata: {name: \($0)}}\n"
            }.joined())
        #expect(try run("init cluster.yaml", folder).status == 0)
        let universe = try folder.text(of: "netproof/universe.yaml")
        #expect(universe.contains("# 1 of 3 namespaces carries it: prod (1)\n"))
        #expect(universe.contains("# 2 of 3 namespaces carry it: a (1), b (1)\n"))
    }

    @Test("The verdicts beside the proposals are those of verify")
    func verdicts() throws {
        let policies = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: own, namespace: shop-prod}
            spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}
            """
        let folder = try folder(Self.cluster + policies)
        #expect(try run("init cluster.yaml", folder).status == 0)
        let text = try folder.text(of: "netproof/invariants.yaml")
        let said = text.split(separator: "---\n").compactMap { part -> String? in
            guard let verdict = part.firstMatch(of: #/# Now: (\w+)/#)?.1,
                let name = part.firstMatch(of: #/name: (init-[-a-z]+)/#)?.1
            else { return nil }
            return "\(name) \(verdict)"
        }
        let report = try run("verify --format json", folder)
        struct Report: Decodable {
            struct Result: Decodable { var invariant: String, verdict: String }
            var results: [Result]
        }
        let results = try JSONDecoder().decode(Report.self, from: Data(report.output.utf8)).results
        #expect(said.count > 3)
        #expect(said.sorted() == results.map { "\($0.invariant) \($0.verdict)" }.sorted())
    }

    @Test("The rules of the universe can be taken in as they stand")
    func universe() throws {
        let folder = try folder()
        #expect(try run("init cluster.yaml", folder).status == 0)
        let text = try folder.text(of: "netproof/universe.yaml")
        let taken = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("    # ") ? "    " + line.dropFirst(6) : String(line)
        }.joined(separator: "\n")
        #expect(taken.contains("\n    labels:\n"))
        try folder.write("netproof/universe.yaml", taken)
        let result = try run("verify", folder)
        #expect([0, 1].contains(result.status), "\(result.errors)\(taken)")
        #expect(result.output.contains("env"))
    }

    @Test("Nothing is overwritten unless that is asked for, and a dry run writes nothing")
    func careful() throws {
        let folder = try folder()
        let dry = try run("init cluster.yaml --dry-run", folder)
        #expect(dry.status == 0)
        #expect(dry.output.contains("kind: Configuration\n") && dry.output.contains("kind: LabelUniverse\n"))
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "netproof.yaml").path()))
        try folder.write("netproof.yaml", "mine\n")
        let result = try run("init cluster.yaml", folder)
        #expect(result.status == 2)
        #expect(result.errors.contains("netproof.yaml: error: the file is there already"))
        #expect(try folder.text(of: "netproof.yaml") == "mine\n")
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "netproof").path()))
        #expect(try run("init cluster.yaml --force", folder).status == 0)
        // And again, from all that there is now.
        let invariants = try folder.text(of: "netproof/invariants.yaml")
        let again = try run("init --force", folder)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try folder.text(of: "netproof/invariants.yaml") == invariants)
    }

    @Test("Bad input is no ground for a configuration")
    func faulty() throws {
        let folder = try folder("apiVersion: v1\nkind: Namespace\nmetadata: {nam: x}\n")
        #expect(try run("init cluster.yaml", folder).status == 2)
        #expect(try run("init -", folder).status == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "netproof.yaml").path()))
    }

    @Test("Names stand in where no label tells environments")
    func names() throws {
        let text = ["prod", "staging"].map { "apiVersion: v1\nkind: Namespace\nmetadata: {name: \($0)}\n---\n" }
            .joined()
        let folder = try folder(text)
        #expect(try run("init cluster.yaml", folder).status == 0)
        let invariants = try folder.text(of: "netproof/invariants.yaml")
        #expect(invariants.contains("from: {namespaces: [\"staging\"]}\n    to: {namespaces: [\"prod\"]}"))
    }

    private static let inputs: [String] = {
        let examples = ["article/broken", "gateway/two-peers", "layered-baseline", "online-boutique", "tenants"]
        let corpora = ["kube-prometheus", "argo-cd", "ahmetb-recipes"].map { "../shared/corpora/" + $0 }
        return examples.map { "examples/" + $0 } + corpora
    }()

    @Test("What is written is read back by verify without an error", arguments: Self.inputs)
    func readBack(_ path: String) throws {
        let source = packageRoot.appending(path: path).standardizedFileURL.path()
        guard FileManager.default.fileExists(atPath: source) else {
            print("skipped: \(path) is not there")
            return
        }
        let folder = try TemporaryFolder()
        let result = try run("init '\(source)'", folder)
        if result.status == 2, path.hasPrefix("../") {
            print("skipped: \(path) is no input by itself: \(result.errors.prefix(200))")
            return
        }
        #expect(result.status == 0, "\(result.errors)")
        let verify = try run("verify", folder)
        #expect([0, 1, 3, 4].contains(verify.status), "\(verify.errors)")
        #expect(!verify.errors.contains("error:"), "\(verify.errors)")
    }
}
