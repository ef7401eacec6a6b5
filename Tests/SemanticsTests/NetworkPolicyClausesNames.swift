import NetworkModel

/// Namespaces and names.
let nameClauses: [PolicyClause] = [
    PolicyClause(
        "A namespace created later is matched by its labels (NP-96)", from(teamB),
        namespaces: [Namespace(name: "later", labels: ["team": "b"], hasManifest: true)],
        workloads: [ClauseFixture.pod("later", "w", [:])], expect: "A later/w -> red/w"),
    PolicyClause(
        "A label taken from a namespace no longer matches In (NP-97)", from(teamB),
        namespaces: [Namespace(name: "blue", hasManifest: true)], expect: "D blue/w -> red/w"),
    PolicyClause(
        "A label taken from a namespace still matches NotIn (NP-97)",
        from("{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [r]}]}}"),
        namespaces: [Namespace(name: "blue", hasManifest: true)], expect: "A blue/w -> red/w"),
    PolicyClause(
        "A name that no namespace can have matches nothing (NP-98)",
        from("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: Blue_1}}}"),
        expect: """
            D blue/* -> red/w
            D grey/* -> red/w
            """),
    PolicyClause(
        "Pods of one namespace agree on every namespaceSelector (NP-99)",
        from("{namespaceSelector: {matchExpressions: [{key: team, operator: Exists}]}}"),
        expect: """
            A blue/* -> red/w
            D grey/* -> red/w
            """),
    PolicyClause(
        "The automatic label is the namespace's real name (NP-100)",
        from("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}}"),
        namespaces: [Namespace(name: "blue", labels: ["kubernetes.io/metadata.name": "other"], hasManifest: true)],
        expect: "D blue/w -> red/w"),
    PolicyClause(
        "Equal labels in another namespace do not match a podSelector peer (NP-101)",
        from("{podSelector: {matchLabels: {app: db}}}"),
        expect: """
            D blue/d -> red/w
            A red/d -> red/w
            """),
    PolicyClause(
        "A null rule allows everything (NP-104)", "{podSelector: {}, ingress: [null]}",
        expect: """
            A blue/w -> red/w
            A E -> red/w UDP/1
            """),
]
