import Analyses
import Reports
import Testing

/// `admit` decides only about what a change touches: its verdicts must be those of `verify` on both clusters all the same.
@Suite("Admission against verification")
struct AgreementTests {
    @Test("verdicts before and after are those of verify, on random clusters and changes", arguments: 0..<120)
    func agreement(seed: UInt64) throws {
        var dice = RandomCluster.Dice(state: seed &* 7_919 &+ 11)
        var before = RandomCluster.Pieces()
        for name in ["a", "b", "c"] where name != "c" || Bool.random(using: &dice) {
            before.objects["namespace/\(name)"] = RandomCluster.namespace(name, &dice)
            for policy in ["p", "q"] where Bool.random(using: &dice) {
                before.objects["networkpolicy/\(name)/\(policy)"] = RandomCluster.policy(name, policy, &dice)
            }
        }
        before.objects["pod/a/p"] = Documents.pod("a", "p", ["{app: a}", "{app: b}"].randomElement(using: &dice)!)
        let specs = RandomCluster.specs(&dice)
        var after = before
        var changed = RandomCluster.Pieces()
        var deleted: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let namespace = ["a", "b", "d"].randomElement(using: &dice)!
            switch Int.random(in: 0...4, using: &dice) {
            case 0: changed.objects["namespace/\(namespace)"] = RandomCluster.namespace(namespace, &dice)
            case 1: changed.objects["networkpolicy/\(namespace)/p"] = RandomCluster.policy(namespace, "p", &dice)
            case 2: changed.objects["pod/\(namespace)/p"] = Documents.pod(namespace, "p", "{app: a}")
            default:
                guard
                    let victim = before.objects.keys.sorted().filter({ !$0.hasPrefix("pod") }).randomElement(
                        using: &dice)
                else { continue }
                deleted.append(victim)
            }
        }
        deleted = Set(deleted).subtracting(changed.objects.keys).sorted()
        guard !changed.objects.isEmpty || !deleted.isEmpty else { return }
        for key in deleted { after.remove(key) }
        for (key, text) in changed.objects { after.objects[key] = text }
        let report = try Admitted(cluster: before.yaml, specs: specs, change: changed.yaml, deleting: deleted).decided()
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
