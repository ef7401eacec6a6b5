import PolicyModel

/// The states of one label key that have to be told apart: absent, each mentioned value, and values that nobody mentions
/// (abstraction.md §2). Both endpoints share the domain of a key.
struct LabelDomain: Sendable {
    var space: LabelSpace
    var key: String
    /// Sorted.
    var mentioned: [String]
    /// How many values beyond the mentioned ones are needed: one for each endpoint that is compared, two for a pair (AB-09).
    var freshValues: Int

    /// The set of states that a concrete state belongs to.
    func set(of value: String?) -> LabelSet {
        guard let value else { return .absent }
        let named = LabelSet.oneOf(mentioned)
        return named.contains(value) ? .oneOf([value]) : named.complement.intersection(.present)
    }

    /// A number for each set of states: -1 absent, -2 not mentioned.
    func index(of value: String?) -> Int {
        guard let value else { return -1 }
        return mentioned.firstIndex(of: value) ?? -2
    }
}
