import NetworkModel

/// Peers that are pods.
let peerClauses: [PolicyClause] = [
    PolicyClause(
        "A podSelector peer stays in the policy's namespace (NP-35)", from("{podSelector: {matchLabels: {app: web}}}"),
        expect: """
            A red/w -> red/d
            D blue/w -> red/d
            """),
    PolicyClause(
        "An empty podSelector peer is the own namespace (NP-36)", from("{podSelector: {}}"), expect: ownNamespace),
    PolicyClause(
        "An empty namespaceSelector is every pod and nothing else (NP-37)", from("{namespaceSelector: {}}"),
        namespaces: [Namespace(name: "later", hasManifest: true)], workloads: [ClauseFixture.pod("later", "w", [:])],
        expect: """
            A red/w -> red/d
            A blue/* -> red/w
            A later/w -> red/w
            D E -> red/w
            D N2 -> red/w
            """),
    PolicyClause(
        "A namespaceSelector does not imply the own namespace (NP-38)", from(teamB),
        expect: """
            A blue/* -> red/d
            D red/w -> red/d
            """),
    PolicyClause(
        "Both selectors in one element are an and (NP-39)",
        from("{namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: web}}}"),
        expect: """
            A blue/w -> red/n
            D blue/d -> red/n
            D red/w -> red/n
            """),
    PolicyClause(
        "Both selectors in two elements are an or (NP-40)", from("\(teamB), {podSelector: {matchLabels: {app: web}}}"),
        expect: """
            A blue/d -> red/n
            A red/w -> red/n
            D grey/w -> red/n
            """),
    PolicyClause(
        "NotIn matches a namespace without the label (NP-41)",
        from("{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [r]}]}}"),
        expect: """
            A blue/w -> red/n
            A grey/w -> red/n
            D red/w -> red/n
            """),
    PolicyClause(
        "DoesNotExist matches a namespace without the label (NP-42)",
        from("{namespaceSelector: {matchExpressions: [{key: team, operator: DoesNotExist}]}}"),
        namespaces: [Namespace(name: "later", hasManifest: true)], workloads: [ClauseFixture.pod("later", "w", [:])],
        expect: """
            A grey/w -> red/n
            A later/w -> red/n
            D blue/w -> red/n
            """),
    PolicyClause(
        "A namespace is told by its automatic label, whatever else it is labelled (NP-43)",
        from("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: blue}}}"),
        namespaces: [
            Namespace(name: "grey", labels: ["kubernetes.io/metadata.name": "blue"], hasManifest: true),
            Namespace(name: "blue", labels: ["kubernetes.io/metadata.name": "x"], hasManifest: true),
        ],
        expect: """
            A blue/w -> red/n
            D grey/w -> red/n
            D red/w -> red/n
            """),
    PolicyClause(
        "The automatic label in a podSelector is the pod's own (NP-44)",
        from("{podSelector: {matchLabels: {kubernetes.io/metadata.name: blue}}}"),
        workloads: [ClauseFixture.pod("red", "e", ["kubernetes.io/metadata.name": "blue"])],
        expect: """
            D blue/* -> red/n
            A red/e -> red/n
            """),
    PolicyClause(
        "A podSelector with an empty namespaceSelector is of every namespace (NP-45)",
        from("{podSelector: {matchLabels: {app: web}}, namespaceSelector: {}}"),
        expect: """
            A blue/w -> red/n
            A red/w -> red/n
            D blue/d -> red/n
            D grey/n -> red/n
            """),
    PolicyClause(
        "A null selector is not used (NP-46)", from("{namespaceSelector: null, podSelector: {}}"), expect: ownNamespace),
    PolicyClause(
        "Egress to every namespace is egress to pods (NP-55)",
        "{podSelector: {}, egress: [{to: [{namespaceSelector: {}}]}]}",
        expect: """
            A red/w -> blue/w
            D red/w -> E
            D red/w -> N2
            """),
    PolicyClause(
        "A pod reaches itself (NP-56)", from("{podSelector: {}}"), expect: "A red/w -> red/w"),
    PolicyClause("A pod reaches itself even where all is denied (NP-56)", denyAll, expect: "A red/w -> red/w"),
]

/// `ingress` from these peers, on every pod.
func from(_ peers: String) -> WrittenPolicy {
    WrittenPolicy("{podSelector: {}, ingress: [{from: [\(peers)]}]}", in: "red")
}

let teamB = "{namespaceSelector: {matchLabels: {team: b}}}"

private let ownNamespace = """
    A red/d -> red/w
    A red/n -> red/w
    D blue/* -> red/w
    D E -> red/w
    """
