import Foundation
import Testing

/// The manifests that install the webhook.
@Suite("deploy/")
struct DeployTests {
    private static func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: Command.root.appending(path: "deploy/\(name)")), as: UTF8.self)
    }

    @Test("nobody reaches the webhook but on its port: proved of its own policy")
    func ownPolicy() throws {
        let result = try Command.run("verify", "deploy")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("proved     webhook-is-reached-on-its-port-alone"))
        #expect(result.output.contains("4 proved, 0 refuted, 0 undecided, 0 vacuous"))
    }

    @Test("without its policy the webhook is reached on every port, and the proof is gone")
    func withoutItsPolicy() throws {
        let folder = try TemporaryFolder()
        let documents = try Self.text("netproof.yaml").components(separatedBy: "\n---\n")
        let others = documents.filter { !$0.contains("kind: NetworkPolicy") }
        #expect(others.count == documents.count - 1)
        let manifests = try folder.file("netproof.yaml", holding: others.joined(separator: "\n---\n"))
        #expect(try Command.run("verify", manifests.path(), "--specs", "deploy/specs").status == 1)
    }

    @Test("its arguments are those that serve takes")
    func arguments() throws {
        let help = try Command.run("serve", "--help").output
        let text = try Self.text("netproof.yaml")
        let names = text.matches(of: #/- (--[a-z-]+)=/#).map { String($0.1) }
        let own = names.filter { !["--repo", "--root", "--link", "--period"].contains($0) }
        #expect(own.count == 5)
        for name in own { #expect(help.contains(name), "\(name)") }
    }

    @Test("it runs without rights, and the webhook says what happens when it is away and whom it spares")
    func leastRights() throws {
        let text = try Self.text("netproof.yaml")
        #expect(!text.contains("kind: Role") && !text.contains("kind: ClusterRole"))
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
