/// All label states that rules of a universe tell apart, of new namespaces and of new pods.
struct RuleOptions {
    let namespaces: [[String: String]]
    let pods: [[String: String]]
    /// Names of namespaces that implications mention.
    let names: [String]

    init(_ universe: SampleUniverse) {
        var values = Self.values(universe.namespaceLabels, universe.namespaceImplications)
        names = (values.removeValue(forKey: automaticLabel) ?? []).sorted()
        namespaces = Self.assignments(values)
        pods = Self.assignments(Self.values(universe.podLabels, universe.podImplications))
    }

    private static func values(
        _ rules: [SampleUniverse.LabelRule], _ implications: [SampleUniverse.Implication]
    ) -> [String: Set<String>] {
        var values: [String: Set<String>] = [:]
        for rule in rules { values[rule.key, default: []].formUnion(rule.values ?? []) }
        for selector in implications.flatMap({ [$0.condition, $0.consequence] }) {
            for label in selector.matchLabels.value ?? [] { values[label.key, default: []].insert(label.value) }
            for expression in selector.matchExpressions.value ?? [] {
                values[expression.key, default: []].formUnion(expression.values.value ?? [])
            }
        }
        return values
    }

    private static func assignments(_ values: [String: Set<String>]) -> [[String: String]] {
        var result: [[String: String]] = [[:]]
        for (key, values) in values {
            result = result.flatMap { labels in
                ([nil, "nobody-says-so"] + values.map { $0 }).map { value in
                    var labels = labels
                    labels[key] = value
                    return labels
                }
            }
        }
        return result
    }
}

extension SampleUniverse.Implication {
    func holds(of labels: [String: String]) -> Bool {
        !condition.matches(labels) || consequence.matches(labels)
    }
}

extension SampleUniverse {
    /// Only the rules of some names, which are those that proofs give them.
    func keeping(_ isKept: (String) -> Bool) -> SampleUniverse {
        func rules(_ rules: [LabelRule], _ owner: String) -> [LabelRule] {
            rules.map { rule in
                var rule = rule
                if !isKept("\(owner).labels.\(rule.key).required") { rule.isRequired = false }
                if !isKept("\(owner).labels.\(rule.key).values") { rule.values = nil }
                if !isKept("\(owner).labels.\(rule.key).immutable") { rule.isImmutable = false }
                return rule
            }
        }
        func implications(_ implications: [Implication], _ owner: String) -> [Implication] {
            implications.enumerated().filter { isKept("\(owner).implications.\($1.name ?? "\($0)")") }.map(\.element)
        }
        var universe = self
        universe.namespaceLabels = rules(namespaceLabels, "namespaces")
        universe.podLabels = rules(podLabels, "pods")
        universe.namespaceImplications = implications(namespaceImplications, "namespaces")
        universe.podImplications = implications(podImplications, "pods")
        return universe
    }
}
