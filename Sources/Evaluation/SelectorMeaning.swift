import PolicyModel

extension LabelRequirement {
    /// Whether a label of this value, or nil for an absent one, meets the requirement (networkpolicy.md §2).
    func isMet(by value: String?) -> Bool {
        switch self.operator {
        case .isIn: value.map(values.contains) ?? false
        case .notIn: value.map { !values.contains($0) } ?? true
        case .exists: value != nil
        case .doesNotExist: value == nil
        }
    }
}

extension LabelSelector {
    /// The conjunction of the requirements; `value` gives, for a key, the outer nil for not known and the inner nil
    /// for absent.
    func matches(_ value: (String) -> String??) -> Truth {
        var result = Truth.yes
        for requirement in requirements {
            guard let known = value(requirement.key) else {
                result = .unknown
                continue
            }
            if !requirement.isMet(by: known) { return .no }
        }
        return result
    }
}
