import Diagnostics
import Foundation
import Manifests
import PolicyModel
import Testing

@testable import Analyses
@testable import Dialects

/// What the API server asks the webhook of `deploy/webhook.yaml` about.
@Suite("Rules of the webhook")
struct WebhookRulesTests {
    /// One resource of a rule.
    private struct Asked: Hashable {
        var group: String
        var resource: String
        var operation: String
    }

    private static let all = ["CREATE", "UPDATE", "DELETE"]

    private static func asked() throws -> Set<Asked> {
        let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "deploy/webhook.yaml")
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(
            text: Array(try Data(contentsOf: file)), file: "webhook.yaml", into: &diagnostics)
        try #require(documents.count == 1 && !diagnostics.hasErrors)
        let rules = documents[0].root["webhooks"]?.items.first?["rules"]?.items ?? []
        func texts(_ rule: Node, _ key: String) -> [String] { rule[key]?.items.compactMap(\.string) ?? [] }
        return Set(
            rules.flatMap { rule in
                #expect([["v1"], ["*"]].contains(texts(rule, "apiVersions")))
                return texts(rule, "apiGroups").flatMap { group in
                    texts(rule, "resources").flatMap { resource in
                        texts(rule, "operations").map { Asked(group: group, resource: resource, operation: $0) }
                    }
                }
            })
    }

    @Test("it is asked about every kind that the state is made of, but Services, of which no connection depends")
    func kinds() throws {
        let asked = try Self.asked()
        for served in FakeAPIServer.usual {
            let kind = ObjectKind(group: served.group, version: served.version, kind: served.kind)
            let operations = Set(
                asked.filter { $0.group == served.group && $0.resource == served.name }.map(\.operation))
            let matters = kind.mattersInClusters && served.kind != "Service"
            #expect(operations == Set(matters ? Self.all : []), "\(kind)")
        }
        let read = CoreKind.all.map(\.kind) + BuiltInDialects.all.flatMap(\.kinds)
        #expect(
            Set(read).subtracting(
                FakeAPIServer.usual.map { ObjectKind(group: $0.group, version: $0.version, kind: $0.kind) }
            ).isEmpty)
    }

    @Test("it is asked about everything by which labels can be written, as the exported admission policies are")
    func labels() throws {
        let asked = try Self.asked()
        for resource in [LabelSpace.namespace, .pod].flatMap(\.admittedResources) {
            #expect(asked.contains(Asked(group: "", resource: resource, operation: "UPDATE")), "\(resource)")
        }
        for resource in ["bindings", "pods/binding"] {
            #expect(asked.contains(Asked(group: "", resource: resource, operation: "CREATE")), "\(resource)")
        }
    }

    @Test("it is asked about every kind that is not modelled, and known as one that may allow or cut connections")
    func foreign() throws {
        let asked = try Self.asked()
        for (group, known) in ForeignKinds.groups where group != "networking.k8s.io" {
            let own = asked.filter { $0.group == group }
            let effective = known.effects.filter { Self.matters($0.value) }.map(\.key)
            for resource in effective.map(Self.plural) {
                for operation in ["CREATE", "UPDATE"] {
                    #expect(own.contains(Asked(group: group, resource: resource, operation: operation)), "\(resource)")
                }
            }
            // In other groups, kinds matter that are not named: those that are known by their documentation.
            #expect(own.isEmpty == (effective.isEmpty && !Self.matters(known.others)), "\(group)")
            let harmless = Set(known.effects.filter { !Self.matters($0.value) }.map { Self.plural($0.key) })
            #expect(harmless.isDisjoint(with: own.map(\.resource)), "\(group)")
            if !Self.matters(known.others) { #expect(Set(own.map(\.resource)) == Set(effective.map(Self.plural))) }
        }
        let groups = Set(asked.map(\.group)).subtracting(["", "apps", "batch", "networking.k8s.io"])
        #expect(groups.isSubset(of: ForeignKinds.groups.keys))
    }

    private static func matters(_ effect: IgnoredKind.Effect) -> Bool { effect == .mayAllow || effect == .mayRestrict }

    /// As resources of the API are called.
    private static func plural(_ kind: String) -> String {
        let name = kind.lowercased()
        if name.hasSuffix("y") { return name.dropLast() + "ies" }
        return name.hasSuffix("s") ? name : name + "s"
    }
}
