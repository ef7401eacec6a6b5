public import Diagnostics
public import PolicyModel

/// A label selector as written; `{}` has neither field and selects everything (networkpolicy.md §2).
public struct WrittenSelector: Hashable, Sendable {
    public var matchLabels: Written<[WrittenLabel]>
    public var matchExpressions: Written<[Expression]>

    public init(matchLabels: Written<[WrittenLabel]> = .missing, matchExpressions: Written<[Expression]> = .missing) {
        self.matchLabels = matchLabels
        self.matchExpressions = matchExpressions
    }

    /// `{key, operator, values}`.
    public struct Expression: Hashable, Sendable {
        public var key: Located<String>
        public var `operator`: Located<LabelRequirement.Operator>
        /// At least one for In and NotIn, none for Exists and DoesNotExist (V5).
        public var values: Written<[Located<String>]>
        public var location: SourceLocation

        public init(
            key: Located<String>, operator: Located<LabelRequirement.Operator>,
            values: Written<[Located<String>]> = .missing, at location: SourceLocation
        ) {
            self.key = key
            self.operator = `operator`
            self.values = values
            self.location = location
        }
    }
}

extension WrittenSelector {
    /// What it requires: all its labels and all its expressions.
    public var meaning: LabelSelector {
        let labels = (matchLabels.value ?? []).map { LabelRequirement($0.key, equals: $0.value) }
        let expressions = (matchExpressions.value ?? []).map {
            LabelRequirement($0.key.value, $0.operator.value, ($0.values.value ?? []).map(\.value))
        }
        return LabelSelector(labels + expressions)
    }
}
