import PolicyModel
import SMT

/// One step of every recursive relation in the solver, and one of the violation: goals with the calls of recursive
/// relations as leaves. What the leaves may be is said from outside.
struct RecursiveRules {
    var tree: DerivationTree
    /// The goal of each recursive relation.
    private(set) var steps: [Int: Int] = [:]
    /// The goal that is a violation of the scope.
    let violation: Int
    /// The leaves below each goal.
    private(set) var leaves: [Int: [Int]] = [:]

    /// Starts in a session that is reset.
    init(
        _ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace, in session: inout Session
    ) throws {
        try session.reset()
        tree = DerivationTree(workspace)
        let recursive = claim.program.recursiveRelations
        violation = try tree.root(claim.violation, in: &session)
        let isViolation = try tree.isViolation(claim, scope, violation, in: &session)
        try session.assert(try session.implies(tree.goals[violation].literal, isViolation))
        try tree.expand(violation, in: &session)
        try tree.expandAll(except: recursive, in: &session)
        leaves[violation] = tree.leaves(below: violation)
        for relation in recursive.sorted() {
            let goal = try tree.root(relation, in: &session)
            try tree.expand(goal, in: &session)
            try tree.expandAll(except: recursive, in: &session)
            steps[relation] = goal
            leaves[goal] = tree.leaves(below: goal)
        }
    }

    func literal(_ goal: Int) -> Term { tree.goals[goal].literal }

    /// The endpoints of a goal are in such states.
    mutating func isIn(
        _ states: ExcludedStates, _ goal: Int, in session: inout Session
    ) throws(SMTError) -> Term {
        try tree.space.term(for: states.literals, of: tree.goals[goal].arguments, in: &session)
    }

    /// The leaves of a goal that could be such states.
    func leaves(of goal: Int, like states: ExcludedStates) -> [Int] {
        (leaves[goal] ?? []).filter { tree.goals[$0].relation == states.relation }
    }
}
