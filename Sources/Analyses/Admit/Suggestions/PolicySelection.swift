import PolicyModel

/// Some of the candidates, by their positions.
struct PolicySelection: Hashable {
    /// Ascending.
    private(set) var members: [Int] = []

    func contains(_ candidate: Int) -> Bool { members.contains(candidate) }

    func adding(_ candidate: Int) -> PolicySelection {
        PolicySelection(members: (members + [candidate]).sorted())
    }
}

extension CandidatePolicies {
    subscript(selection: PolicySelection) -> [CandidatePolicy] { selection.members.map { all[$0] } }

    /// The positions of those that are not selected, in one namespace.
    func further(_ selection: PolicySelection, in namespace: String) -> [Int] {
        all.indices.filter { all[$0].namespace == namespace && !selection.contains($0) }
    }

    /// Of selections of one size, those of more templates come first, then those of fewer rules, then in the order of the
    /// candidates.
    func isPreferred(_ left: PolicySelection, to right: PolicySelection) -> Bool {
        rank(left).lexicographicallyPrecedes(rank(right))
    }

    private func rank(_ selection: PolicySelection) -> [Int] {
        let policies = self[selection]
        return [-policies.count { $0.template != nil }, policies.reduce(0) { $0 + $1.ruleCount }] + selection.members
    }
}
