/// Tiny clusters at random, which are the same for a seed on every machine.
struct RandomCluster {
    private var state: UInt64

    private init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    /// - Parameter hasGaps: whether what policies deny in the listed namespaces is allowed in those yet to be created, and
    ///   rules say so beside the claims; left to chance, and without rules, if not.
    static func sample(seed: UInt64, hasGaps: Bool = false) -> Clusters.Sample {
        var cluster = RandomCluster(seed: seed)
        let count = hasGaps ? 1 : 2 + cluster.below(2)
        let policies = (0..<count).map { cluster.policy($0) }.joined() + (hasGaps ? denials : "")
        return Clusters.Sample(
            description: "seed \(seed)", namespaces: cluster.namespaces(), policies: policies,
            specs: cluster.specs(exist: hasGaps ? "any" : nil, future: hasGaps ? "gap" : nil),
            rules: hasGaps ? Clusters.reachingProduction : nil)
    }

    /// Xorshift.
    private mutating func below(_ count: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(count))
    }

    private mutating func pick(_ options: [String]) -> String { options[below(options.count)] }

    private mutating func namespaces() -> String {
        ["prod", "test"].map { name in
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: \(name), labels: {env: \(pick(["prod", "test"]))}}
            ---

            """
        }.joined()
    }

    private mutating func policy(_ number: Int) -> String {
        let types = pick(["[Ingress]", "[Ingress]", "[Egress]", "[Ingress, Egress]"])
        let ingress = types.contains("Ingress") ? rules("from") : "[]"
        let egress = types.contains("Egress") ? rules("to") : "[]"
        return """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: policy-\(number), namespace: \(pick(["prod", "prod", "test"]))}
            spec: {podSelector: \(selector("app", ["web", "db"])), policyTypes: \(types), ingress: \(ingress), egress: \(egress)}
            ---

            """
    }

    /// Claims would seldom be proved without.
    private static let denials = ["prod", "test"].map { namespace in
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny, namespace: \(namespace)}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        ---

        """
    }.joined()

    private mutating func rules(_ side: String) -> String {
        let rules = (0..<below(3)).map { _ in
            let peers = pick(["", "\(side): [\(peer())]", "\(side): [\(peer()), \(peer())]"])
            let ports = pick([
                "", "ports: [{port: 80}]", "ports: [{port: 80}, {protocol: UDP, port: 53}]", "ports: [{port: web}]",
                "ports: [{port: 80, endPort: 90}]",
            ])
            return "{\([peers, ports].filter { !$0.isEmpty }.joined(separator: ", "))}"
        }
        return "[\(rules.joined(separator: ", "))]"
    }

    private mutating func peer() -> String {
        let (pods, namespaces) = (selector("app", ["web", "db"]), selector("env", ["prod", "test"]))
        return pick([
            "{podSelector: \(pods)}", "{namespaceSelector: \(namespaces)}",
            "{namespaceSelector: \(namespaces), podSelector: \(pods)}",
            "{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}",
        ])
    }

    private mutating func selector(_ key: String, _ values: [String]) -> String {
        let value = pick(values)
        return pick([
            "{}", "{matchLabels: {\(key): \(value)}}", "{matchLabels: {\(key): \(value)}}",
            "{matchExpressions: [{key: \(key), operator: NotIn, values: [\(value)]}]}",
            "{matchExpressions: [{key: \(key), operator: Exists}, {key: old, operator: DoesNotExist}]}",
        ])
    }

    /// Many claims, of which some will be proved.
    private mutating func specs(exist: String?, future: String?) -> String {
        let future = future ?? pick(["gap", "fail", "ignore"])
        let claims = [
            "{never: {from: {namespaceSelector: {matchLabels: {env: test}}}, to: {namespaces: [prod]}, ports: [{port: 80}]}}",
            "{never: {from: {namespaces: [test]}, to: {namespaces: [prod], podSelector: {matchLabels: {app: db}}}}}",
            "{never: {from: {external: true}, to: {namespaces: [prod], podSelector: {matchLabels: {app: web}}}}}",
            "{never: {from: {namespaces: [prod]}, to: {ipBlock: {cidr: 10.1.0.0/16}}, ports: [{port: 80}]}}",
            "{always: {from: {namespaces: [prod]}, to: {namespaces: [prod], podSelector: {matchLabels: {app: web}}}, "
                + "ports: [{port: 80}]}}",
            "{always: {from: {podSelector: {}}, to: {namespaces: [test]}, ports: [{protocol: UDP, port: 53}]}}",
            "{isolated: {direction: ingress, pods: {namespaces: [prod], podSelector: {matchLabels: {app: db}}}}}",
            "{only: {from: {namespaceSelector: {matchLabels: {env: prod}}}, to: {namespaces: [prod]}, ports: [{port: 85}]}}",
            "{never: {from: {namespaceSelector: {matchLabels: {env: test}}}, "
                + "to: {namespaceSelector: {matchLabels: {env: prod}}}, ports: [{port: 80}]}}",
            "{always: {from: {namespaceSelector: {}}, to: {namespaceSelector: {matchLabels: {env: prod}}, "
                + "podSelector: {matchLabels: {app: db}}}, ports: [{protocol: UDP, port: 53}]}}",
        ]
        let invariants = claims.enumerated().map { number, spec in
            """
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: claim-\(number)}
            spec: \(spec)
            ---

            """
        }
        return invariants.joined() + """
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: universe}
            spec:
              namespaces: {exist: \(exist ?? pick(["any", "listed"])), future: \(future)\(pick(["", ", relabel: [env]"]))}

            """
    }
}
