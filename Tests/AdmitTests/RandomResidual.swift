import Analyses
import Reports
import TestSupport

/// A cluster, Specs and a change about the namespace `new`, whose labels are left open.
struct RandomResidual {
    var cluster = ""
    var specs: String
    /// All of the change but the Namespace `new`.
    var others: String
    var deletions: [String] = []
    /// The labels of `new` in the cluster; nil if there is none.
    var old: [String: String]?

    /// - Parameter isChange: whether the namespace is there already, and the change may be about others, too.
    init(isChange: Bool, _ dice: inout RandomSource) {
        for (name, labels) in [("a", "{env: prod, tenant: a}"), ("b", "{env: test, tenant: b}")] {
            cluster += Documents.namespace(name, labels)
            for index in 0..<dice.below(3) { cluster += Self.policy(name, "p\(index)", &dice) }
        }
        specs = Documents.universe(dice.pick(Self.universes))
        for index in 0...dice.below(3) { specs += Documents.invariant("i\(index)", Self.claim(&dice)) }
        others = dice.several(0...2) { dice in Self.policy("new", "n\(dice.below(1_000_000))", &dice) }.joined()
        guard isChange else { return }
        if !dice.oneIn(4) {
            let labels = Self.labels(&dice)
            old = labels
            cluster += Documents.namespace("new", Self.yaml(labels))
        }
        if dice.oneIn(2) { cluster += Self.policy("new", "old", &dice) }
        if dice.oneIn(3) { addOthers(&dice) }
    }

    private mutating func addOthers(_ dice: inout RandomSource) {
        let place = dice.pick(["a", "b"])
        switch dice.below(5) {
        case 0: others += Self.policy(place, "further", &dice)
        case 1: others += Documents.namespace(place, Self.yaml(Self.labels(&dice)))
        case 2: others += Documents.namespace("second", Self.yaml(Self.labels(&dice)))
        case 3: others += Documents.pod(dice.pick(["new", place]), "pod", "{app: \(dice.pick(["a", "b"]))}")
        default: deletions.append("namespace/\(place)")
        }
    }

    func decided(
        _ labels: [String: String], further: String = "", asking residual: AdmissionRequest.ResidualQuestion? = nil,
        suggesting: Bool = false
    ) throws -> AdmissionReport {
        try Admitted(
            cluster: cluster, specs: specs, change: Documents.namespace("new", Self.yaml(labels)) + others + further,
            deleting: deletions, residual: residual, suggesting: suggesting
        ).decided()
    }

    static func labels(_ dice: inout RandomSource) -> [String: String] {
        var labels: [String: String] = [:]
        labels["env"] = dice.pick([nil, "prod", "test", "other"])
        labels["tenant"] = dice.pick([nil, "a", "b", "c"])
        labels["noise"] = dice.pick([nil, "x"])
        return labels
    }

    private static func yaml(_ labels: [String: String]) -> String {
        "{" + labels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
}

extension RandomResidual {
    private static let peers = [
        "{namespaceSelector: {matchLabels: {env: prod}}}", "{namespaceSelector: {}}", "{podSelector: {}}",
        "{namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}]}}",
        "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}",
        "{namespaceSelector: {matchLabels: {tenant: a, env: test}}}",
    ]
    private static let ends = [
        "{podSelector: {}}", Documents.prod, Documents.test, "{namespaces: [a]}", "{external: true}",
        "{namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}]}}",
        "{podSelector: {matchLabels: {app: a}}}",
    ]
    private static let universes = [
        "{namespaces: {exist: listed}}", "{namespaces: {future: fail}}",
        "{namespaces: {labels: {env: {required: true, values: [prod, test]}}}}",
        """
        {namespaces: {exist: listed, labels: {tenant: {values: [a, b]}}, implications: [
          {if: {matchLabels: {env: prod}}, then: {matchExpressions: [{key: tenant, operator: Exists}]}}]}}
        """,
        "{namespaces: {untrusted: {matchLabels: {env: test}}}}",
        "{namespaces: {exist: listed, relabel: [env], labels: {env: {values: [prod, test]}}}}",
        """
        {namespaces: {exist: listed, relabel: [tenant], labels: {env: {immutable: true}}, implications: [
          {if: {matchLabels: {env: prod}}, then: {matchExpressions: [{key: tenant, operator: Exists}]}}]}}
        """,
        "{namespaces: {exist: listed, labels: {env: {required: true, immutable: true}, tenant: {values: [a, b]}}}}",
        """
        {namespaces: {exist: listed, implications: [
          {if: {matchLabels: {kubernetes.io/metadata.name: new}}, then: {matchLabels: {env: test}}},
          {if: {matchLabels: {env: prod}}, then: {matchLabels: {tenant: a}}}]}}
        """,
        "{namespaces: {exist: listed, labels: {env: {required: true}}}, pods: {labels: {app: {values: [a]}}}}",
    ]
    private static let exemptions = [
        "", "", ", except: {namespaces: [a]}", ", except: {namespaceSelector: {matchLabels: {tenant: b}}}",
        ", except: {namespaces: [new]}",
    ]

    private static func claim(_ dice: inout RandomSource) -> String {
        let exempt = dice.pick(exemptions)
        switch dice.below(6) {
        case 0: return "isolated: {direction: ingress, pods: \(dice.pick(Array(ends.prefix(4))))}\(exempt)"
        case 1:
            let namespaces = dice.pick(["", "namespaces: {matchLabels: {env: prod}}"])
            let keys = dice.pick(["", "keys: [env]", "keys: [tenant]", "keys: [env, tenant]"])
            return "labelled: {\([namespaces, keys].filter { !$0.isEmpty }.joined(separator: ", "))}\(exempt)"
        default:
            let pair = dice.pick([
                "", ", pair: [{namespaceLabel: tenant, is: different}]", ", pair: [{namespace: different}]",
            ])
            let word = dice.pick(["never", "never", "only", "always"])
            return "\(word): {from: \(dice.pick(ends)), to: \(dice.pick(Array(ends.prefix(4))))\(pair)}\(exempt)"
        }
    }

    private static func policy(_ namespace: String, _ name: String, _ dice: inout RandomSource) -> String {
        let peer = dice.pick(peers)
        let spec = dice.pick([
            "{podSelector: {}, policyTypes: [Ingress]}", "{podSelector: {}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {matchLabels: {app: a}}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [\(peer)]}]}",
        ])
        return Documents.policy(namespace, name, spec)
    }
}
