public import PolicyModel
import SMT

/// Decides what becomes of claims that hold if policies are changed, one mutant at a time.
public struct MutationProver: Sendable {
    private let policies: MutatedPolicies
    private var options: Prover.Options

    /// - Parameter mutants: of policies of the world.
    public init(_ world: World, mutants: [Mutant], options: Prover.Options = Prover.Options()) {
        policies = MutatedPolicies(mutants, of: world)
        self.options = options
        // What a change does where violations do not count is no change of a verdict.
        self.options.explanations = []
    }

    /// What becomes of each mutant, in the order of the mutants; the answers do not depend on `workers`.
    ///
    /// - Parameters:
    ///   - claims: those that are proved in the world as it is, in every scope that counts: nothing is known of others.
    ///     A gap in namespaces yet to be created is none of them, and is not asked about.
    ///   - workers: how many parts of the mutants at a time; nil for as many as there are processors.
    /// - Throws: `ProverError`, and the solver's failures.
    public func fates(under claims: [Claim], workers: Int? = nil) throws -> [MutantFate] {
        let workers = workers ?? SolverWorkers.processors
        let (policies, options) = (policies, options)
        let parts = policies.parts(workers)
        let decide: @Sendable (inout Solvers, [Int]) throws -> [Int: MutantFate] = { solvers, part in
            try MutantPart(policies: policies, claims: claims, options: options).fates(of: part, with: &solvers)
        }
        let fates = try SolverWorkers.map(
            parts, workers: workers, resource: { try Solvers(options) }, body: decide)
        let all = fates.reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
        // Every mutant is in one part.
        return policies.mutants.indices.map { all[$0]! }
    }
}

/// Mutants that one worker decides.
private struct MutantPart {
    let policies: MutatedPolicies
    let claims: [Claim]
    let options: Prover.Options

    func fates(of mutants: [Int], with solvers: inout Solvers) throws -> [Int: MutantFate] {
        var fates: [Int: MutantFate] = [:]
        var left = Set(mutants)
        var undecided: [Int: UnknownReason] = [:]
        for (position, claim) in claims.enumerated() where !left.isEmpty {
            let answers = try caught(by: claim, among: left, with: &solvers)
            for mutant in answers.found { fates[mutant] = .caught(claim: position) }
            left.subtract(answers.found)
            undecided.merge(answers.undecided) { first, _ in first }
        }
        guard !left.isEmpty else { return fates }
        let compared = try MutantComparison(policies).different(among: left, with: &solvers)
        for mutant in left {
            fates[mutant] =
                if compared.found.contains(mutant) {
                    undecided[mutant].map { .undecided($0.description) } ?? .survived
                } else if let reason = compared.undecided[mutant] {
                    .undecided(reason.description)
                } else {
                    .equivalent
                }
        }
        return fates
    }

    private func caught(
        by claim: Claim, among mutants: Set<Int>, with solvers: inout Solvers
    ) throws -> MutantAnswers {
        switch claim {
        // Whatever the policies are, the labels are the same.
        case .labelled: return MutantAnswers()
        case .derived: return try caughtOneByOne(by: claim, among: mutants, with: &solvers)
        case .connections, .isolated: break
        }
        var answers = MutantAnswers()
        for pair in claim.pairClaims {
            for scope in Prover(policies.world, options: options).scopes {
                let search = MutantSearch(policies: policies, claim: pair, scope: scope)
                let found = try search.caught(among: mutants.subtracting(answers.found), with: &solvers)
                answers.found.formUnion(found.found)
                answers.undecided.merge(found.undecided) { first, _ in first }
            }
        }
        return answers
    }

    /// Claims that are no question about one pair of endpoints are decided anew under each mutant.
    private func caughtOneByOne(
        by claim: Claim, among mutants: Set<Int>, with solvers: inout Solvers
    ) throws -> MutantAnswers {
        var answers = MutantAnswers()
        for mutant in mutants.sorted() {
            let prover = Prover(policies.compiledWorld(under: mutant), options: options)
            solvers.deadline = options.timeoutMilliseconds.map { .now + .milliseconds(Int($0)) }
            let answer = try prover.answer(claim, with: &solvers)
            solvers.deadline = nil
            let scopes = [answer.listed, answer.future].compactMap(\.self)
            if scopes.contains(where: \.isViolated) {
                answers.found.insert(mutant)
            } else if let reason = scopes.compactMap(\.undecidedReason).first {
                answers.undecided[mutant] = reason
            } else if !answer.listed.isProved {
                answers.found.insert(mutant)
            }
        }
        return answers
    }
}

extension Prover.ScopeAnswer {
    fileprivate var isProved: Bool { if case .proved = self { true } else { false } }

    fileprivate var isViolated: Bool {
        switch self {
        case .refuted, .derivable, .mislabelled: true
        case .proved, .undecided, .vacuous: false
        }
    }

    fileprivate var undecidedReason: UnknownReason? {
        switch self {
        case .undecided(.solver(let reason)): .other(reason)
        case .undecided: .other("not decided")
        case .proved, .refuted, .derivable, .mislabelled, .vacuous: nil
        }
    }
}
