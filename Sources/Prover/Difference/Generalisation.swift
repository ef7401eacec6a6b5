import PolicyModel
import SMT

/// Widens one connection to a largest set of connections of which all are different in the same way.
struct Generalisation {
    let space: CubeSpace
    /// What must be impossible inside the set: that a connection of it is not different.
    let objection: [Term]
    /// Where the set lies anyway: what is left out there need not be left out again.
    var within = Cube(excluded: [])

    /// Which dimensions are to speak of a connection where several would do: the earlier the rather.
    typealias Order = [Int]

    /// The widest cube around the states of one connection, or nil where the solver gives up.
    ///
    /// - Throws: `DifferenceError.notTold` if the states do not tell whether a connection is different.
    func widened(
        _ states: [Int], keeping order: Order, in session: inout Session
    ) throws -> Cube? {
        let objection = objection + terms(within.excluded)
        var literals: [[Int]] = states.enumerated().map { dimension, state in
            space.dimensions[dimension].states.indices.filter { $0 != state }
        }
        switch try session.check(assuming: objection + terms(literals), keepsModel: false) {
        case .satisfiable: throw DifferenceError.notTold
        case .unknown: return nil
        case .unsatisfiable: break
        }
        let kept = try explanation(of: order.map { [$0] }, background: [], in: &session) { items in
            objection + items.flatMap { item in item.flatMap { terms(of: $0, literals[$0]) } }
        }
        guard let kept else { return nil }
        let needed = Set(kept.joined())
        for dimension in literals.indices where !needed.contains(dimension) { literals[dimension] = [] }
        // What comes last in the order may stay coarsest, so it gives way first.
        for dimension in order.reversed() where needed.contains(dimension) {
            var rest = literals
            rest[dimension] = []
            let others = objection + terms(rest)
            let shorter = try explanation(of: literals[dimension], background: [], in: &session) { items in
                others + terms(of: dimension, items)
            }
            guard let shorter else { return nil }
            literals[dimension] = shorter.sorted()
        }
        return Cube(excluded: literals)
    }

    private func terms(of dimension: Int, _ excluded: [Int]) -> [Term] {
        excluded.map { space.dimensions[dimension].exclusions[$0] }
    }

    func terms(_ literals: [[Int]]) -> [Term] {
        literals.enumerated().flatMap { terms(of: $0.offset, $0.element) }
    }

    /// A part of the items without any one of which the objection could be met; earlier items stay the rather
    /// (QuickXplain). All of them together must suffice. Nil where the solver gives up.
    private func explanation<Item>(
        of items: [Item], background: [Item], in session: inout Session, assuming terms: ([Item]) -> [Term]
    ) throws(SMTError) -> [Item]? {
        switch try session.check(assuming: terms(background), keepsModel: false) {
        case .unsatisfiable: return []
        case .unknown: return nil
        case .satisfiable: break
        }
        return try necessary(items, background, in: &session, assuming: terms)
    }

    /// As above, where the background alone is known not to suffice.
    private func necessary<Item>(
        _ items: [Item], _ background: [Item], in session: inout Session, assuming terms: ([Item]) -> [Term]
    ) throws(SMTError) -> [Item]? {
        if items.count <= 1 { return items }
        let (first, second) = (Array(items[..<(items.count / 2)]), Array(items[(items.count / 2)...]))
        let later = try explanation(of: second, background: background + first, in: &session, assuming: terms)
        guard let later else { return nil }
        let earlier = try explanation(of: first, background: background + later, in: &session, assuming: terms)
        guard let earlier else { return nil }
        return earlier + later
    }
}
