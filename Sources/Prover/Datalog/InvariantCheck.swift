import PolicyModel
import SMT

/// Judges whether states that are said to be excluded are an invariant that keeps the violation out, by plain questions
/// to a solver that knows nothing of how they were found.
///
/// For each recursive relation: no rule leads to an excluded tuple from calls of tuples that are not excluded. With no
/// calls that is what holds initially, with calls that the rules do not leave it; so by induction on the height of
/// derivations no excluded tuple is ever derived. And no rule leads from tuples that are not excluded to a violation.
///
/// In each question the endpoints of one rule, and of the rules of relations that are not recursive below it, are in one
/// world: whatever world a derivation is in, each of its steps is one that the question permits. Values that nobody
/// mentions can be renamed apart in each step, because there are as many of them as endpoints in a question.
struct InvariantCheck {
    enum Outcome {
        case holds
        case fails
        case unknown(UnknownReason)
    }

    /// One step of each relation and of the violation.
    private(set) var rules: RecursiveRules
    /// What is assumed in each question: it is an invariant if none of them can be met.
    private(set) var questions: [[Term]] = []

    static func outcome(
        of invariant: [ExcludedStates], _ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace,
        in session: inout Session
    ) throws -> Outcome {
        let check = try InvariantCheck(of: invariant, claim, scope, workspace, in: &session)
        for question in check.questions {
            switch try session.check(assuming: question, keepsModel: false) {
            case .unsatisfiable: continue
            case .satisfiable: return .fails
            case .unknown(let reason): return .unknown(reason)
            }
        }
        return .holds
    }

    /// Starts in a session that is reset.
    init(
        of invariant: [ExcludedStates], _ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace,
        in session: inout Session
    ) throws {
        rules = try RecursiveRules(claim, scope, workspace, in: &session)
        for goal in [rules.violation] + rules.steps.values.sorted() {
            for states in invariant {
                for leaf in rules.leaves(of: goal, like: states) {
                    let isIn = try rules.isIn(states, leaf, in: &session)
                    try session.assert(try session.or([session.not(rules.literal(leaf)), session.not(isIn)]))
                }
            }
        }
        questions = [[rules.literal(rules.violation)]]
        for (relation, goal) in rules.steps.sorted(by: { $0.key < $1.key }) {
            var options: [Term] = []
            for states in invariant where states.relation == relation {
                options.append(try rules.isIn(states, goal, in: &session))
            }
            guard !options.isEmpty else { continue }
            let leaves = try session.boolean()
            try session.assert(try session.implies(leaves, try session.or(options)))
            questions.append([rules.literal(goal), leaves])
        }
    }
}
