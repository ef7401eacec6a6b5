import PolicyModel
import SMT

/// Looks for an invariant of recursive rules that keeps a violation out: for each relation, states that no derivation
/// leads to. What it finds is for `InvariantCheck` to judge.
///
/// Property-directed reachability (IC3) over rules. Frame `k` is what derivations up to height `k` can lead to as far as
/// is known: everything but the states excluded at level `k` or above. Where the violation can be derived from the last
/// frame, what it rests on is excluded, or shown to be derivable, one level further down, and so on; states are excluded
/// together with all others that the same reasons exclude. The invariant is a frame that derivations no longer leave.
///
/// States are those of single tuples: what two tuples of a derivation have in common beyond the rule that takes both is
/// forgotten, so that a derivation may be found where there is none, but no invariant that is none.
struct InvariantSearch {
    enum Outcome {
        case invariant([ExcludedStates])
        /// A derivation of this height or less, unless what was forgotten speaks against it; perhaps with endpoints in
        /// these classes alone.
        case derivable(height: Int, classes: Set<Int>)
        case unknown(String)
    }

    private struct GaveUp: Error {
        var reason: String
    }

    private var rules: RecursiveRules
    /// By level from 1: what is excluded there and not at the next one.
    private var excluded: [[ExcludedStates]] = [[], []]
    /// By level: true where its exclusions count.
    private var levels: [Term] = []
    private var questions = 0
    private let maximumLevels: Int
    private let maximumQuestions: Int

    /// Starts in a session that is reset. Premises of the workspace are taken to hold.
    init(
        _ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace, maximumLevels: Int = 40,
        maximumQuestions: Int = 20_000, in session: inout Session
    ) throws {
        self.maximumLevels = maximumLevels
        self.maximumQuestions = maximumQuestions
        rules = try RecursiveRules(claim, scope, workspace, in: &session)
        for (_, premise) in rules.tree.space.premises.sorted(by: { $0.key < $1.key }) { try session.assert(premise) }
        for _ in excluded { levels.append(try session.boolean()) }
    }

    private var last: Int { excluded.count - 1 }

    mutating func outcome(in session: inout Session) throws -> Outcome {
        do {
            while last < maximumLevels {
                if let height = try excludeCauses(in: &session) { return .derivable(height: height, classes: classes) }
                excluded.append([])
                levels.append(try session.boolean())
                if let invariant = try pushed(in: &session) { return .invariant(invariant) }
            }
            return .unknown("no invariant was found in \(maximumLevels) levels")
        } catch let failure as GaveUp {
            return .unknown(failure.reason)
        }
    }

    /// Excludes whatever the violation can be derived from in the last frame; the height of a derivation if there is one.
    private mutating func excludeCauses(in session: inout Session) throws -> Int? {
        while try ask(rules.violation, above: last, [], in: &session) {
            let causes = try trueLeaves(of: rules.violation, in: session)
            guard try excludeOne(of: causes, at: last, in: &session) else { return last + 1 }
        }
        return nil
    }

    /// Excludes one of the tuples that a step rests on; false if all of them can be derived.
    private mutating func excludeOne(
        of causes: [ExcludedStates], at level: Int, in session: inout Session
    ) throws -> Bool {
        for cause in causes where try exclude(cause, at: level, in: &session) { return true }
        return false
    }

    /// Excludes a tuple, and others with it, from the frames up to a level; false if it can be derived.
    private mutating func exclude(
        _ state: ExcludedStates, at level: Int, in session: inout Session
    ) throws -> Bool {
        // Every tuple is of a recursive relation, and those have steps.
        let goal = rules.steps[state.relation]!
        while let causes = try causes(of: state, goal, at: level, in: &session) {
            guard level > 1, try excludeOne(of: causes, at: level - 1, in: &session) else { return false }
        }
        var general = try generalised(state, goal, at: level, in: &session)
        var highest = level
        while highest < last, try isExcluded(&general, goal, at: highest + 1, in: &session) { highest += 1 }
        try add(general, at: highest, in: &session)
        return true
    }

    /// What a derivation of the state would rest on; nil if there is none.
    private mutating func causes(
        of state: ExcludedStates, _ goal: Int, at level: Int, in session: inout Session
    ) throws -> [ExcludedStates]? {
        guard try ask(goal, above: level - 1, state.literals, besides: state, in: &session) else { return nil }
        return try trueLeaves(of: goal, in: session)
    }

    // MARK: Questions

