import PolicyModel
import SMT

/// All derivations of a tuple up to some height, in the solver: goals, each with the rules that could derive it, and
/// the goals that these call for in turn. A goal that is not expanded is a leaf, and could be true for any reason.
struct DerivationTree {
    /// A relation that is to hold of some endpoints.
    struct Goal {
        var relation: Int
        /// Numbers of endpoints of the space.
        var arguments: [Int]
        /// True only if one of the alternatives is, once there are some.
        var literal: Term
        /// How many goals are above.
        var depth: Int
        /// Nil for a leaf.
        var alternatives: [Alternative]?
    }

    /// A rule that derives a goal.
    struct Alternative {
        var rule: Int
        var literal: Term
        /// By the rule's variables: numbers of endpoints of the space.
        var endpoints: [Int]
        /// By the rule's attempts: numbers of attempts of the space.
        var attempts: [Int]
        /// The goals that the rule calls for, in the order of its calls.
        var calls: [Int]
    }

    private struct GoalKey: Hashable {
        var relation: Int
        var arguments: [Int]
        /// Part of the key, so that no goal rests on itself.
        var depth: Int
    }

    private struct AttemptKey: Hashable {
        var source: Int
        var destination: Int
        /// Of several from the one to the other in one rule.
        var position: Int
    }

    var space: DerivationSpace
    private(set) var goals: [Goal] = []
    private var numbers: [GoalKey: Int] = [:]
    private let rules: [[Int]]
    /// A negated gate says nothing where connections pass whatever the policies say.
    private var program: DatalogProgram { space.workspace.program }

    init(_ workspace: DerivationWorkspace) {
        space = DerivationSpace(workspace)
        rules = workspace.program.rulesOfRelations
    }

    /// The goal that a relation holds of new endpoints.
    mutating func root(_ relation: Int, in session: inout Session) throws(SMTError) -> Int {
        var arguments: [Int] = []
        for _ in program.relations[relation].sorts { arguments.append(try space.endpoint(in: &session)) }
        return try goal(relation, arguments, depth: 0, in: &session)
    }

    private mutating func goal(
        _ relation: Int, _ arguments: [Int], depth: Int, in session: inout Session
    ) throws(SMTError) -> Int {
        let key = GoalKey(relation: relation, arguments: arguments, depth: depth)
        if let known = numbers[key] { return known }
        goals.append(
            Goal(relation: relation, arguments: arguments, literal: try session.boolean(), depth: depth))
        numbers[key] = goals.count - 1
        return goals.count - 1
    }

    /// What a goal draws on while it is expanded: its rules share endpoints and attempts, of which one rule uses each.
    private struct Pool {
        var endpoints: [Int] = []
        var attempts: [AttemptKey: Int] = [:]
    }

    /// Puts the rules in the place of a leaf.
    ///
    /// - Parameter only: the one rule to look at; nil for all.
    mutating func expand(_ number: Int, only: Int? = nil, in session: inout Session) throws(SMTError) {
        guard goals[number].alternatives == nil else { return }
        let goal = goals[number]
        var pool = Pool()
        var alternatives: [Alternative] = []
        for rule in rules[goal.relation] where only == nil || only == rule {
            alternatives.append(try alternative(rule, for: goal, &pool, in: &session))
        }
        goals[number].alternatives = alternatives
        let options = try session.or(alternatives.map(\.literal))
        try session.assert(try session.implies(goal.literal, options))
    }

    private mutating func alternative(
        _ position: Int, for goal: Goal, _ pool: inout Pool, in session: inout Session
    ) throws(SMTError) -> Alternative {
        let rule = program.rules[position]
        let literal = try session.boolean()
        var parts: [Term] = []
        let endpoints = try bind(rule, to: goal, &pool, &parts, in: &session)
        for (sort, argument) in zip(program.relations[goal.relation].sorts, goal.arguments) {
            parts.append(space.isOf(sort, argument, in: &session))
        }
        for (variable, endpoint) in zip(rule.variables, endpoints) {
            parts.append(space.isOf(variable.sort, endpoint, in: &session))
        }
        var result = Alternative(rule: position, literal: literal, endpoints: endpoints, attempts: [], calls: [])
        result.attempts = try attempts(of: position, endpoints, &pool, &parts, in: &session)
        try addBody(of: rule, to: &result, depth: goal.depth + 1, &parts, in: &session)
        try session.assert(try session.implies(literal, try session.and(parts)))
        return result
    }

