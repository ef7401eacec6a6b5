import Analyses
import Diagnostics
import Dialects
import Foundation
import Manifests
import Prover
import Reports
import Testing

/// The guard leaves out most of what `admit` decides: its decisions must be the same all the same.
@Suite("The resident guard against admission")
struct GuardAgreementTests {
    /// A cluster with a guard, and what `admit` says of the same.
    private struct Pair {
        let cluster: String
        let specs: String
        let resident: AdmissionGuard

        let templates: [String: String]

        init(cluster: String, specs: String, templates: [String: String] = [:]) throws {
            (self.cluster, self.specs, self.templates) = (cluster, specs, templates)
            let folder = try Folder()
            for (name, text) in templates { _ = try folder.write(text, as: name) }
            let request = InputRequest(
                paths: [try folder.write(cluster, as: "cluster.yaml")],
                specPaths: [try folder.write(specs, as: "specs.yaml")])
            var diagnostics = Diagnostics()
            let resident = try AdmissionGuard(request, into: &diagnostics)
            self.resident = try #require(resident, "\(diagnostics.sorted.map(\.text))")
        }

        func decision(putting text: String, with solvers: inout Solvers) throws -> GuardDecision {
            var diagnostics = Diagnostics()
            let documents = ManifestReader().read(text: Array(text.utf8), file: "change", into: &diagnostics)
            return try resident.decide(.put(try #require(documents.first), namespace: "default"), with: &solvers)
        }

        func decision(removing key: String, with solvers: inout Solvers) throws -> GuardDecision {
            let parts = key.split(separator: "/").map(String.init)
            let kinds = [
                "namespace": ("", "Namespace"), "networkpolicy": ("networking.k8s.io", "NetworkPolicy"),
                "pod": ("", "Pod"),
            ]
            let (group, kind) = try #require(kinds[parts[0]])
            let identity = ObjectIdentity(
                group: group, kind: kind, namespace: parts.count == 3 ? parts[1] : nil, name: parts.last ?? "")
            return try resident.decide(.remove(identity), with: &solvers)
        }

        func admission(change: String = "", deleting: [String] = []) throws -> AdmissionReport {
            try Admitted(cluster: cluster, specs: specs, change: change, deleting: deleting, templates: templates)
                .decided()
        }
    }

    private static func expectAgreement(
        _ decision: GuardDecision, _ report: AdmissionReport, _ what: String,
        _ place: Testing.SourceLocation = #_sourceLocation
    ) {
        #expect(
            decision.isAdmitted == (report.decision == .admitted),
            "\(what): \(decision.reasons.map(\.message)) but \(report.reasons.map(\.message))", sourceLocation: place)
        for reason in decision.reasons {
            #expect(
                // Why something is undecided is told by admit alone.
                report.reasons.contains { $0.name == reason.name && $0.message.hasPrefix(reason.message) },
                "\(what): \(reason)", sourceLocation: place)
        }
    }

    @Test("decisions are those of admit, on random clusters and changes", arguments: 0..<16)
    func agreement(seed: UInt64) throws {
        var dice = RandomCluster.Dice(state: seed &* 104_729 &+ 5)
        var before = RandomCluster.Pieces()
        for name in ["a", "b", "c"] where name != "c" || Bool.random(using: &dice) {
            // A namespace of which only the name is known, now and then.
            if name != "b" || Int.random(in: 0..<4, using: &dice) != 0 {
                before.objects["namespace/\(name)"] = RandomCluster.namespace(name, &dice)
            }
            for policy in ["p", "q"] where Bool.random(using: &dice) {
                before.objects["networkpolicy/\(name)/\(policy)"] = RandomCluster.policy(name, policy, &dice)
            }
        }
        before.objects["pod/a/p"] = Documents.pod("a", "p", ["{app: a}", "{app: b}"].randomElement(using: &dice)!)
        let pair = try Pair(cluster: before.yaml, specs: RandomCluster.specs(&dice))
        var solvers = try Solvers()
        for key in before.objects.keys.sorted() {
            try Self.expectAgreement(
                pair.decision(removing: key, with: &solvers), pair.admission(deleting: [key]), "-\(key), seed \(seed)")
        }
        // What was decided of one new namespace is remembered for others that are alike.
        for namespace in ["d", "e", "f"] {
            let change = RandomCluster.namespace(namespace, &dice)
            try Self.expectAgreement(
                pair.decision(putting: change, with: &solvers), pair.admission(change: change),
                "+\(change), seed \(seed)")
        }
        for namespace in ["a", "b", "d"] {
            for change in [
                RandomCluster.namespace(namespace, &dice), RandomCluster.policy(namespace, "p", &dice),
                RandomCluster.policy(namespace, "q", &dice), Documents.pod(namespace, "p", "{app: a}"),
                Documents.pod(namespace, "new", "{app: b}"),
            ] {
                try Self.expectAgreement(
                    pair.decision(putting: change, with: &solvers), pair.admission(change: change),
                    "+\(change), seed \(seed)")
            }
        }
    }

    /// Clusters to try, of each universe in turn.
    private static let rounds = ProcessInfo.processInfo.environment["GUARD_ROUNDS"].flatMap { UInt64($0) } ?? 28

    @Test("decisions are those of admit where claims are upheld whoever is at the other end", arguments: 0..<rounds)
    func upheld(seed: UInt64) throws {
        var cluster = GuardedCluster(seed: seed)
        let pair = try Pair(
            cluster: cluster.pieces.yaml, specs: cluster.specs, templates: ["template.yaml": GuardedCluster.template])
        var solvers = try Solvers()
        for change in cluster.changes() {
            try Self.expectAgreement(
                pair.decision(putting: change, with: &solvers), pair.admission(change: change),
                "+\(change), seed \(seed)")
        }
        for key in cluster.pieces.objects.keys.sorted() {
            try Self.expectAgreement(
                pair.decision(removing: key, with: &solvers), pair.admission(deleting: [key]), "-\(key), seed \(seed)")
        }
    }
}
