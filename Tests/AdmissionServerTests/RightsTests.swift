import Analyses
import Diagnostics
import Dialects
import Foundation
import Manifests
import TestSupport
import Testing

@testable import AdmissionServer
@testable import ClusterWatch

/// The rights that the manifests of `deploy/live` give.
@Suite("Rights of the webhook", .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
struct RightsTests {
    /// The collections that the ClusterRole lets be read, by path.
    private static func granted() throws -> Set<String> {
        let file = packageRoot.appending(path: "deploy/live/netproof.yaml")
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(
            text: Array(try Data(contentsOf: file)), file: "netproof.yaml", into: &diagnostics)
        let roles = documents.filter { $0.root["kind"]?.string == "ClusterRole" }
        #expect(roles.count == 1)
        let rules = roles.first?.root["rules"]?.items ?? []
        return Set(
            rules.flatMap { rule in
                #expect(rule["verbs"]?.items.compactMap(\.string) == ["get", "list", "watch"])
                return (rule["apiGroups"]?.items.compactMap(\.string) ?? []).flatMap { group in
                    (rule["resources"]?.items.compactMap(\.string) ?? []).map { name in
                        (group.isEmpty ? "/api/v1/" : "/apis/\(group)/v1/") + name
                    }
                }
            })
    }

    @Test("with them, and no others, everything that is needed is read: not one more is given")
    func suffice() async throws {
        let granted = try Self.granted()
        let server = try await FakeAPIServer()
        server.put(FakeAPIServer.namespaces, nil, "prod", #""labels": {"env": "prod"}"#)
        let others = FakeAPIServer.usual.map(\.path).filter { !granted.contains($0) }
        #expect(others == ["/api/v1/configmaps"])
        server.behave { $0.refusals = Dictionary(uniqueKeysWithValues: others.map { ($0, 403) }) }
        var live = ServeConfiguration.Live(access: .proxy(url: server.url))
        live.times = Followed.times
        let webhook = try await Webhook(live: live)
        #expect(try await webhook.get("/readyz").body == "ready\n")
        for path in granted.sorted() { #expect(!server.watches(path).isEmpty, "\(path) is not watched") }
        try await webhook.stop()
    }
}