    /// The endpoints of a rule's variables: those of the head are the goal's, others are the pool's, first those that
    /// calls need, so that calls of several rules are often the same goal.
    private mutating func bind(
        _ rule: DatalogProgram.Rule, to goal: Goal, _ pool: inout Pool, _ parts: inout [Term],
        in session: inout Session
    ) throws(SMTError) -> [Int] {
        var bound = [Int?](repeating: nil, count: rule.variables.count)
        for (variable, argument) in zip(rule.head.arguments, goal.arguments) {
            if let known = bound[variable] {
                guard known != argument else { continue }
                parts.append(try space.sameEndpoint(known, argument, in: &session))
            } else {
                bound[variable] = argument
            }
        }
        var taken = 0
        for variable in rule.calls.flatMap(\.arguments) + Array(rule.variables.indices) where bound[variable] == nil {
            if taken == pool.endpoints.count { pool.endpoints.append(try space.endpoint(in: &session)) }
            bound[variable] = pool.endpoints[taken]
            taken += 1
        }
        // The loop went through all variables.
        return bound.map { $0! }
    }

    private mutating func attempts(
        of rule: Int, _ endpoints: [Int], _ pool: inout Pool, _ parts: inout [Term], in session: inout Session
    ) throws(SMTError) -> [Int] {
        var result: [Int] = []
        for (position, attempt) in program.rules[rule].attempts.enumerated() {
            var key = AttemptKey(
                source: endpoints[attempt.source], destination: endpoints[attempt.destination], position: 0)
            while let known = pool.attempts[key], result.contains(known) { key.position += 1 }
            let number: Int
            if let known = pool.attempts[key] {
                number = known
            } else {
                number = try space.attempt(from: key.source, to: key.destination, in: &session)
                pool.attempts[key] = number
            }
            result.append(number)
            parts.append(space.attempts[number].isMade)
            let ports = space.workspace.ports[rule][position]
            parts.append(try space.term(for: ports, ofAttempt: number, &session))
        }
        for agreement in program.rules[rule].agreements {
            let (one, other) = (result[agreement.first], result[agreement.second])
            parts.append(try space.agree(one, other, on: agreement.subject, in: &session))
        }
        return result
    }

    private mutating func addBody(
        of rule: DatalogProgram.Rule, to alternative: inout Alternative, depth: Int, _ parts: inout [Term],
        in session: inout Session
    ) throws(SMTError) {
        var view = DerivationSpace.View(
            alternative.endpoints, families: families(of: alternative), isUsed: alternative.literal)
        let conditions = space.workspace.conditions[alternative.rule]
        for (literal, condition) in zip(rule.body, conditions) {
            switch literal.part {
            case .condition: parts.append(try space.term(for: condition, in: &view, &session))
            case .call(let call):
                let arguments = call.arguments.map { alternative.endpoints[$0] }
                let number = try goal(call.relation, arguments, depth: depth, in: &session)
                alternative.calls.append(number)
                parts.append(goals[number].literal)
            case .attempt(let position, let gate, let isToPass):
                guard !space.workspace.isOpen else { continue }
                let passes = try space.passes(alternative.attempts[position], gate, in: &session)
                parts.append(isToPass ? passes : session.not(passes))
            }
        }
    }

    /// The address of an endpoint with one connection is the one that it has in that.
    private func families(of alternative: Alternative) -> [Int: Term] {
        var result: [Int: Term] = [:]
        var isAmbiguous: Set<Int> = []
        for number in alternative.attempts {
            let attempt = space.attempts[number]
            for end in [attempt.source, attempt.destination] {
                if result.updateValue(attempt.isV4, forKey: end) != nil { isAmbiguous.insert(end) }
            }
        }
        return result.filter { !isAmbiguous.contains($0.key) }
    }

    // MARK: Leaves

    /// The numbers of the goals that are not expanded, ascending.
    var leaves: [Int] { goals.indices.filter { goals[$0].alternatives == nil } }

    /// Those that a goal may rest on, ascending.
    func leaves(below goal: Int) -> [Int] {
        var (seen, open, result): (Set<Int>, [Int], Set<Int>) = ([goal], [goal], [])
        while let next = open.popLast() {
            guard let alternatives = goals[next].alternatives else {
                result.insert(next)
                continue
            }
            for call in alternatives.flatMap(\.calls) where seen.insert(call).inserted { open.append(call) }
        }
        return result.sorted()
    }

    /// Expands all leaves of relations other than these, as often as it takes. Ends only if the others do not rest on
    /// themselves.
    ///
    /// - Throws: `TreeTooLarge` if that takes too many endpoints.
    mutating func expandAll(except kept: Set<Int>, in session: inout Session) throws {
        while let next = leaves.first(where: { !kept.contains(goals[$0].relation) }) {
            try expand(next, in: &session)
            guard !isTooLarge else { throw TreeTooLarge() }
        }
        // Also where there was nothing to expand: one rule may have too many endpoints.
        guard !isTooLarge else { throw TreeTooLarge() }
    }

    /// There are more endpoints than can be compared with one another, or more than anybody wants to wait for.
    var isTooLarge: Bool { space.endpoints.count > space.workspace.maximumEndpoints || goals.count > 10_000 }

    struct TreeTooLarge: Error {}
}
