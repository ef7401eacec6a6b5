import SMT
import TestSupport

/// A formula as the tests see it: its meaning is evaluated here, without a solver.
indirect enum Formula {
    case variable(Int)
    case constant(Bool)
    case not(Formula)
    case and([Formula])
    case or([Formula])
    case implies(Formula, Formula)
    case iff(Formula, Formula)
    case atMost(Int, [Formula])

    func isTrue(_ assignment: [Bool]) -> Bool {
        switch self {
        case .variable(let position): assignment[position]
        case .constant(let value): value
        case .not(let operand): !operand.isTrue(assignment)
        case .and(let operands): operands.allSatisfy { $0.isTrue(assignment) }
        case .or(let operands): operands.contains { $0.isTrue(assignment) }
        case .implies(let premise, let conclusion): !premise.isTrue(assignment) || conclusion.isTrue(assignment)
        case .iff(let left, let right): left.isTrue(assignment) == right.isTrue(assignment)
        case .atMost(let limit, let operands): operands.count { $0.isTrue(assignment) } <= limit
        }
    }

    func term(in session: inout Session, _ variables: [Term]) throws -> Term {
        switch self {
        case .variable(let position): return variables[position]
        case .constant(let value): return session.literal(value)
        case .not(let operand): return session.not(try operand.term(in: &session, variables))
        case .and(let operands): return try session.and(try Self.terms(operands, in: &session, variables))
        case .or(let operands): return try session.or(try Self.terms(operands, in: &session, variables))
        case .implies(let premise, let conclusion):
            let terms = try Self.terms([premise, conclusion], in: &session, variables)
            return try session.implies(terms[0], terms[1])
        case .iff(let left, let right):
            let terms = try Self.terms([left, right], in: &session, variables)
            return try session.iff(terms[0], terms[1])
        case .atMost(let limit, let operands):
            return try session.atMost(limit, try Self.terms(operands, in: &session, variables))
        }
    }

    private static func terms(
        _ formulas: [Formula], in session: inout Session, _ variables: [Term]
    ) throws -> [Term] {
        var terms: [Term] = []
        for formula in formulas { terms.append(try formula.term(in: &session, variables)) }
        return terms
    }

    static func random(variables: Int, depth: Int, using random: inout RandomSource) -> Formula {
        guard depth > 0 else {
            return random.below(12) == 0 ? .constant(random.below(2) == 0) : .variable(random.below(variables))
        }
        func operand() -> Formula { .random(variables: variables, depth: random.below(depth), using: &random) }
        func operands(_ limit: Int) -> [Formula] { (0..<random.below(limit)).map { _ in operand() } }
        switch random.below(7) {
        case 0: return .not(operand())
        case 1: return .and(operands(4))
        case 2, 3: return .or(operands(5))
        case 4: return .implies(operand(), operand())
        case 5: return .iff(operand(), operand())
        default: return .atMost(random.below(4), operands(10))
        }
    }
}
