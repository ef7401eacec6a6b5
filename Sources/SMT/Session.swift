/// One Z3 context and solver, confined to the thread that made it.
///
/// Make it inside ``onSolverThread(stackSize:body:)`` or a worker. Making one costs about a millisecond,
/// ``reset()`` a fifth of that.
public struct Session: ~Copyable {
    private let context: Context
    let options: SolverOptions
    let interrupter: Interrupter?
    private let parameters: Parameters

    private(set) var solver: Solver
    /// Keeps every expression of ``nodes`` alive.
    private(set) var pins: Pins
    var nodes: NodeTable
    /// Whatever has been asserted, in this order; of scopes that are closed, too.
    var asserted: [Expression] = []
    var lastCheck = LastCheck.none
    /// When checks stop being tried: from then on they answer *unknown, timeout* at once. One check may outlast it by
    /// its own time limit.
    public var deadline: ContinuousClock.Instant?
    /// How long this session's checks have taken altogether; resetting does not end the count.
    public internal(set) var timeInChecks = Duration.zero
    var depth = 0

    /// Starts a session without assertions.
    /// - Parameter interrupter: what may stop the session's checks from another thread.
    public init(options: SolverOptions = SolverOptions(), interrupter: Interrupter? = nil) throws(SMTError) {
        // All that can fail comes before the fields are set. Deleting the context frees what was made in it.
        let context = try Context()
        let parameters = try context.calls.makeParameters(options)
        let solver = try context.calls.makeSolver(options.strategy, parameters)
        let pins = try context.calls.makePins()
        let nodes = NodeTable(truth: try context.calls.truth(pins), falsehood: try context.calls.falsehood(pins))
        self.context = context
        self.options = options
        self.interrupter = interrupter
        self.parameters = parameters
        self.solver = solver
        self.pins = pins
        self.nodes = nodes
    }

    var calls: Calls { context.calls }

    /// Drops assertions, scopes and terms, and starts again, as a new session with the same options would.
    ///
    /// Answers are those that a new session would give. Of several models or cores it may find another one, as Z3 orders
    /// terms by what its context has seen before. Terms made before stop the program if used.
    public mutating func reset() throws(SMTError) {
        // All that can fail comes first: a session reset by half would answer for another problem.
        let newSolver = try calls.makeSolver(options.strategy, parameters)
        let newPins = try calls.makePins()
        let newNodes = NodeTable(truth: try calls.truth(newPins), falsehood: try calls.falsehood(newPins))
        forgetLastCheck()
        calls.release(solver)
        calls.release(pins)
        (solver, pins, nodes) = (newSolver, newPins, newNodes)
        asserted = []
        depth = 0
    }

    /// Forgets the model or core of the last check.
    mutating func forgetLastCheck() {
        if case .satisfiable(let model) = lastCheck { calls.release(model) }
        lastCheck = .none
    }

    /// Forgets the core of the last check, which the solver loses when its assertions change.
    mutating func forgetCore() {
        if case .unsatisfiable = lastCheck { lastCheck = .none }
    }

    deinit {
        if case .satisfiable(let model) = lastCheck { context.calls.release(model) }
        context.calls.release(solver)
        context.calls.release(pins)
        context.calls.release(parameters)
    }
}

/// What the last check left to be asked for.
enum LastCheck {
    case none
    case satisfiable(Model)
    /// With the assumptions of which the core is a part, or that are the core.
    case unsatisfiable(assumptions: [Term], isCore: Bool)
}
