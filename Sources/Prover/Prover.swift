import NetworkModel
public import PolicyModel
import SMT

/// Decides claims about a world. Every answer depends on the world and the claim alone, never on earlier answers.
public struct Prover: Sendable {
    public let world: World
    public let options: Options

    /// How hard to try, and how much to show.
    public struct Options: Hashable, Sendable {
        /// The longest one claim may take, in milliseconds, as far as the solver can be stopped; nil for no limit.
        public var timeoutMilliseconds: UInt32?
        /// The most resource units one question may use, the same on any machine; nil for no limit.
        public var resourceLimit: UInt32?
        /// How many essentially different counterexamples to look for in each scope; at least one.
        public var maximumCounterexamples: Int

        public init(
            timeoutMilliseconds: UInt32? = nil, resourceLimit: UInt32? = nil, maximumCounterexamples: Int = 1
        ) {
            self.timeoutMilliseconds = timeoutMilliseconds
            self.resourceLimit = resourceLimit
            self.maximumCounterexamples = max(1, maximumCounterexamples)
        }

        var solver: SolverOptions {
            SolverOptions(timeoutMilliseconds: timeoutMilliseconds, resourceLimit: resourceLimit)
        }
    }

    /// The version of Z3 at work.
    public static var solverVersion: String { Session.solverVersion }

    public init(_ world: World, options: Options = Options()) {
        self.world = world
        self.options = options
    }

    /// What became of a claim.
    public struct Answer: Hashable, Sendable {
        public var listed: ScopeAnswer
        /// Nil where no namespace can be created, or the universe leaves violations there out.
        public var future: ScopeAnswer?

        public init(listed: ScopeAnswer, future: ScopeAnswer?) {
            self.listed = listed
            self.future = future
        }
    }

    /// What became of a claim in one scope.
    public enum ScopeAnswer: Hashable, Sendable {
        case proved(Proof)
        case refuted([ReplayedWitness])
        case undecided(UndecidedReason)
        /// Nothing in this scope can meet the claim's premises.
        case vacuous(VacuousPart)
    }

    /// What a proof takes as given beyond the standing assumptions.
    public struct Proof: Hashable, Sendable {
        /// The policies it rests on, sorted by identity: without one of them it may fall.
        public var policies: [Policy]
        /// Rules of the universe that it uses, by name; sorted.
        public var universeRules: [String]
        /// Whether addresses of endpoints had to be told apart.
        public var dependsOnAddresses: Bool
        /// Unspecified behaviour that occurs in it; it holds whichever way that turns out.
        public var choices: [Choice]
        /// Whether `policies` and `universeRules` could be found at all within the solver's limits.
        public var isComplete: Bool
    }

    public enum UndecidedReason: Hashable, Sendable {
        /// The solver gave up; in its own words.
        case solver(String)
        /// The input holds objects of this kind, which may decide otherwise.
        case unmodelled(String)
    }

    /// Which part of a claim nothing can satisfy.
    public enum VacuousPart: String, Hashable, Sendable {
        case from, to, ports, pair
        /// Each part can be met, all of them together cannot.
        case together
    }

    /// Decides claims, several at a time; the answers are in the order of the claims and do not depend on `workers`.
    ///
    /// - Parameters:
    ///   - workers: how many claims at a time; nil for as many as there are processors.
    ///   - decided: told, on any thread, of each claim's position, answer and seconds once it is decided.
    /// - Throws: `ProverError` if a counterexample does not replay, and the solver's failures.
    public func answers(
        to claims: [Claim], workers: Int? = nil,
        decided: @escaping @Sendable (_ position: Int, _ seconds: Double) -> Void = { _, _ in }
    ) throws -> [Answer] {
        let solver = options.solver
        let timeout = options.timeoutMilliseconds
        let answerOne: @Sendable (inout Session, (offset: Int, element: Claim)) throws -> Answer = { session, item in
            let start = ContinuousClock.now
            session.deadline = timeout.map { start + .milliseconds(Int($0)) }
            let answer = try answer(item.element, in: &session)
            let (seconds, attoseconds) = start.duration(to: .now).components
            decided(item.offset, Double(seconds) + Double(attoseconds) * 1e-18)
            return answer
        }
        return try SolverWorkers.map(
            Array(claims.enumerated()), workers: workers ?? SolverWorkers.processors,
            resource: { try Session(options: solver) }, body: answerOne)
    }

