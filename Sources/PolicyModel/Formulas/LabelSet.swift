/// A set of states of one label: absent, or present with one of some values, or present with any value but some.
///
/// Every label requirement is membership in such a set, and the sets are closed under complement, so negation never
/// meets a label requirement (networkpolicy.md §2: `NotIn` holds of an absent key because it is `not(In)`).
public struct LabelSet: Hashable, Sendable {
    public private(set) var includesAbsence: Bool
    /// Whether `values` are the values left out rather than those included.
    public private(set) var isCofinite: Bool
    /// Sorted, without repetitions.
    public private(set) var values: [String]

    private init(includesAbsence: Bool, isCofinite: Bool, values: [String]) {
        self.includesAbsence = includesAbsence
        self.isCofinite = isCofinite
        self.values = values
    }

    /// Present with one of these values.
    public static func oneOf(_ values: [String]) -> LabelSet {
        LabelSet(includesAbsence: false, isCofinite: false, values: Array(Set(values)).sorted())
    }

    public static let present = LabelSet(includesAbsence: false, isCofinite: true, values: [])
    public static let absent = LabelSet(includesAbsence: true, isCofinite: false, values: [])
    public static let anything = LabelSet(includesAbsence: true, isCofinite: true, values: [])
    public static let nothing = LabelSet(includesAbsence: false, isCofinite: false, values: [])

    /// The state a concrete label map is in for one key.
    public static func exactly(_ value: String?) -> LabelSet {
        value.map { LabelSet(includesAbsence: false, isCofinite: false, values: [$0]) } ?? absent
    }

    /// What a requirement admits.
    public static func admitted(by requirement: LabelRequirement) -> LabelSet {
        switch requirement.operator {
        case .isIn: .oneOf(requirement.values)
        case .notIn: LabelSet.oneOf(requirement.values).complement
        case .exists: .present
        case .doesNotExist: .absent
        }
    }

    /// What a rule of the universe admits.
    public static func admitted(by rule: Universe.LabelRule) -> LabelSet {
        let values = rule.values.map(LabelSet.oneOf) ?? .present
        return rule.isRequired ? values : values.union(.absent)
    }

    public var isEmpty: Bool { !includesAbsence && !isCofinite && values.isEmpty }
    public var isEverything: Bool { includesAbsence && isCofinite && values.isEmpty }

    public func contains(_ value: String?) -> Bool {
        guard let value else { return includesAbsence }
        return containsListed(value) != isCofinite
    }

    private func containsListed(_ value: String) -> Bool {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low < values.count && values[low] == value
    }

    /// A value in the set; nil for the absent label. Nobody mentions the value that stands for all others.
    public var representative: String? {
        if includesAbsence { return nil }
        guard isCofinite else { return values.first }
        return (0...).lazy.map { "\(Self.madeUpPrefix)\($0)" }.first { !values.contains($0) }
    }

    /// What the values begin with that stand for all those that nobody mentions.
    public static let madeUpPrefix = "any-other-"

    public var complement: LabelSet {
        LabelSet(includesAbsence: !includesAbsence, isCofinite: !isCofinite, values: values)
    }

    public func intersection(_ other: LabelSet) -> LabelSet {
        let absence = includesAbsence && other.includesAbsence
        switch (isCofinite, other.isCofinite) {
        case (false, _):
            return LabelSet(
                includesAbsence: absence, isCofinite: false,
                values: values.filter { other.contains($0) })
        case (true, false):
            return LabelSet(
                includesAbsence: absence, isCofinite: false,
                values: other.values.filter { contains($0) })
        case (true, true):
            return LabelSet(
                includesAbsence: absence, isCofinite: true,
                values: Array(Set(values).union(other.values)).sorted())
        }
    }

    public func union(_ other: LabelSet) -> LabelSet {
        complement.intersection(other.complement).complement
    }

    public func isSubset(of other: LabelSet) -> Bool {
        intersection(other.complement).isEmpty
    }

    public func isDisjoint(with other: LabelSet) -> Bool {
        intersection(other).isEmpty
    }
}
