import PolicyModel
import SMT

/// Looks for a derivation of a violation by height: the lowest first, in one tree that grows where it may matter.
///
/// If no derivation is left though leaves may be true for any reason, there is none of any height: what was left out of
/// the tree is only more reasons for the leaves.
struct DerivationSearch {
    let claim: DerivedClaim
    private(set) var tree: DerivationTree
    let root: Int
    /// Relations whose goals are expanded one level at a time; all others at once.
    let recursive: Set<Int>
    /// The leaves that were expanded so far, one level after the other.
    private(set) var expanded: [[Int]] = []

    /// What is known of derivations in which the leaves are false.
    enum Outcome {
        /// There is one, in the session's last model.
        case found
        /// There is none, whatever the leaves are.
        case none
        /// There is none; there may be if one of these leaves is true.
        case open([Int])
        case unknown(UnknownReason)
    }

    /// Starts in a session that is reset.
    ///
    /// - Throws: `DerivationTree.TreeTooLarge`, and the solver's failures.
    init(
        _ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace, in session: inout Session
    ) throws {
        self.claim = claim
        recursive = claim.program.recursiveRelations
        try session.reset()
        tree = DerivationTree(workspace)
        root = try tree.root(claim.violation, in: &session)
        try session.assert(tree.goals[root].literal)
        try session.assert(try tree.isViolation(claim, scope, root, in: &session))
        try tree.expand(root, in: &session)
        try tree.expandAll(except: recursive, in: &session)
    }

    /// Asks once.
    ///
    /// - Parameter others: what is to hold beside.
    mutating func check(assuming others: [Term] = [], in session: inout Session) throws(SMTError) -> Outcome {
        let leaves = tree.leaves
        let assumptions = leaves.map { session.not(tree.goals[$0].literal) } + others
        switch try session.check(assuming: assumptions, keepsModel: false) {
        case .satisfiable:
            try settle(assumptions, in: &session)
            return .found
        case .unknown(let reason): return .unknown(reason)
        case .unsatisfiable:
            let core = Set(try session.unsatCore())
            let needed = zip(leaves, assumptions).filter { core.contains($0.1) }.map(\.0)
            return needed.isEmpty ? .none : .open(needed)
        }
    }

    /// Puts rules in the place of leaves.
    mutating func expand(_ leaves: [Int], in session: inout Session) throws {
        expanded.append(leaves)
        for leaf in leaves { try tree.expand(leaf, in: &session) }
        try tree.expandAll(except: recursive, in: &session)
        guard !tree.isTooLarge else { throw DerivationTree.TreeTooLarge() }
    }

    /// Leaves the session with a model in which unspecified behaviour and places are as plain as fits, in this order.
    private func settle(_ assumptions: [Term], in session: inout Session) throws(SMTError) {
        var preferences = tree.space.choices.keys.sorted().map { session.not(tree.space.choices[$0]!) }
        for endpoint in tree.space.endpoints.indices {
            for kinds in [Set([Candidates.PlaceKind.listed]), [.listed, .external]] {
                let isThere = try tree.space.isAt(kinds, endpoint, in: &session)
                let preferred = try session.boolean()
                try session.assert(try session.implies(preferred, isThere))
                preferences.append(preferred)
            }
        }
        for attempt in tree.space.attempts { preferences.append(attempt.transports[0]) }
        if try session.check(assuming: assumptions + preferences) == .satisfiable { return }
        var kept = assumptions
        for preference in preferences.prefix(Self.triedPreferences)
        where try session.check(assuming: kept + [preference], keepsModel: false) == .satisfiable {
            kept.append(preference)
        }
        _ = try session.check(assuming: kept)
    }

    /// More are not tried one by one.
    private static let triedPreferences = 24
}

extension DerivationTree {
    /// The tuple of a goal is a violation of the scope: one of its protected endpoints is in a future namespace, or none.
    mutating func isViolation(
        _ claim: DerivedClaim, _ scope: Scope, _ root: Int, in session: inout Session
    ) throws(SMTError) -> Term {
        var futures: [Term] = []
        for argument in claim.protected {
            futures.append(try space.isAt([.future], goals[root].arguments[argument], in: &session))
        }
        let isFuture = try session.or(futures)
        return scope == .future ? isFuture : session.not(isFuture)
    }
}
