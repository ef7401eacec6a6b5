/// Small clusters, Specs and changes made up from dice.
enum RandomCluster {
    /// A cluster in pieces, so that a change can exchange some.
    struct Pieces {
        var objects: [String: String] = [:]

        var yaml: String { objects.sorted { $0.key < $1.key }.map(\.value).joined() }

        /// With a namespace goes everything that is in it.
        /// What can be taken away: namespaces of which the name alone is known, too.
        var keys: [String] {
            let namespaces = objects.keys.map { "namespace/" + $0.split(separator: "/")[1] }
            return Set(objects.keys).union(namespaces).sorted()
        }

        mutating func remove(_ key: String) {
            objects[key] = nil
            let parts = key.split(separator: "/")
            guard parts[0] == "namespace" else { return }
            objects = objects.filter { !$0.key.contains("/\(parts[1])/") }
        }
    }

    struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            var mixed = state
            mixed = (mixed ^ (mixed >> 33)) &* 0xff51_afd7_ed55_8ccd
            return mixed ^ (mixed >> 33)
        }
    }

    static let peers = [
        "{namespaceSelector: {matchLabels: {env: prod}}}", "{namespaceSelector: {}}", "{podSelector: {}}",
        "{podSelector: {matchLabels: {app: a}}}", "{ipBlock: {cidr: 10.0.0.0/8}}",
        "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}",
    ]
    static let subjects = [
        "{}", "{matchLabels: {app: a}}", "{matchExpressions: [{key: app, operator: Exists}]}",
    ]
    static let endpoints = [
        "{podSelector: {}}", Documents.prod, Documents.test, "{podSelector: {matchLabels: {app: a}}}",
        "{namespaces: [a]}",
        "{external: true}", "{workload: {kind: Pod, namespace: a, name: p}}",
    ]

    static func namespace(_ name: String, _ dice: inout Dice) -> String {
        Documents.namespace(name, ["{env: prod}", "{env: test}", "{}"].randomElement(using: &dice)!)
    }

    /// - Parameter waived: The invariant that it waives for itself; nil: none.
    static func policy(_ namespace: String, _ name: String, waiving waived: String? = nil, _ dice: inout Dice) -> String
    {
        let subject = subjects.randomElement(using: &dice)!
        let rules = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
            "{PEERS: [\(peers.randomElement(using: &dice)!)]}"
        }
        .joined(separator: ", ")
        let spec =
            Bool.random(using: &dice)
            ? "{podSelector: \(subject), policyTypes: [Ingress], ingress: [\(rules)]}".replacing("PEERS", with: "from")
            : "{podSelector: \(subject), policyTypes: [Egress], egress: [\(rules)]}".replacing("PEERS", with: "to")
        return Documents.policy(namespace, name, spec, waiving: waived)
    }

    /// Two or three namespaces, of which now and then the name alone is known, with policies that may waive an invariant
    /// for themselves, and a pod.
    static func pieces(_ dice: inout Dice) -> Pieces {
        var pieces = Pieces()
        for name in ["a", "b", "c"] where name != "c" || Bool.random(using: &dice) {
            if name != "b" || Int.random(in: 0..<4, using: &dice) != 0 {
                pieces.objects["namespace/\(name)"] = namespace(name, &dice)
            }
            for policy in ["p", "q"] where Bool.random(using: &dice) {
                let waived = [nil, nil, "never", "only", "always"].randomElement(using: &dice)!
                pieces.objects["networkpolicy/\(name)/\(policy)"] =
                    self.policy(name, policy, waiving: waived, &dice)
            }
        }
        pieces.objects["pod/a/p"] = Documents.pod("a", "p", ["{app: a}", "{app: b}"].randomElement(using: &dice)!)
        return pieces
    }

    static func specs(_ dice: inout Dice) -> String {
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
}
