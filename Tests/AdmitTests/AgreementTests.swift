import Analyses
import Foundation
import Reports
import Testing

/// `admit` decides only about what a change touches: its verdicts must be those of `verify` on both clusters all the same.
@Suite("Admission against verification")
struct AgreementTests {
    /// Clusters to try.
    private static let rounds = ProcessInfo.processInfo.environment["ADMIT_ROUNDS"].flatMap { UInt64($0) } ?? 120

    @Test("verdicts before and after are those of verify, on random clusters and changes", arguments: 0..<rounds)
    func agreement(seed: UInt64) throws {
        var dice = RandomCluster.Dice(state: seed &* 7_919 &+ 11)
        let before = RandomCluster.pieces(&dice)
        var specs = RandomCluster.specs(&dice)
        let named = before.objects["networkpolicy/a/q"] != nil && Bool.random(using: &dice)
        if named { specs += Documents.waiver("w", of: "never", policy: "q", in: "a") }
        var after = before
        var changed = RandomCluster.Pieces()
        var deleted: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let namespace = ["a", "b", "d"].randomElement(using: &dice)!
            switch Int.random(in: 0...5, using: &dice) {
            case 0: changed.objects["namespace/\(namespace)"] = RandomCluster.namespace(namespace, &dice)
            case 1: changed.objects["networkpolicy/\(namespace)/p"] = RandomCluster.policy(namespace, "p", &dice)
            case 2: changed.objects["pod/\(namespace)/p"] = Documents.pod(namespace, "p", "{app: a}")
            case 3: changed.objects["networkpolicy/a/q"] = before.objects["networkpolicy/a/q"]
            default:
                deleted += [before.keys.randomElement(using: &dice)].compactMap(\.self)
            }
        }
        deleted = Set(deleted).subtracting(changed.objects.keys).sorted()
        guard !changed.objects.isEmpty || !deleted.isEmpty else { return }
        for key in deleted { after.remove(key) }
        for (key, text) in changed.objects { after.objects[key] = text }
        let report = try Admitted(cluster: before.yaml, specs: specs, change: changed.yaml, deleting: deleted).decided()
        if named, after.objects["networkpolicy/a/q"] == nil {
            #expect(report.reasons.contains { $0.message.contains("the waiver `w`") }, "seed \(seed)")
            return
        }
        let expected = [
            try Admitted.verdicts(cluster: before.yaml, specs: specs),
            try Admitted.verdicts(cluster: after.yaml, specs: specs),
        ]
        for result in report.results {
            let name = result.invariant
            #expect(result.before == expected[0][name], "\(name) before, seed \(seed)")
            #expect(result.after == expected[1][name], "\(name) after, seed \(seed)")
            // What held and does not any more is always a reason.
            if result.before == .proved, result.after != .proved {
                #expect(report.reasons.contains { $0.name == name }, "\(name), seed \(seed)")
            }
        }
    }
}
