import NetworkModel
import PolicyModel

/// Writes CEL, the language of ValidatingAdmissionPolicies.
enum CELText {
    /// A string literal in ASCII: whatever else is escaped.
    static func literal(_ text: String) -> String {
        var result = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": result += "\\'"
            case "\\": result += "\\\\"
            case _ where (0x20..<0x7F).contains(scalar.value): result.unicodeScalars.append(scalar)
            default: result += escape(scalar.value)
            }
        }
        return result + "'"
    }

    private static func escape(_ value: UInt32) -> String {
        let digits = String(value, radix: 16)
        let (letter, width) = value > 0xFFFF ? ("U", 8) : ("u", 4)
        return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
    }

    static func list(_ texts: [String]) -> String { "[" + texts.map(literal).joined(separator: ", ") + "]" }

    /// The text is one of a list that is not empty.
    static func isOne(_ text: String, of values: [String]) -> String {
        values.count == 1 ? "\(text) == \(literal(values[0]))" : "\(text) in \(list(values))"
    }
}

/// The labels of an object in CEL.
struct CELLabels {
    /// A map that is there even where the object has no labels.
    var map: String
    /// Keys whose values are known from elsewhere, and always present, with the expression for the value.
    var automatic: [String: String] = [:]

    func has(_ key: String) -> String {
        automatic[key] == nil ? "\(CELText.literal(key)) in \(map)" : "true"
    }

    /// Only where the key is there.
    func value(_ key: String) -> String { automatic[key] ?? "\(map)[\(CELText.literal(key))]" }

    /// The conjunction of a selector's requirements, in parentheses where there is more than one (networkpolicy.md §2).
    func matches(_ selector: LabelSelector) -> String {
        let parts = selector.requirements.map(meets)
        switch parts.count {
        case 0: return "true"
        case 1: return parts[0]
        default: return "(" + parts.joined(separator: " && ") + ")"
        }
    }

    /// In parentheses where it has more than one part, so that it can be negated.
    private func meets(_ requirement: LabelRequirement) -> String {
        let key = requirement.key
        let isOne = CELText.isOne(value(key), of: requirement.values)
        let isIn = automatic[key] == nil ? "(\(has(key)) && \(isOne))" : "(\(isOne))"
        return switch requirement.operator {
        case .isIn: isIn
        case .notIn: "!" + isIn
        case .exists: "(\(has(key)))"
        case .doesNotExist: "!(\(has(key)))"
        }
    }
}
