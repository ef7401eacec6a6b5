import Foundation
import TestSupport
import Testing

struct WaiverTests {
    private static let etl = "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: etl, labels: {env: test}}\n"

    /// Opens the pods of `prod` to some namespaces.
    private func policy(openTo names: String, annotations: String = "{}") -> String {
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: open, namespace: prod, annotations: \(annotations)}
        spec:
          podSelector: {}
          ingress:
            - from:
                - namespaceSelector:
                    matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [\(names)]}]

        """
    }

    private func waiver(_ what: String, invariant: String = "closed") -> String {
        """
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Waiver
        metadata: {name: etl-loads}
        spec: {invariant: \(invariant), \(what), reason: nightly loads, owner: data team, expires: 2026-12-31}

        """
    }

    private func verify(_ documents: String..., arguments: [String] = []) throws -> Command.Result {
        let folder = try TemporaryFolder()
        let input = Samples.namespaces + Self.etl + Samples.invariant("closed") + documents.joined()
        let file = try folder.write("input.yaml", input)
        let words = ["--now", "2026-12-31"] + arguments
        return try Command.bash("\"$netproof\" verify '\(file)' \(words.joined(separator: " "))")
    }

    @Test("A waived violation does not fail, and is listed with its reason, owner and day")
    func waived() throws {
        let result = try verify(policy(openTo: "etl"), waiver("from: {namespaces: [etl]}"))
        #expect(result.status == 0)
        #expect(result.output.contains("proved     closed  [medium, but for what is waived]"))
        #expect(result.output.contains("data team, until 2026-12-31: nightly loads"))
        #expect(result.output.contains("1 proved, 0 refuted, 0 undecided, 0 vacuous; 1 waiver"))
    }

    @Test("A waiver is narrow: what it does not name still fails")
    func narrow() throws {
        let result = try verify(policy(openTo: "etl, test"), waiver("from: {namespaces: [etl]}"))
        #expect(result.status == 1)
        #expect(result.output.contains("in namespace test (env=test)"))
    }

    @Test("An expired waiver waives nothing, fails and says so, also where nothing would break the invariant")
    func expired() throws {
        let arguments = ["--now", "2027-01-01"]
        let waiver = waiver("from: {namespaces: [etl]}")
        let broken = try verify(policy(openTo: "etl"), waiver, arguments: arguments)
        #expect(broken.status == 1)
        #expect(broken.output.contains("refuted    closed"))
        #expect(broken.output.contains("data team, waived until 2026-12-31: nightly loads"))
        let sound = try verify(Samples.denyAll, waiver, arguments: arguments)
        #expect(sound.status == 1)
        #expect(sound.output.contains("proved     closed"))
        let github = try verify(Samples.denyAll, waiver, arguments: arguments + ["--format", "github"])
        #expect(github.output.contains("closed was waived until 2026-12-31 by etl-loads"))
        #expect(try verify(Samples.denyAll, waiver, arguments: arguments + ["--fail-on", "high"]).status == 0)
    }

    @Test("A waiver that nothing needs is warned of")
    func unused() throws {
        let result = try verify(Samples.denyAll, waiver("from: {namespaces: [etl]}"))
        #expect(result.status == 0)
        #expect(result.output.contains("the waiver `etl-loads` takes out nothing that breaks the invariant; remove it"))
    }

    @Test("A policy is waived by name, or by an annotation of its own, and other policies are not")
    func policy() throws {
        let waivedByName = waiver("policy: {namespace: prod, name: open}")
        #expect(try verify(policy(openTo: "etl"), waivedByName).status == 0)
        let text = "{invariant: closed, reason: r, owner: o, expires: 2026-12-31}"
        let annotated = policy(openTo: "etl", annotations: "{netproof.dev/waiver: '\(text)'}")
        let result = try verify(annotated)
        #expect(result.status == 0)
        #expect(result.output.contains("what this policy does"))
        let other = policy(openTo: "test").replacing("name: open", with: "name: other")
        #expect(try verify(annotated, other).status == 1)
    }

    @Test("Waivers of what does not exist, or does not fit the claim, are errors")
    func faulty() throws {
        let unknown = try verify(Samples.denyAll, waiver("from: {namespaces: [etl]}", invariant: "closd"))
        #expect(unknown.status == 2)
        #expect(unknown.errors.contains("did you mean `closed`?"))
        let policy = try verify(Samples.denyAll, waiver("policy: {namespace: prod, name: deny-al}"))
        #expect(policy.status == 2)
        #expect(policy.errors.contains("did you mean `prod/deny-all`?"))
        #expect(try verify(waiver("pods: {podSelector: {}}")).status == 2)
        #expect(try Command.run("verify", "-", "--now", "tomorrow", input: Samples.open).status == 2)
    }

    @Test("Every format lists waivers, and JUnit skips what is proved only with them")
    func formats() throws {
        let documents = policy(openTo: "etl") + waiver("from: {namespaces: [etl]}")
        for format in ["text", "json", "sarif", "junit", "github", "gitlab", "markdown", "policyreport"] {
            let result = try verify(documents, arguments: ["--format", format])
            #expect(result.status == 0)
            #expect(result.output.contains("etl-loads"), "\(format)")
        }
        #expect(
            try verify(documents, arguments: ["--format", "junit"]).output.contains(
                "<skipped message=\"closed is waived"))
        let sarif = try verify(documents, arguments: ["--format", "sarif"]).output
        #expect(sarif.contains("\"suppressions\""))
        #expect(sarif.contains("nightly loads (data team, until 2026-12-31)"))
    }

    @Test("Waivers may stand in a file of their own, named by --waivers")
    func file() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("waivers.yaml", waiver("from: {namespaces: [etl]}"))
        let result = try verify(policy(openTo: "etl"), arguments: ["--waivers", "'\(file)'"])
        #expect(result.status == 0)
    }

    @Test(
        "A file or folder named by --waivers in which there is none is warned of, under whatever names files are given")
    func noWaiver() throws {
        let folder = try TemporaryFolder()
        func warnings(_ names: String...) throws -> Int {
            let arguments = names.flatMap { ["--waivers", "'\(folder.path($0))'"] }
            let result = try verify(policy(openTo: "etl"), arguments: arguments)
            #expect(result.status == (names.contains { $0.hasSuffix("waiver.yaml") } ? 0 : 1), "\(names)")
            return result.errors.ranges(of: "nothing is waived here").count
        }
        try folder.write("waivers/other.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: other}}")
        #expect(try warnings("waivers/other.yaml") == 1)
        #expect(try warnings("waivers") == 1)
        try folder.write("waivers/waiver.yaml", waiver("from: {namespaces: [etl]}"))
        #expect(try warnings("waivers/waiver.yaml", "waivers/other.yaml") == 1)
        // One file under two names, read under the first of them.
        #expect(try warnings("waivers/waiver.yaml", "waivers") == 0)
        #expect(try warnings("waivers/../waivers/waiver.yaml", "waivers/waiver.yaml") == 0)
    }

    @Test("Pods of a claim that policies select them are waived by `pods`")
    func pods() throws {
        let isolated = """
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: selected}
            spec: {isolated: {direction: ingress, pods: {podSelector: {}}}}

            """
        let waived = waiver("pods: {namespaces: [etl]}", invariant: "selected")
        let deny = { (name: String) in Samples.denyAll.replacing("namespace: prod", with: "namespace: \(name)") }
        let arguments = ["--invariant", "selected"]
        #expect(try verify(isolated, deny("prod"), deny("test"), waived, arguments: arguments).status == 0)
        #expect(try verify(isolated, deny("prod"), waived, arguments: arguments).status == 1)
    }
}
