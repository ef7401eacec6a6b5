import Analyses
import Reports
import Testing

/// `admit` decides only about what a change touches: its verdicts must be those of `verify` on both clusters all the same.
@Suite("Admission against verification")
struct AgreementTests {
    /// A cluster in pieces, so that a change can exchange some.
    private struct Pieces {
        var objects: [String: String] = [:]

        var yaml: String { objects.sorted { $0.key < $1.key }.map(\.value).joined() }

        /// With a namespace goes everything that is in it.
        mutating func remove(_ key: String) {
            objects[key] = nil
            let parts = key.split(separator: "/")
            guard parts[0] == "namespace" else { return }
            objects = objects.filter { !$0.key.contains("/\(parts[1])/") }
        }
    }

    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var mixed = state
            mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
            return mixed ^ (mixed >> 33)
        }
    }

    private static let peers = [
        "{namespaceSelector: {matchLabels: {env: prod}}}", "{namespaceSelector: {}}", "{podSelector: {}}",
        "{podSelector: {matchLabels: {app: a}}}", "{ipBlock: {cidr: 10.0.0.0/8}}",
        "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}",
    ]
    private static let subjects = [
        "{}", "{matchLabels: {app: a}}", "{matchExpressions: [{key: app, operator: Exists}]}",
    ]
    private static let endpoints = [
        "{podSelector: {}}", Documents.prod, Documents.test, "{podSelector: {matchLabels: {app: a}}}",
        "{namespaces: [a]}",
        "{external: true}", "{workload: {kind: Pod, namespace: a, name: p}}",
    ]

    private static func namespace(_ name: String, _ dice: inout Dice) -> String {
        Documents.namespace(name, ["{env: prod}", "{env: test}", "{}"].randomElement(using: &dice)!)
    }

    private static func policy(_ namespace: String, _ name: String, _ dice: inout Dice) -> String {
        let subject = subjects.randomElement(using: &dice)!
        let rules = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
            "{PEERS: [\(peers.randomElement(using: &dice)!)]}"
        }
        .joined(separator: ", ")
        let spec =
            Bool.random(using: &dice)
            ? "{podSelector: \(subject), policyTypes: [Ingress], ingress: [\(rules)]}".replacing("PEERS", with: "from")
            : "{podSelector: \(subject), policyTypes: [Egress], egress: [\(rules)]}".replacing("PEERS", with: "to")
        return Documents.policy(namespace, name, spec)
    }

    private static func specs(_ dice: inout Dice) -> String {
        var text = Documents.universe(
            ["{namespaces: {exist: listed}}", "{namespaces: {future: fail}}", "{}", "{pods: {exist: listed}}"]
                .randomElement(using: &dice)!)
        text += Documents.invariant("isolated", "isolated: {pods: \(endpoints[Int.random(in: 0...4, using: &dice)])}")
        for word in ["never", "always", "only"] {
            let ends = [endpoints.randomElement(using: &dice)!, endpoints[Int.random(in: 0...4, using: &dice)]]
            text += Documents.invariant(word, "\(word): {from: \(ends[0]), to: \(ends[1]), ports: [{port: 80}]}")
        }
        return text
    }

    @Test("verdicts before and after are those of verify, on random clusters and changes", arguments: 0..<120)
    func agreement(seed: UInt64) throws {
        var dice = Dice(state: seed &* 7_919 &+ 11)
        var before = Pieces()
        for name in ["a", "b", "c"] where name != "c" || Bool.random(using: &dice) {
            before.objects["namespace/\(name)"] = Self.namespace(name, &dice)
            for policy in ["p", "q"] where Bool.random(using: &dice) {
                before.objects["networkpolicy/\(name)/\(policy)"] = Self.policy(name, policy, &dice)
            }
        }
        before.objects["pod/a/p"] = Documents.pod("a", "p", ["{app: a}", "{app: b}"].randomElement(using: &dice)!)
        let specs = Self.specs(&dice)
        var after = before
        var changed = Pieces()
        var deleted: [String] = []
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let namespace = ["a", "b", "d"].randomElement(using: &dice)!
            switch Int.random(in: 0...4, using: &dice) {
            case 0: changed.objects["namespace/\(namespace)"] = Self.namespace(namespace, &dice)
            case 1: changed.objects["networkpolicy/\(namespace)/p"] = Self.policy(namespace, "p", &dice)
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
