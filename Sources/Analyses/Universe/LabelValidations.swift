import NetworkModel
import PolicyModel
import Reports

/// The universe's rules for labels as validations: for each what must hold of a request, and what is said where it does
/// not. Requests that change no label are let through before.
struct LabelValidations {
    let space: LabelSpace
    let universeName: String
    let rules: [Universe.LabelRule]
    let implications: [Universe.LabelImplication]
    let labels: CELLabels

    static let labelsVariable = "labels"
    static let untouchedVariable = "untouched"

    init(_ space: LabelSpace, of universe: Universe) {
        self.space = space
        universeName = universe.name ?? ""
        let map = "variables." + Self.labelsVariable
        switch space {
        case .namespace:
            rules = universe.namespaces.labels
            implications = universe.namespaces.implications
            // The automatic label is the name, and the name cannot be forged.
            labels = CELLabels(map: map, automatic: [namespaceNameLabel: "object.metadata.name"])
        case .pod:
            rules = universe.pods.labels
            implications = universe.pods.implications
            labels = CELLabels(map: map)
        }
    }

    /// In the order of the rules.
    var all: [AdmissionPolicy.Validation] {
        rules.flatMap { [required($0), values($0), immutable($0), setBy($0)].compactMap(\.self) }
            + implications.enumerated().map { implication($1, at: $0) }
    }

    /// What validations refer to; the keys that anything asks for are compared with those of the object as it was.
    var variables: [AdmissionPolicy.Expression] {
        let map = AdmissionPolicy.Expression(Self.labelsVariable, Self.labels(of: "object"))
        let keys = rules.filter { asksForChanges($0) }.map(\.key)
        guard !keys.isEmpty else { return [map] }
        let old = AdmissionPolicy.Expression("oldLabels", Self.oldLabels)
        // A key that is absent before and after is untouched, also in an object that was not there before.
        let isUntouched =
            "(k in variables.labels) == (k in variables.oldLabels)"
            + " && (!(k in variables.labels) || variables.labels[k] == variables.oldLabels[k])"
        return [map, old, .init(Self.untouchedVariable, "\(CELText.list(keys)).filter(k, \(isUntouched))")]
    }

    private func asksForChanges(_ rule: Universe.LabelRule) -> Bool {
        rule.setBy != nil || rule.isImmutable || (mayStay && (rule.isRequired || rule.values != nil))
    }

    /// Labels of namespaces that break a rule may stay as they are, as the universe has it; pods must obey all.
    private var mayStay: Bool { space == .namespace }

    static func labels(of object: String) -> String {
        "has(\(object).metadata.labels) ? \(object).metadata.labels : {}"
    }

    /// Of an object that was not there before: none.
    static let oldLabels = "oldObject == null || !has(oldObject.metadata.labels) ? {} : oldObject.metadata.labels"

    /// A request is looked at only if it creates an object or changes a label: controllers must be able to go on
    /// updating what is there already.
    static let changesLabels = AdmissionPolicy.Expression(
        "changes-labels", "oldObject == null || (\(labels(of: "object"))) != (\(oldLabels))")

    // MARK: Rules for one label

    private func untouched(_ key: String) -> String {
        "\(CELText.literal(key)) in variables.\(Self.untouchedVariable)"
    }

    private func required(_ rule: Universe.LabelRule) -> AdmissionPolicy.Validation? {
        guard rule.isRequired else { return nil }
        let stays = mayStay ? " || (request.operation == 'UPDATE' && \(untouched(rule.key)))" : ""
        return AdmissionPolicy.Validation(
            labels.has(rule.key) + stays,
            message: "the label \(rule.key) is missing" + source(.required(space, key: rule.key)), reason: .invalid)
    }

    private func values(_ rule: Universe.LabelRule) -> AdmissionPolicy.Validation? {
        guard let values = rule.values else { return nil }
        let key = rule.key
        let stays = mayStay ? " || \(untouched(key))" : ""
        let expected = "; expected " + Self.alternatives(values) + source(.values(space, key: key))
        return AdmissionPolicy.Validation(
            "!(\(labels.has(key))) || \(CELText.isOne(labels.value(key), of: values))\(stays)",
            message: "the label \(key) has another value than is allowed" + expected,
            messageExpression: CELText.literal("the label \(key) is \"") + " + \(labels.value(key)) + "
                + CELText.literal("\"" + expected), reason: .invalid)
    }

    private func immutable(_ rule: Universe.LabelRule) -> AdmissionPolicy.Validation? {
        guard rule.isImmutable else { return nil }
        return AdmissionPolicy.Validation(
            "oldObject == null || \(untouched(rule.key))",
            message: "the label \(rule.key) stays as it was at creation" + source(.immutable(key: rule.key)),
            reason: .forbidden)
    }

    private func setBy(_ rule: Universe.LabelRule) -> AdmissionPolicy.Validation? {
        guard let setters = rule.setBy else { return nil }
        var parts = [untouched(rule.key)]
        if !setters.users.isEmpty {
            parts.append(
                "(has(request.userInfo.username) && \(CELText.isOne("request.userInfo.username", of: setters.users)))")
        }
        if !setters.groups.isEmpty {
            let isMember = "request.userInfo.groups.exists(g, \(CELText.isOne("g", of: setters.groups)))"
            parts.append("(has(request.userInfo.groups) && \(isMember))")
        }
        return AdmissionPolicy.Validation(
            parts.joined(separator: " || "),
            message: "the label \(rule.key) is set, changed and removed by certain users alone"
                + source("\(space.owners).labels.\(rule.key).setBy"), reason: .forbidden)
    }

    // MARK: Rules between labels

    private func implication(_ implication: Universe.LabelImplication, at position: Int) -> AdmissionPolicy.Validation {
        let consequence = labels.matches(implication.consequence)
        let isGeneral = implication.condition == .everything
        let words = implication.consequence.requirements.map(\.inWords).joined(separator: " and ")
        let condition = implication.condition.requirements.map(\.inWords).joined(separator: " and ")
        return AdmissionPolicy.Validation(
            isGeneral ? consequence : "!\(labels.matches(implication.condition)) || \(consequence)",
            message: (isGeneral ? "the labels must have " : "labels with \(condition) must have ") + words
                + source(.implication(space, title: implication.title(at: position))), reason: .invalid)
    }

    // MARK: Words

    private func source(_ assumption: Universe.LabelAssumption) -> String { source(assumption.name) }

    private func source(_ name: String) -> String { " (\(name) of the LabelUniverse \(universeName))" }

    private static func alternatives(_ values: [String]) -> String {
        let shown = values.prefix(12).map { "\"\($0)\"" }
        let rest = values.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " or \(rest) more" : "")
    }
}