    /// Whether a step leads to endpoints in such states from what the frame of a level lets be; from nothing at level 0.
    ///
    /// - Parameter besides: states that the step is not to start from.
    private mutating func ask(
        _ goal: Int, above level: Int, _ literals: [StateLiteral], besides states: ExcludedStates? = nil,
        in session: inout Session
    ) throws -> Bool {
        var assumptions = [rules.literal(goal)]
        if level == 0 {
            assumptions += (rules.leaves[goal] ?? []).map { session.not(rules.literal($0)) }
        } else {
            assumptions += levels[level...]
        }
        if let states, level > 0 { assumptions += try excluding(states, from: goal, in: &session) }
        var asked: [Term] = []
        for literal in literals {
            asked.append(
                try rules.tree.space.term(for: literal, of: rules.tree.goals[goal].arguments, in: &session))
        }
        self.asked = Array(zip(literals, asked))
        questions += 1
        guard questions <= maximumQuestions else { throw GaveUp(reason: "too many questions") }
        switch try session.check(assuming: assumptions + asked) {
        case .satisfiable:
            try noteClasses(in: session)
            return true
        case .unsatisfiable: return false
        case .unknown(let reason): throw GaveUp(reason: reason.description)
        }
    }

    /// The classes of all endpoints of steps that turned out to be possible.
    private var classes: Set<Int> = []

    private mutating func noteClasses(in session: borrowing Session) throws(SMTError) {
        for endpoint in rules.tree.space.endpoints {
            if let number = try session.values(of: endpoint.sites).firstIndex(of: true) { classes.insert(number) }
        }
    }

    /// The literals of the last question, with their terms.
    private var asked: [(StateLiteral, Term)] = []

    /// Which of the literals of the last question, answered by no, it needed; in their order.
    private func needed(in session: borrowing Session) throws(SMTError) -> [StateLiteral] {
        let core = Set(try session.unsatCore())
        return asked.filter { core.contains($0.1) }.map(\.0)
    }

    /// The states are none that the leaves of a goal may have.
    private mutating func excluding(
        _ states: ExcludedStates, from goal: Int, in session: inout Session
    ) throws(SMTError) -> [Term] {
        let leaves = rules.leaves(of: goal, like: states)
        guard !leaves.isEmpty else { return [] }
        let holds = try session.boolean()
        for leaf in leaves {
            let isIn = try rules.isIn(states, leaf, in: &session)
            try session.assert(
                try session.or([session.not(holds), session.not(rules.literal(leaf)), session.not(isIn)]))
        }
        return [holds]
    }

    private func trueLeaves(of goal: Int, in session: borrowing Session) throws(SMTError) -> [ExcludedStates] {
        var result: [ExcludedStates] = []
        for leaf in rules.leaves[goal] ?? [] where try session.value(of: rules.literal(leaf)) {
            let goal = rules.tree.goals[leaf]
            result.append(
                ExcludedStates(
                    relation: goal.relation,
                    literals: try rules.tree.space.state(of: goal.arguments, in: session)))
        }
        return result
    }

    // MARK: Generalisation

    /// More states that are excluded for the same reasons: literals that are not needed are left out.
    private mutating func generalised(
        _ state: ExcludedStates, _ goal: Int, at level: Int, in session: inout Session
    ) throws -> ExcludedStates {
        var state = state
        state.literals = try needed(in: session)
        for literal in state.literals where state.literals.contains(literal) && state.literals.count > 1 {
            var wider = state
            wider.literals.removeAll { $0 == literal }
            if try isExcluded(&wider, goal, at: level, in: &session) { state = wider }
        }
        return state
    }

    /// Whether no step leads to the states from outside of them; leaves out what that does not need.
    private mutating func isExcluded(
        _ states: inout ExcludedStates, _ goal: Int, at level: Int, in session: inout Session
    ) throws -> Bool {
        guard try !ask(goal, above: level - 1, states.literals, besides: states, in: &session) else { return false }
        states.literals = try needed(in: session)
        return true
    }

    private mutating func add(
        _ states: ExcludedStates, at level: Int, in session: inout Session
    ) throws(SMTError) {
        excluded[level].append(states)
        try assert(states, at: level, in: &session)
    }

    private mutating func assert(
        _ states: ExcludedStates, at level: Int, in session: inout Session
    ) throws(SMTError) {
        for goal in [rules.violation] + rules.steps.values.sorted() {
            for leaf in rules.leaves(of: goal, like: states) {
                let isIn = try rules.isIn(states, leaf, in: &session)
                try session.assert(
                    try session.or([
                        session.not(levels[level]), session.not(rules.literal(leaf)), session.not(isIn),
                    ]))
            }
        }
    }

    // MARK: Closing

    /// Excludes one level further up what can be; the invariant once a frame is like the next one.
    private mutating func pushed(in session: inout Session) throws -> [ExcludedStates]? {
        for level in 1..<last {
            var kept: [ExcludedStates] = []
            for states in excluded[level] {
                // Every excluded state is of a recursive relation, and those have steps.
                let goal = rules.steps[states.relation]!
                if try ask(goal, above: level, states.literals, in: &session) {
                    kept.append(states)
                } else {
                    excluded[level + 1].append(states)
                    try assert(states, at: level + 1, in: &session)
                }
            }
            excluded[level] = kept
            if kept.isEmpty { return excluded[(level + 1)...].flatMap { $0 } }
        }
        return nil
    }
}
