import PolicyModel
import SMT

/// Looks for an invariant with Z3's engine for fixed points (Spacer), every relation being one of truth values.
///
/// A second way beside `InvariantSearch`, with other strengths: the engine makes up lemmas of any shape. What it finds is
/// judged by the same `InvariantCheck`.
struct HornSearch {
    private let claim: DerivedClaim
    private let scope: Scope
    private let workspace: DerivationWorkspace

    /// The most time that is spent where the user gives no limit.
    private static let patience = Duration.seconds(20)

    init(_ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace) {
        self.claim = claim
        self.scope = scope
        self.workspace = workspace
    }

    enum Outcome {
        case invariant([ExcludedStates])
        case derivable
        case unknown(String)
    }

    /// Starts in a session that is reset.
    func outcome(in session: inout Session) throws -> Outcome {
        let deadline = session.deadline
        defer { session.deadline = deadline }
        session.deadline = min(deadline ?? .now + Self.patience, .now + Self.patience)
        try session.reset()
        let relations = claim.program.relations
        let query = relations.count
        var rules: [HornProblem.Rule] = []
        for number in claim.program.rules.indices { rules.append(try rule(number, in: &session)) }
        rules.append(try violation(query, in: &session))
        let problem = HornProblem(
            arities: relations.map { states(of: $0.sorts.count).count } + [0], rules: rules, query: query)
        switch try session.solve(problem) {
        case .derivable: return .derivable
        case .unknown(let reason): return .unknown(reason.description)
        case .underivable(let formulas):
            let recursive = claim.program.recursiveRelations
            var invariant: [ExcludedStates] = []
            for relation in recursive.sorted() {
                let states = states(of: relations[relation].sorts.count)
                guard let cubes = formulas[relation].excludedCubes(over: states) else {
                    return .unknown("the invariant of the fixed-point engine is too large")
                }
                invariant += cubes.map { ExcludedStates(relation: relation, literals: $0) }
            }
            return .invariant(invariant)
        }
    }

    // MARK: Rules

    private func rule(_ number: Int, in session: inout Session) throws(SMTError) -> HornProblem.Rule {
        let start = session.mark
        var tree = DerivationTree(workspace)
        let relation = claim.program.rules[number].head.relation
        let goal = try tree.root(relation, in: &session)
        try tree.expand(goal, only: number, in: &session)
        // A goal that was expanded by one rule has one alternative.
        let alternative = tree.goals[goal].alternatives![0]
        var calls: [HornProblem.Application] = []
        for call in alternative.calls { calls.append(try application(of: call, &tree, in: &session)) }
        let head = try application(of: goal, &tree, in: &session)
        return HornProblem.Rule(
            from: start, to: session.mark, condition: alternative.literal, calls: calls, head: head)
    }

    private func violation(_ query: Int, in session: inout Session) throws(SMTError) -> HornProblem.Rule {
        let start = session.mark
        var tree = DerivationTree(workspace)
        let goal = try tree.root(claim.violation, in: &session)
        let isViolation = try tree.isViolation(claim, scope, goal, in: &session)
        let call = try application(of: goal, &tree, in: &session)
        return HornProblem.Rule(
            from: start, to: session.mark, condition: isViolation, calls: [call],
            head: HornProblem.Application(relation: query, arguments: []))
    }

    private func application(
        of goal: Int, _ tree: inout DerivationTree, in session: inout Session
    ) throws(SMTError) -> HornProblem.Application {
        let arguments = tree.goals[goal].arguments
        var terms: [Term] = []
        for state in states(of: arguments.count) {
            terms.append(try tree.space.term(for: state, of: arguments, in: &session))
        }
        return HornProblem.Application(relation: tree.goals[goal].relation, arguments: terms)
    }

    // MARK: States

    /// Whatever tells tuples of so many endpoints apart.
    private func states(of count: Int) -> [StateLiteral] {
        let space = DerivationSpace(workspace)
        var result: [StateLiteral] = []
        for argument in 0..<count {
            result += workspace.classes.indices.map { .site(argument, $0) }
            for variable in workspace.relevance.variables(of: .source) {
                let domain = workspace.relevance.domain(of: variable)
                result += (0..<(1 + domain.mentioned.count + domain.freshValues)).map {
                    .label(argument, variable, $0)
                }
            }
            for earlier in 0..<argument {
                result.append(.sameNamespace(earlier, argument, true))
                if workspace.comparesEndpoints { result.append(.sameEndpoint(earlier, argument, true)) }
            }
            if space.asksForAddresses { result.append(.isV4(argument, true)) }
        }
        let choices = workspace.atoms.compactMap { atom -> Choice? in
            guard case .choice(let choice) = atom else { return nil }
            if case .tie = choice { return nil }
            return choice
        }
        return result + Set(choices).sorted().map { .choice($0, true) }
    }
}

extension HornFormula {
    /// The states in which the formula is false, as cubes of literals; nil if there are too many.
    fileprivate func excludedCubes(over states: [StateLiteral]) -> [[StateLiteral]]? {
        cubes(of: false, over: states)
    }

    private static let limit = 2_000

    /// Cubes in which the formula is of a value.
    private func cubes(of value: Bool, over states: [StateLiteral]) -> [[StateLiteral]]? {
        switch self {
        case .constant(let constant): return constant == value ? [[]] : []
        case .argument(let position):
            guard states.indices.contains(position) else { return nil }
            return [[value ? states[position] : .not(states[position])]]
        case .not(let inner): return inner.cubes(of: !value, over: states)
        case .iff(let one, let other):
            return HornFormula.any([.all([one, other]), .all([.not(one), .not(other)])]).cubes(of: value, over: states)
        case .all(let parts):
            return value ? Self.product(parts, of: true, states) : Self.sum(parts, of: false, states)
        case .any(let parts):
            return value ? Self.sum(parts, of: true, states) : Self.product(parts, of: false, states)
        }
    }

    private static func sum(
        _ parts: [HornFormula], of value: Bool, _ states: [StateLiteral]
    ) -> [[StateLiteral]]? {
        var result: [[StateLiteral]] = []
        for part in parts {
            guard let cubes = part.cubes(of: value, over: states) else { return nil }
            result += cubes
            guard result.count <= limit else { return nil }
        }
        return result
    }

    private static func product(
        _ parts: [HornFormula], of value: Bool, _ states: [StateLiteral]
    ) -> [[StateLiteral]]? {
        var result: [[StateLiteral]] = [[]]
        for part in parts {
            guard let cubes = part.cubes(of: value, over: states), result.count * cubes.count <= limit else {
                return nil
            }
            result = result.flatMap { left in cubes.map { left + $0 } }
        }
        return result
    }
}
