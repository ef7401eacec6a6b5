import NetworkModel

/// Selectors.
let selectorClauses: [PolicyClause] = [
    PolicyClause(
        "NotIn selects pods without the key (NP-22)", selecting("{key: app, operator: NotIn, values: [db]}"),
        expect: isolates(w: true, d: false, n: true)),
    PolicyClause(
        "DoesNotExist selects pods without the key alone (NP-23)", selecting("{key: app, operator: DoesNotExist}"),
        expect: isolates(w: false, d: false, n: true)),
    PolicyClause(
        "Exists selects pods with the key (NP-24)", selecting("{key: app, operator: Exists}"),
        expect: isolates(w: true, d: true, n: false)),
    PolicyClause(
        "In selects pods with one of the values (NP-25)", selecting("{key: app, operator: In, values: [web, db]}"),
        expect: isolates(w: true, d: true, n: false)),
    PolicyClause(
        "matchLabels and a contradicting expression select nothing (NP-26)",
        """
        {podSelector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: NotIn, values: [web]}]}}
        """, expect: isolates(w: false, d: false, n: false)),
    PolicyClause(
        "An empty value is a value, and not an absent key (NP-29)", #"{podSelector: {matchLabels: {app: ""}}}"#,
        workloads: [emptyLabel], expect: isolates(w: false, d: false, n: false) + "\nD blue/w -> red/e"),
    PolicyClause(
        "NotIn the empty value selects pods without the key (NP-30)",
        selecting(#"{key: app, operator: NotIn, values: [""]}"#), workloads: [emptyLabel],
        expect: isolates(w: true, d: true, n: true) + "\nA blue/w -> red/e"),
    PolicyClause(
        "Values are told apart by case (NP-31)", "{podSelector: {matchLabels: {app: Web}}}",
        workloads: [ClauseFixture.pod("red", "e", ["app": "Web"])],
        expect: isolates(w: false, d: false, n: false) + "\nD blue/w -> red/e"),
    PolicyClause(
        "Two NotIn on one key leave absence and other values (NP-32)",
        selecting("{key: app, operator: NotIn, values: [web]}, {key: app, operator: NotIn, values: [db]}"),
        workloads: [ClauseFixture.pod("red", "e", ["app": "other"])],
        expect: isolates(w: false, d: false, n: true) + "\nD blue/w -> red/e"),
    PolicyClause(
        "Two contradicting In select nothing (NP-33)",
        selecting("{key: app, operator: In, values: [web]}, {key: app, operator: In, values: [db]}"),
        expect: isolates(w: false, d: false, n: false)),
]

private let emptyLabel = ClauseFixture.pod("red", "e", ["app": ""])

private func selecting(_ expressions: String) -> WrittenPolicy {
    WrittenPolicy("{podSelector: {matchExpressions: [\(expressions)]}}", in: "red")
}

private func isolates(w: Bool, d: Bool, n: Bool) -> String {
    [("w", w), ("d", d), ("n", n)].map { "\($1 ? "D" : "A") blue/w -> red/\($0)" }.joined(separator: "\n")
}
