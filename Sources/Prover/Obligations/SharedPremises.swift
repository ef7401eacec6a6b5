/// Which premises speak of the same policies, directly or through others: a policy is there at every place that it
/// governs or at none, so they are assumed together.
struct SharedPremises {
    private var parents: [Int]
    private var firstOfPolicy: [Int: Int] = [:]

    init(count: Int) { parents = Array(0..<count) }

    /// - Parameters:
    ///   - lists: for each of some places that are alike the numbers of its policies.
    ///   - first: the number of the premise that the first policy of each list is.
    mutating func add(_ lists: [[Int]], from first: Int) {
        for list in lists {
            for (position, policy) in list.enumerated() {
                let roots = [root(first + position), root(firstOfPolicy[policy] ?? first + position)]
                firstOfPolicy[policy] = min(roots[0], roots[1])
                parents[max(roots[0], roots[1])] = min(roots[0], roots[1])
            }
        }
    }

    /// For each premise the first one of those that share a policy with it.
    var representatives: [Int] { parents.indices.map(root) }

    private func root(_ number: Int) -> Int {
        var number = number
        while parents[number] != number { number = parents[number] }
        return number
    }
}
