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
        /// What to find out beside whether a claim holds.
        public var explanations = Explanations.all

        public init(
            timeoutMilliseconds: UInt32? = nil, resourceLimit: UInt32? = nil, maximumCounterexamples: Int = 1
        ) {
            self.timeoutMilliseconds = timeoutMilliseconds
            self.resourceLimit = resourceLimit
            self.maximumCounterexamples = max(1, maximumCounterexamples)
        }
    }

    /// What is told beside whether a claim holds, each of which takes time.
    public struct Explanations: OptionSet, Hashable, Sendable {
        public let rawValue: Int

        /// What a proof rests on; without it every proof says that this was not found.
        public static let proofs = Self(rawValue: 1)
        /// Which part of a vacuous claim nothing can satisfy; without it that is all of them together.
        public static let vacuity = Self(rawValue: 2)
        /// What becomes of a claim in namespaces yet to be created where that counts for nothing.
        public static let gaps = Self(rawValue: 4)
        /// The same counterexamples in every run; without it, any.
        public static let counterexamples = Self(rawValue: 8)

        public static let all: Self = [.proofs, .vacuity, .gaps, .counterexamples]

        public init(rawValue: Int) {
            self.rawValue = rawValue
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

        /// Whether there is a counterexample.
        var isViolated: Bool {
            [listed, future].contains { answer in
                switch answer {
                case .refuted, .derivable, .mislabelled: true
                case .proved, .undecided, .vacuous, nil: false
                }
            }
        }

        public init(listed: ScopeAnswer, future: ScopeAnswer?) {
            self.listed = listed
            self.future = future
        }
    }

    /// What became of a claim in one scope.
    public enum ScopeAnswer: Hashable, Sendable {
        case proved(Proof)
        case refuted([ReplayedWitness])
        /// Derivations of violations, of a claim that nothing can be derived; not empty.
        case derivable([Derivation])
        /// Namespaces whose labels break the rules that they are claimed to obey; not empty.
        case mislabelled([MislabelledNamespace])
        case undecided(UndecidedReason)
        /// Nothing in this scope can meet the claim's premises.
        case vacuous(VacuousPart)
    }

    /// What a proof takes as given beyond the standing assumptions.
    public struct Proof: Hashable, Sendable {
        /// The policies that it makes use of, sorted by identity; another proof may do without them.
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
        /// These namespaces have no manifest, so that nobody knows their labels.
        case unknownLabels([String])
        /// What of a claim about rules could not be decided; in words.
        case rules(String)
    }

    /// Which part of a claim nothing can satisfy.
    public enum VacuousPart: String, Hashable, Sendable {
        case from, to, ports, pair
        /// The universe has no rules for the labels that are claimed.
        case rules
        /// Each part can be met, all of them together cannot.
        case together
        /// The universe's rules for labels contradict each other: no new namespace, or no pod, can exist under them.
        case universe
        /// What can be met has all been waived.
        case waived
    }

    /// Decides claims, several at a time; the answers are in the order of the claims and do not depend on `workers`.
    ///
    /// - Parameters:
    ///   - workers: how many claims at a time; nil for as many as there are processors.
    ///   - decided: told of each claim's position and cost once it is decided, on the thread that did so.
    /// - Throws: `ProverError` if a counterexample does not replay, and the solver's failures.
    public func answers(
        to claims: [Claim], workers: Int? = nil,
        decided: @escaping @Sendable (_ position: Int, _ cost: Cost) -> Void = { _, _ in }
    ) throws -> [Answer] {
        let (options, questions) = (options, Array(claims.enumerated()))
        let workers = workers ?? SolverWorkers.processors
        // A context that has seen other claims may find another model of this one, or another core; it takes longer to
        // make one than to decide most claims.
        let decideAlone: @Sendable ((offset: Int, element: Claim)) throws -> Answer = { question in
            var solvers = try Solvers(options)
            let (answer, cost) = try timedAnswer(question.element, with: &solvers)
            decided(question.offset, cost)
            return answer
        }
        guard options.explanations.isDisjoint(with: .proofs), options.resourceLimit == nil else {
            return try SolverWorkers.map(questions, workers: workers, body: decideAlone)
        }
        let decide: @Sendable (inout Solvers, (offset: Int, element: Claim)) throws -> Answer = { solvers, question in
            let (answer, cost) = try timedAnswer(question.element, with: &solvers)
            if answer.isViolated, options.explanations.contains(.counterexamples) { return try decideAlone(question) }
            decided(question.offset, cost)
            return answer
        }
        return try SolverWorkers.map(
            questions, workers: workers, resource: { try Solvers(options) }, body: decide)
    }

    private func timedAnswer(_ claim: Claim, with solvers: inout Solvers) throws -> (Answer, Cost) {
        let (start, before) = (ContinuousClock.now, solvers.timeInChecks)
        solvers.deadline = options.timeoutMilliseconds.map { start + .milliseconds(Int($0)) }
        let answer = try answer(claim, with: &solvers)
        return (answer, Cost(time: start.duration(to: .now), timeInChecks: solvers.timeInChecks - before))
    }

    /// Decides a claim in both scopes.
    func answer(_ claim: Claim, with solvers: inout Solvers) throws -> Answer {
        if case .labelled(let claim) = claim {
            return Answer(listed: LabelCheck(world).answer(claim), future: nil)
        }
        if case .derived(let claim) = claim { return try answer(claim, with: &solvers) }
        return try claim.pairClaims.map { try answer($0, with: &solvers) }.reduce(nil) { answer, next in
            answer?.combined(with: next, keeping: options.maximumCounterexamples) ?? next
        }!  // Every other claim has a part.
    }

    func answer(_ claim: PairClaim, with solvers: inout Solvers) throws -> Answer {
        let workspace = ClaimWorkspace(claim, in: world)
        func decide(_ scope: Scope, _ solvers: inout Solvers) throws -> ScopeAnswer {
            let decision = ScopeDecision(
                workspace: workspace, replay: Replay(world: world, claim: claim, scope: scope),
                maximumCounterexamples: options.maximumCounterexamples, explanations: options.explanations)
            return try decision.answer(with: &solvers)
        }
        let listed = try decide(.listed, &solvers)
        return Answer(listed: listed, future: scopes.contains(.future) ? try decide(.future, &solvers) : nil)
    }

    /// Where claims are decided: in namespaces yet to be created only if violations there count, or gaps are told.
    var scopes: [Scope] {
        let future = world.universe.namespaces.future
        let isAsked = future == .fail || future == .gap && options.explanations.contains(.gaps)
        return isAsked && world.futurePodsMayExist ? [.listed, .future] : [.listed]
    }
}

/// Failures of the prover's own: never a verdict.
public enum ProverError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The solver's counterexample is none: encoding and evaluation disagree.
    case replayDisagrees(String)
    /// One solver says that a claim holds, the other that it does not.
    case proofDisagrees

    public var description: String {
        switch self {
        case .proofDisagrees: "internal error: two solvers disagree about a proof"
        case .replayDisagrees(let objection):
            "internal error: a counterexample of the solver did not replay: \(objection)"
        }
    }
}
