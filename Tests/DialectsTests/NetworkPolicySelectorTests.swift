import Dialects
import PolicyModel
import Testing

@Suite struct NetworkPolicySelectorTests {
    private func subject(_ selector: String) throws -> EndpointPredicate {
        try shape("{podSelector: \(selector)}").subject
    }

    @Test("labels and expressions must all hold; contradictions are accepted (NP-25, NP-26, NP-32, NP-33)")
    func conjunction() throws {
        #expect(
            try subject("{matchLabels: {app: web}, matchExpressions: [{key: app, operator: NotIn, values: [web]}]}")
                == .podLabels(
                    LabelSelector([LabelRequirement("app", equals: "web"), LabelRequirement("app", .notIn, ["web"])])))
        #expect(
            try subject("{matchExpressions: [{key: app, operator: In, values: [web, db, web]}]}")
                == .podLabels(LabelSelector([LabelRequirement("app", .isIn, ["db", "web"])])))
        #expect(
            try subject(
                "{matchExpressions: [{key: a, operator: Exists}, {key: b, operator: DoesNotExist, values: []}]}")
                == .podLabels(LabelSelector([LabelRequirement("a", .exists), LabelRequirement("b", .doesNotExist)])))
    }

    @Test(
        "missing, null and empty parts select everything",
        arguments: ["{matchLabels: null}", "{matchExpressions: []}", "null"])
    func emptyParts(_ selector: String) throws {
        #expect(try subject(selector) == .podLabels(.everything))
    }

    @Test("the empty value is a value, and null reads as it (NP-29, NP-30)")
    func emptyValue() throws {
        let empty = EndpointPredicate.podLabels(LabelSelector([LabelRequirement("app", equals: "")]))
        #expect(try subject("{matchLabels: {app: \"\"}}") == empty)
        #expect(try subject("{matchLabels: {app: null}}") == empty)
        #expect(
            try subject("{matchExpressions: [{key: app, operator: NotIn, values: [\"\"]}]}")
                == .podLabels(LabelSelector([LabelRequirement("app", .notIn, [""])])))
    }

    @Test(
        "In and NotIn need values, Exists and DoesNotExist none (NP-27, V5)",
        arguments: [
            "{key: app, operator: In, values: []}", "{key: app, operator: In}",
            "{key: app, operator: NotIn, values: null}",
            "{key: app, operator: Exists, values: [x]}", "{key: app, operator: DoesNotExist, values: [x]}",
        ])
    func valueCounts(_ expression: String) {
        #expect(selectorRefusals("{matchExpressions: [\(expression)]}") == ["V5"])
    }

    @Test(
        "an operator is one of four, exactly spelt (NP-28, V4)",
        arguments: [
            "in", "Equals", "Gt", "Lt", "\"\"", "null", "exists",
        ])
    func operators(_ name: String) {
        #expect(selectorRefusals("{matchExpressions: [{key: app, operator: \(name), values: [a]}]}") == ["V4"])
    }

    @Test("an expression without an operator or a key is refused (V4, V2)")
    func missingParts() {
        #expect(selectorRefusals("{matchExpressions: [{key: app, values: [a]}]}") == ["V4"])
        #expect(selectorRefusals("{matchExpressions: [{operator: Exists}]}") == ["V2"])
        #expect(selectorRefusals("{matchExpressions: [null]}").sorted() == ["V2", "V4"])
    }

    @Test("label values are checked everywhere (NP-31, V3)")
    func values() throws {
        let long = String(repeating: "a", count: 64)
        #expect(selectorRefusals("{matchLabels: {app: -web}}") == ["V3"])
        #expect(selectorRefusals("{matchLabels: {app: \(long)}}") == ["V3"])
        #expect(
            selectorRefusals("{matchExpressions: [{key: app, operator: In, values: [web, \(long), b_]}]}") == [
                "V3", "V3",
            ])
        #expect(try subject("{matchLabels: {app: Web}}") != subject("{matchLabels: {app: web}}"))
    }

    @Test("label keys are checked everywhere (NP-34, V2)")
    func keys() {
        #expect(selectorRefusals("{matchLabels: {Example.com/app: a}}") == ["V2"])
        #expect(selectorRefusals("{matchLabels: {a/b/c: a}}") == ["V2"])
        #expect(selectorRefusals("{matchLabels: {example.com/App: a}}") == [])
        #expect(selectorRefusals("{matchExpressions: [{key: /app, operator: Exists}]}") == ["V2"])
    }

    @Test(
        "a label value that is no string is refused, not guessed (networkpolicy.md §1)",
        arguments: ["80", "true", "yes", "on", "1.5"])
    func typedValues(_ value: String) {
        let errors = selectorRefusals("{matchLabels: {app: \(value)}}")
        #expect(errors == ["type"] || errors == ["disputed-scalar"], "\(errors)")
    }

    @Test(
        "a policy type is Ingress or Egress, twice at most (NP-12, V6)",
        arguments: [
            "[ingress]", "[Ingress, Egress, Ingress]", "[\"\"]", "[Both]",
        ])
    func policyTypes(_ types: String) {
        #expect(refusals("{podSelector: {}, policyTypes: \(types)}") == ["V6"])
    }

    @Test(
        "a name is a DNS subdomain, a namespace a DNS label (V1)",
        arguments: [
            ("{name: Web, namespace: red}", ["V1"]), ("{name: a_b, namespace: red}", ["V1"]),
            ("{name: a.b-c.d, namespace: red}", []), ("{name: p, namespace: red.blue}", ["V1"]),
            ("{name: \"\", namespace: red}", ["V1"]), ("{name: -p, namespace: -n}", ["V1", "V1"]),
            ("{namespace: red}", ["required"]), ("{generateName: p-, namespace: red}", ["required"]),
            ("{name: p, labels: {a: \"b c\", \"d e\": f}}", ["V3", "V2"]),
            ("{name: p, label: {a: b}}", ["unknown-field"]),
        ])
    func names(_ metadata: String, _ expected: [String]) {
        let loading = Loading("{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: \(metadata)}")
        #expect(loading.errors == expected, "\(loading.messages)")
    }
}
