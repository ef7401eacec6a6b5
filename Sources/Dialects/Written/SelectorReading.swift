import Diagnostics
public import Manifests
import PolicyModel

extension ObjectReader {
    /// A label selector, checked as the API server does (V2 to V5); its problems are reported.
    public mutating func selector(_ name: String) -> Written<WrittenSelector> {
        writtenObject(name) { $0.selectorFields() }
    }

    /// The selector whose fields these are.
    public mutating func selectorFields() -> WrittenSelector {
        WrittenSelector(
            matchLabels: writtenLabels("matchLabels"),
            matchExpressions: writtenObjects("matchExpressions") { $0.selectorExpression() })
    }

    /// A map of labels, checked (V2, V3).
    public mutating func writtenLabels(_ name: String) -> Written<[WrittenLabel]> {
        switch presence(name) {
        case .missing: return .missing
        case .null: return .null(location(of: name))
        case .present(let node):
            let mapPath = FieldPath.field(path, name)
            let labels = stringMap(name).map { entry in
                context.checkLabelKey(Located(entry.key, at: entry.keyLocation), mapPath)
                context.checkLabelValue(Located(entry.value, at: entry.location), .key(mapPath, entry.key))
                return WrittenLabel(entry.key, entry.value, at: entry.keyLocation)
            }
            return .given(labels, context.location(of: node))
        }
    }

    private mutating func selectorExpression() -> WrittenSelector.Expression? {
        let key = Located(string("key") ?? "", at: location(of: "key"))
        context.checkLabelKey(key, .field(path, "key"))
        let operation = selectorOperator()
        let values = writtenStrings("values") { value, path, context in context.checkLabelValue(value, path) }
        guard let operation else { return nil }
        checkValueCount(of: operation.value)
        return WrittenSelector.Expression(key: key, operator: operation, values: values, at: location)
    }

    /// V4.
    private mutating func selectorOperator() -> Located<LabelRequirement.Operator>? {
        let words = LabelRequirement.Operator.allCases.map(\.rawValue)
        guard field("operator").map({ !$0.isNull }) ?? false else {
            report(
                "V4", "\(FieldPath.field(path, "operator").inWords) is missing",
                expected: "expected one of " + words.listed)
            return nil
        }
        let place = location(of: "operator")
        return choice("operator", among: words, id: "V4").flatMap(LabelRequirement.Operator.init)
            .map { Located($0, at: place) }
    }

    /// V5.
    private func checkValueCount(of operation: LabelRequirement.Operator) {
        // Values that could not be read have been reported, and are values all the same.
        let isEmpty = (elementCount(of: "values") ?? 0) == 0
        switch operation {
        case .isIn, .notIn:
            guard isEmpty else { return }
            report(
                "V5", "\(path.inWords) has operator `\(operation.rawValue)` and no values", at: "values",
                expected: "expected at least one value")
        case .exists, .doesNotExist:
            guard !isEmpty else { return }
            report(
                "V5", "\(path.inWords) has operator `\(operation.rawValue)` and values", at: "values",
                expected: "expected no values",
                suggestion: operation == .exists ? "did you mean `In`?" : "did you mean `NotIn`?")
        }
    }
}

extension [String] {
    /// "`a`, `b`, `c`"
    var listed: String { map(\.inBackticks).joined(separator: ", ") }
}