    /// Decides a claim in both scopes; the session is reset before each question.
    func answer(_ claim: Claim, in session: inout Session) throws -> Answer {
        let workspace = ClaimWorkspace(claim, in: world)
        let listed = try answer(claim, workspace, .listed, in: &session)
        guard world.universe.namespaces.future != .ignore, world.futurePodsMayExist else {
            return Answer(listed: listed, future: nil)
        }
        return Answer(listed: listed, future: try answer(claim, workspace, .future, in: &session))
    }

    private func answer(
        _ claim: Claim, _ workspace: ClaimWorkspace, _ scope: Scope, in session: inout Session
    ) throws -> ScopeAnswer {
        var builder = ObligationBuilder(workspace, scope, .violation)
        let obligation = builder.build()
        if obligation.isTriviallyUnsatisfiable { return try proof(workspace, scope, in: &session) }
        let search = CounterexampleSearch(
            replay: Replay(world: world, claim: claim, scope: scope), obligation: obligation,
            limit: options.maximumCounterexamples)
        switch try search.counterexamples(in: &session) {
        case .found(let counterexamples): return .refuted(counterexamples)
        case .none: return try proof(workspace, scope, in: &session)
        case .unknown(let reason): return .undecided(.solver(reason.description))
        }
    }

    private func check(_ obligation: Obligation, in session: inout Session) throws(SMTError) -> Satisfiability {
        if obligation.isTriviallyUnsatisfiable { return .unsatisfiable }
        try session.reset()
        _ = try Encoding(obligation, in: &session)
        return try session.check()
    }

    // MARK: Proofs

    private func proof(
        _ workspace: ClaimWorkspace, _ scope: Scope, in session: inout Session
    ) throws -> ScopeAnswer {
        var premises = ObligationBuilder(workspace, scope, .premises)
        switch try check(premises.build(), in: &session) {
        case .unknown(let reason): return .undecided(.solver(reason.description))
        case .unsatisfiable: return .vacuous(try vacuousPart(workspace, scope, in: &session))
        case .satisfiable: break
        }
        var builder = ObligationBuilder(workspace, scope, .trackedViolation)
        let obligation = builder.build()
        if obligation.isTriviallyUnsatisfiable { return .proved(proof(restingOn: [], of: obligation)) }
        try session.reset()
        let encoding = try Encoding(obligation, in: &session)
        return .proved(proof(restingOn: try ProofCore(encoding: encoding).premises(in: &session), of: obligation))
    }

    private func proof(restingOn core: [Int]?, of obligation: Obligation) -> Proof {
        var numbers: Set<Int> = []
        var rules: Set<String> = []
        for number in core ?? [] {
            switch obligation.premises[number] {
            case .universe(let name): rules.insert(name)
            case .policy(let role, let group, let position):
                // The premise was numbered when its group was made.
                for list in obligation.groups[role]![group].policies { numbers.insert(list[position]) }
            }
        }
        let policies = numbers.map { world.policies.all[$0] }.sorted { $0.identity < $1.identity }
        var atoms = AtomCollector()
        atoms.visit(obligation.assertions, in: obligation.table)
        return Proof(
            policies: policies, universeRules: rules.sorted(), dependsOnAddresses: atoms.hasAddresses,
            choices: atoms.choices, isComplete: core != nil)
    }

    // MARK: Vacuity

    /// Drops parts of the claim one at a time, to find one that cannot be met by itself.
    private func vacuousPart(
        _ workspace: ClaimWorkspace, _ scope: Scope, in session: inout Session
    ) throws(SMTError) -> VacuousPart {
        for part in [VacuousPart.from, .to, .ports, .pair] {
            var builder = ObligationBuilder(workspace.keeping(only: part), scope, .premises)
            if try check(builder.build(), in: &session) == .unsatisfiable { return part }
        }
        return .together
    }
}

/// Failures of the prover's own: never a verdict.
public enum ProverError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The solver's counterexample is none: encoding and evaluation disagree.
    case replayDisagrees(String)

    public var description: String {
        switch self {
        case .replayDisagrees(let objection):
            "internal error: a counterexample of the solver did not replay: \(objection)"
        }
    }
}
