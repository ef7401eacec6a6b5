/// A cluster whose namespaces mostly keep their invariants by policies of their own, its Specs, and changes to it.
///
/// Such claims hold whoever is at the other end, so that most of what a change touches need not be looked into. The
/// universes and invariants are those where that could be taken for true when it is not.
struct GuardedCluster {
    private(set) var pieces = RandomCluster.Pieces()
    let specs: String
    private var dice: RandomCluster.Dice

    static let template = """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: baseline}, spec: {podSelector: {}, \
        policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {}}]}], egress: [{to: [{podSelector: {}}]}]}}

        """

    private static let universes = [
        "{}", "{namespaces: {exist: listed}}", "{namespaces: {future: fail}}", "{namespaces: {future: ignore}}",
        "{namespaces: {policies: [template.yaml]}}", "{namespaces: {future: fail, policies: [template.yaml]}}",
        "{namespaces: {untrusted: {matchLabels: {tenant: t1}}}}",
        "{namespaces: {future: fail, policies: [template.yaml], untrusted: {matchLabels: {tenant: t1}}}}",
        "{namespaces: {exist: listed, relabel: [tenant]}}",
        "{namespaces: {exist: listed, relabel: [tenant], labels: {env: {immutable: true}}}}",
        "{namespaces: {labels: {env: {required: true, values: [prod, test]}}}}",
        """
        {namespaces: {exist: listed, relabel: [tenant], implications: [
          {if: {matchLabels: {env: prod}}, then: {matchExpressions: [{key: tenant, operator: Exists}]}}]}}
        """,
        "{pods: {exist: listed}}",
        "{namespaces: {exist: listed}, pods: {labels: {app: {required: true, values: [a, b]}}}}",
    ]
    private static let own = "{podSelector: {}}"
    private static let nowhere = "{podSelector: {}, policyTypes: [Ingress]}"
    private static let peers = [
        "{namespaceSelector: {matchLabels: {env: prod}}}", "{namespaceSelector: {matchLabels: {env: prod}}}",
        "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: d}}}",
        "{namespaceSelector: {matchLabels: {tenant: t1}}}",
        "{namespaceSelector: {}, podSelector: {matchLabels: {app: a}}}",
        own, own,
    ]
    private static let claims = [
        "never: {from: \(Documents.test), to: \(Documents.prod)}",
        "never: {from: \(Documents.test), to: \(Documents.prod)}, protect: from",
        "only: {from: \(Documents.prod), to: \(Documents.prod)}",
        "never: {from: {external: true}, to: \(Documents.prod)}",
        "never: {from: {podSelector: {}}, to: {namespaceSelector: {matchLabels: {tenant: t1}}}, "
            + "pair: [{namespaceLabel: tenant, is: different}]}",
        "never: {from: {podSelector: {}}, to: {podSelector: {matchLabels: {app: a}}}, pair: [{namespace: different}]}",
        "never: {from: {namespaces: [d]}, to: \(Documents.prod)}",
        "never: {from: {podSelector: {matchLabels: {app: b}}}, to: {namespaces: [a]}, ports: [{port: web}]}",
        "never: {from: {podSelector: {matchLabels: {app: b}}}, to: {podSelector: {matchLabels: {app: a}}}, "
            + "pair: [{namespaceLabel: tenant, is: same}]}",
        "never: {from: {not: {workload: {kind: Pod, namespace: a, name: p}}}, to: {namespaces: [a]}}",
        "always: {from: {podSelector: {}}, to: {podSelector: {}}, pair: [{namespace: same}]}",
        "always: {from: \(Documents.prod), to: \(Documents.prod), ports: [{port: 80}]}",
        "always: {from: {namespaces: [d]}, to: {podSelector: {matchLabels: {app: a}}}}",
        "isolated: {direction: ingress, pods: {podSelector: {}}}", "isolated: {pods: \(Documents.prod)}",
        "labelled: {namespaces: {matchLabels: {env: prod}}}",
    ]
    private static let waiver =
        "---\n{apiVersion: netproof.dev/v1alpha1, kind: Waiver, metadata: {name: w}, spec: {invariant: i0, "
        + "from: {namespaces: [b]}, reason: r, owner: o, expires: 2999-12-31}}\n"

    init(seed: UInt64) {
        var dice = RandomCluster.Dice(state: seed &* 15_485_863 &+ 3)
        // All of them in turn.
        let universe = Self.universes[Int(seed) % Self.universes.count]
        let chosen = (0..<5).map { _ in Self.claims.randomElement(using: &dice)! }
        specs =
            Documents.universe(universe)
            + chosen.enumerated().map { Documents.invariant("i\($0)", $1) }.joined()
            + (chosen[0].hasPrefix("never") && Bool.random(using: &dice) ? Self.waiver : "")
        self.dice = dice
        for name in ["a", "b", "c"] {
            if name != "c" || Int.random(in: 0..<4, using: &self.dice) != 0 {
                pieces.objects["namespace/\(name)"] = namespace(name)
            }
            if name != "b" || Int.random(in: 0..<4, using: &self.dice) != 0 {
                pieces.objects["networkpolicy/\(name)/deny"] = Documents.policy(name, "deny", Self.nowhere)
            }
            for policy in ["p", "q"] where Bool.random(using: &self.dice) {
                pieces.objects["networkpolicy/\(name)/\(policy)"] = self.policy(name, policy)
            }
        }
        pieces.objects["pod/a/p"] = pod("a", "p")
    }

    mutating func namespace(_ name: String) -> String {
        let env = ["env: prod", "env: test", ""].randomElement(using: &dice)!
        let tenant = ["tenant: t1", "tenant: t2", ""].randomElement(using: &dice)!
        return Documents.namespace(name, "{" + [env, tenant].filter { !$0.isEmpty }.joined(separator: ", ") + "}")
    }

    mutating func policy(_ namespace: String, _ name: String) -> String {
        let subject = RandomCluster.subjects.randomElement(using: &dice)!
        let peer = Self.peers.randomElement(using: &dice)!
        let spec = [
            "{podSelector: \(subject), ingress: [{from: [\(peer)]}]}",
            "{podSelector: \(subject), ingress: [{from: [\(peer)]}]}",
            "{podSelector: \(subject), ingress: [{from: [\(peer)], ports: [{port: web}]}]}",
            "{podSelector: \(subject), policyTypes: [Egress], egress: [{to: [\(peer)]}]}",
            "{podSelector: \(subject), policyTypes: [Egress], egress: [{to: [\(peer), \(Self.own)]}]}",
            "{podSelector: \(subject), policyTypes: [Ingress, Egress]}",
            "{podSelector: \(subject), ingress: [{}]}",
        ].randomElement(using: &dice)!
        return Documents.policy(namespace, name, spec)
    }

    mutating func pod(_ namespace: String, _ name: String) -> String {
        Documents.pod(namespace, name, ["{app: a}", "{app: b}", "{}"].randomElement(using: &dice)!)
    }

    /// Objects to put, one at a time: new ones, and others in the place of those there are.
    mutating func changes() -> [String] {
        var changes: [String] = []
        for name in ["a", "b", "d", "e"] { changes += [namespace(name), namespace(name)] }
        for name in ["a", "b", "c"] { changes += [policy(name, "p"), policy(name, "new")] }
        return changes + [
            policy("d", "p"), Documents.policy("a", "deny", "{podSelector: {}}"), pod("a", "p"), pod("b", "new"),
        ]
    }
}
