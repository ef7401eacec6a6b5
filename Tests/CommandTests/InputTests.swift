import Foundation
import TestSupport
import Testing

struct InputTests {
    @Test("Bad input ends with 2, tells every problem with its place, and gives no verdict")
    func badInput() throws {
        let bad =
            "apiVersion: v1\nkind: Namespace\nmetadata: {nam: a}\n---\n" + Samples.invariant("x") + "  sevrity: low\n"
        let text = try Command.run("verify", "-", input: bad)
        #expect(text.status == 2)
        #expect(text.output.isEmpty)
        #expect(text.errors.contains(#/<stdin>:3:\d+: error: /#))
        #expect(text.errors.contains("did you mean `severity`?"))

        let json = try Command.run("verify", "-", "--format", "json", input: bad)
        #expect(json.status == 2)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect((document["diagnostics"] as? [Any])?.count ?? 0 >= 2)
        #expect(document["summary"] == nil)
        #expect(document["results"] == nil)
    }

    @Test("A policy that the API server refuses isolates nothing, so beside one nothing is proved (AB-40)")
    func refusedPolicy() throws {
        let policy = """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: wrong, namespace: prod}
            spec: {podSelector: {}, ingress: [{from: [{}]}]}

            """
        let sound = Samples.namespaces + Samples.denyAll + Samples.invariant("x")
        #expect(try Command.run("verify", "-", input: sound).output.contains("1 proved"))
        let result = try Command.run("verify", "-", input: sound + policy)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.errors.contains("[V7]"))
    }

    @Test("A path that does not exist is bad input")
    func missing() throws {
        let result = try Command.run("verify", "/nonexistent")
        #expect(result.status == 2)
        #expect(result.errors == "/nonexistent: error: no such file or directory\n")
    }

    @Test("Nothing to check is 4, and 0 where that is allowed")
    func nothing() throws {
        #expect(try Command.run("verify", "-", input: Samples.namespaces).status == 4)
        #expect(try Command.run("verify", "-", "--allow-vacuous", input: Samples.namespaces).status == 0)
    }

    @Test(
        "A fault in a template that is also among the paths is told once",
        arguments: ["spec: {podSelector: [}\n", "spec: {podSelecto: {}}\n", "spec: {podSelector: {a: {{ b }}}}\n"])
    func faultyTemplate(spec: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("cluster.yaml", Samples.namespaces + Samples.invariant("x"))
        try folder.write(
            "template.yaml",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: deny}\n" + spec)
        try folder.write(
            "universe.yaml",
            """
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: u}
            spec: {namespaces: {policies: [template.yaml]}}
            """)
        let result = try Command.run("verify", folder.url.path())
        #expect(result.status == 2)
        #expect(result.errors.matches(of: #/: error: /#).count == 1, "\(result.errors)")
    }

    @Test("Invariants without a cluster are warned of: an empty dump looks like that")
    func emptyCluster() throws {
        let result = try Command.run("verify", "-", input: Samples.invariant("x"))
        #expect(result.status == 4)
        #expect(result.errors.contains("warning: the input holds no policy, no namespace and no workload"))
    }

    @Test("A link that leads nowhere, or in a circle, is told as such")
    func links() throws {
        let folder = try TemporaryFolder()
        let link = folder.url.appending(path: "self.yaml").path()
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: link)
        let result = try Command.run("verify", link)
        #expect(result.status == 2)
        #expect(result.errors == "\(link): error: the link leads nowhere\n")
    }

    @Test("Policies that a universe names as templates do not govern what is listed, though they lie beside it")
    func templates() throws {
        let folder = try TemporaryFolder()
        try folder.write("cluster.yaml", Samples.namespaces + Samples.invariant("x"))
        try folder.write(
            "template.yaml", Samples.denyAll.replacing(", namespace: prod", with: ""))
        try folder.write(
            "universe.yaml",
            """
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: u}
            spec: {namespaces: {policies: [template.yaml]}}
            """)
        let result = try Command.run("verify", folder.url.path(), "--format", "json")
        #expect(result.output.contains(#""policies": 0"#))
        #expect(result.output.contains(#""name": "deny-all""#))
    }
}
