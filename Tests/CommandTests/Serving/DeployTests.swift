import Foundation
import TestSupport
import Testing

/// The manifests that install the webhook.
@Suite("deploy/")
struct DeployTests {
    private static func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: packageRoot.appending(path: "deploy/\(name)")), as: UTF8.self)
    }

    @Test(
        "nobody reaches the webhook but on its port, and it reaches what it needs alone: proved of its own policy",
        arguments: [("git", 4), ("live", 6)])
    func ownPolicy(way: String, count: Int) throws {
        let result = try Command.run("verify", "deploy/\(way)", "deploy/specs")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("proved     webhook-is-reached-on-its-port-alone"))
        #expect(result.output.contains("\(count) proved, 0 refuted, 0 undecided, 0 vacuous"))
    }

    @Test(
        "without its policy the webhook is reached on every port, and the proof is gone", arguments: ["git", "live"])
    func withoutItsPolicy(way: String) throws {
        let folder = try TemporaryFolder()
        let documents = try Self.text("\(way)/netproof.yaml").components(separatedBy: "\n---\n")
        let others = documents.filter { !$0.contains("kind: NetworkPolicy") }
        #expect(others.count == documents.count - 1)
        let manifests = try folder.write("netproof.yaml", others.joined(separator: "\n---\n"))
        #expect(try Command.run("verify", manifests, "--specs", "deploy/specs").status == 1)
    }

    @Test("its arguments are those that serve takes", arguments: [("git", 5), ("live", 5)])
    func arguments(way: String, count: Int) throws {
        let help = try Command.run("serve", "--help").output
        let names = try Self.text("\(way)/netproof.yaml").matches(of: #/- (--[a-z-]+)/#).map { String($0.1) }
        let own = names.filter { !["--repo", "--root", "--link", "--period"].contains($0) }
        #expect(own.count == count)
        for name in own { #expect(help.contains(name), "\(name)") }
    }

    @Test("what differs between the two ways to install it is the state, the rights and whom it calls, nothing else")
    func sameOtherwise() throws {
        let texts = try ["git", "live"].map { way in
            try Self.text("\(way)/netproof.yaml").components(separatedBy: "\n---\n")
        }
        for kind in ["Service", "PodDisruptionBudget"] {
            let own = texts.map { $0.filter { $0.contains("kind: \(kind)\n") } }
            #expect(own[0] == own[1] && own[0].count == 1)
        }
    }

    @Test(
        "it runs without rights or with those to read alone, and the webhook says what happens when it is away and whom it spares",
        arguments: ["git", "live"])
    func leastRights(way: String) throws {
        let text = try Self.text("\(way)/netproof.yaml")
        #expect(text.contains("kind: ClusterRole\n") == (way == "live") && !text.contains("kind: Role\n"))
        let verbs = text.matches(of: #/verbs: (.*)/#).map { String($0.1) }
        #expect(verbs.allSatisfy { $0 == "[get, list, watch]" })
        for line in [
            "automountServiceAccountToken: false", "runAsNonRoot: true", "readOnlyRootFilesystem: true",
            "allowPrivilegeEscalation: false", "drop: [ALL]",
        ] {
            #expect(text.contains(line))
        }
        let webhook = try Self.text("webhook.yaml")
        #expect(webhook.contains("failurePolicy: Fail") && webhook.contains("sideEffects: None"))
        #expect(webhook.contains("values: [netproof-system, kube-system]") && webhook.contains("path: /validate"))
    }
}
