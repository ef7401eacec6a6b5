/// A Kubernetes label selector: the conjunction of its requirements; none at all selects everything.
///
/// A selector that is null or missing where a field is a pointer is not a `LabelSelector` at all (networkpolicy.md §1).
public struct LabelSelector: Hashable, Sendable {
    public var requirements: [LabelRequirement]

    public init(_ requirements: [LabelRequirement] = []) {
        self.requirements = requirements
    }

    public static let everything = LabelSelector()
}

/// One requirement on one label key (networkpolicy.md §2).
public struct LabelRequirement: Hashable, Sendable {
    public enum Operator: String, Hashable, Sendable, CaseIterable {
        case isIn = "In"
        case notIn = "NotIn"
        case exists = "Exists"
        case doesNotExist = "DoesNotExist"
    }

    public var key: String
    public var `operator`: Operator
    /// Sorted and without repetitions; empty for Exists and DoesNotExist.
    public private(set) var values: [String]

    public init(_ key: String, _ operator: Operator, _ values: [String] = []) {
        self.key = key
        self.operator = `operator`
        self.values = values.count > 1 ? Array(Set(values)).sorted() : values
    }

    /// `matchLabels: {key: value}`.
    public init(_ key: String, equals value: String) {
        self.init(key, .isIn, [value])
    }
}
