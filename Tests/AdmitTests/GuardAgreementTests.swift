import Analyses
import Foundation
import Prover
import Reports
import Testing

/// The guard leaves out most of what `admit` decides: its decisions must be the same all the same.
@Suite("The resident guard against admission")
struct GuardAgreementTests {
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

    @Test("decisions are those of admit, on random clusters and changes", arguments: 0..<rounds)
    func agreement(seed: UInt64) throws {
        var dice = RandomCluster.Dice(state: seed &* 104_729 &+ 5)
        let before = RandomCluster.pieces(&dice)
        let pair = try GuardAndAdmit(cluster: before.yaml, specs: RandomCluster.specs(&dice))
        var solvers = try Solvers()
        for key in before.keys {
            try Self.expectAgreement(
                pair.resident(removing: key, with: &solvers), pair.admission(deleting: [key]), "-\(key), seed \(seed)")
        }
        // What was decided of one new namespace is remembered for others that are alike.
        for namespace in ["d", "e", "f"] {
            let change = RandomCluster.namespace(namespace, &dice)
            try Self.expectAgreement(
                pair.resident(putting: change, with: &solvers), pair.admission(change: change),
                "+\(change), seed \(seed)")
        }
        for namespace in ["a", "b", "d"] {
            let again = ["p", "q"].compactMap { before.objects["networkpolicy/\(namespace)/\($0)"] }
            for change in again + [
                RandomCluster.namespace(namespace, &dice), RandomCluster.policy(namespace, "p", &dice),
                RandomCluster.policy(namespace, "q", &dice), Documents.pod(namespace, "p", "{app: a}"),
                Documents.pod(namespace, "new", "{app: b}"),
            ] {
                try Self.expectAgreement(
                    pair.resident(putting: change, with: &solvers), pair.admission(change: change),
                    "+\(change), seed \(seed)")
            }
        }
    }

    /// Clusters to try, of each universe in turn.
    private static let rounds = ProcessInfo.processInfo.environment["GUARD_ROUNDS"].flatMap { UInt64($0) } ?? 28

    @Test("decisions are those of admit where claims are upheld whoever is at the other end", arguments: 0..<rounds)
    func upheld(seed: UInt64) throws {
        var cluster = GuardedCluster(seed: seed)
        let pair = try GuardAndAdmit(
            cluster: cluster.pieces.yaml, specs: cluster.specs, templates: ["template.yaml": GuardedCluster.template])
        var solvers = try Solvers()
        for change in cluster.changes() {
            try Self.expectAgreement(
                pair.resident(putting: change, with: &solvers), pair.admission(change: change),
                "+\(change), seed \(seed)")
        }
        for key in cluster.pieces.objects.keys.sorted() {
            try Self.expectAgreement(
                pair.resident(removing: key, with: &solvers), pair.admission(deleting: [key]), "-\(key), seed \(seed)")
        }
    }
}
