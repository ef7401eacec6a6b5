import CZ3

// This file and Calls+Horn.swift are the ones that call Z3. Z3's handles are all the same Swift type, so each kind is wrapped at once, and every
// call that can fail is checked before the next call overwrites its error code.

/// A Z3 expression, kept alive by the session's pins.
struct Expression: Hashable {
    /// For files that call Z3.
    let raw: Z3_ast
}

/// A counted Z3 vector that keeps expressions alive.
struct Pins {
    fileprivate let raw: Z3_ast_vector
}

/// A counted Z3 solver.
struct Solver {
    fileprivate let raw: Z3_solver
}

/// A counted Z3 model.
struct Model {
    fileprivate let raw: Z3_model
}

/// A counted set of solver parameters.
struct Parameters {
    let raw: Z3_params
}

/// The calls of one Z3 context. Copies share the context; ``Context`` owns it.
struct Calls {
    /// For files that call Z3.
    let context: Z3_context

    private init(context: Z3_context) {
        self.context = context
    }

    /// The context's address, for interrupting it from another thread.
    var address: UInt { UInt(bitPattern: context) }

    /// Asks the check that runs in a context to stop. Safe from any thread while the context lives.
    static func interrupt(address: UInt) {
        guard let context = Z3_context(bitPattern: address) else { return }
        Z3_interrupt(context)
    }

    /// Z3's version: major, minor, build.
    static func version() -> (major: UInt32, minor: UInt32, build: UInt32) {
        var (major, minor, build, revision): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        Z3_get_version(&major, &minor, &build, &revision)
        return (major, minor, build)
    }
}

// MARK: - Contexts and failures

extension Calls {
    static func makeContext() throws(SMTError) -> Calls {
        let configuration = Z3_mk_config()
        defer { Z3_del_config(configuration) }
        guard let context = Z3_mk_context_rc(configuration) else { throw .noContext }
        // The default handler prints and ends the process.
        Z3_set_error_handler(context, nil)
        return Calls(context: context)
    }

    func deleteContext() {
        Z3_del_context(context)
    }

    func failure(_ name: String) -> SMTError? {
        let code = Z3_get_error_code(context)
        guard code != Z3_OK else { return nil }
        let message = Z3_get_error_msg(context, code).map { String(cString: $0) } ?? ""
        return .call(name: name, code: code.rawValue, message: message)
    }

    /// For calls that return nothing: these fail silently, and the solver then answers for another problem.
    func check(_ name: String) throws(SMTError) {
        if let failure = failure(name) { throw failure }
    }

    func checked(_ raw: OpaquePointer?, _ name: String) throws(SMTError) -> OpaquePointer {
        try check(name)
        guard let raw else { throw .call(name: name, code: 0, message: "no result") }
        return raw
    }

    func symbol(_ name: String) throws(SMTError) -> Z3_symbol {
        try checked(Z3_mk_string_symbol(context, name), "Z3_mk_string_symbol")
    }
}

// MARK: - Expressions

extension Calls {
    func makePins() throws(SMTError) -> Pins {
        let pins = Pins(raw: try checked(Z3_mk_ast_vector(context), "Z3_mk_ast_vector"))
        Z3_ast_vector_inc_ref(context, pins.raw)
        return pins
    }

    func release(_ pins: Pins) {
        Z3_ast_vector_dec_ref(context, pins.raw)
    }

    /// Checks a new expression and pins it. Until then Z3 may free it, and reuse its address, at the next call.
    func pinned(_ raw: Z3_ast?, _ name: String, _ pins: Pins) throws(SMTError) -> Expression {
        let expression = Expression(raw: try checked(raw, name))
        Z3_ast_vector_push(context, pins.raw, expression.raw)
        try check("Z3_ast_vector_push")
        return expression
    }

    func truth(_ pins: Pins) throws(SMTError) -> Expression {
        try pinned(Z3_mk_true(context), "Z3_mk_true", pins)
    }

    func falsehood(_ pins: Pins) throws(SMTError) -> Expression {
        try pinned(Z3_mk_false(context), "Z3_mk_false", pins)
    }

    /// The propositional constant named by a number below 2³⁰. Names from input never reach Z3, which stops reading
    /// them at a NUL.
    func constant(_ number: Int32, _ pins: Pins) throws(SMTError) -> Expression {
        let name = try checked(Z3_mk_int_symbol(context, number), "Z3_mk_int_symbol")
        let sort = try checked(Z3_mk_bool_sort(context), "Z3_mk_bool_sort")
        return try pinned(Z3_mk_const(context, name, sort), "Z3_mk_const", pins)
    }

    func negation(_ operand: Expression, _ pins: Pins) throws(SMTError) -> Expression {
        try pinned(Z3_mk_not(context, operand.raw), "Z3_mk_not", pins)
    }

    func conjunction(_ operands: [Expression], _ pins: Pins) throws(SMTError) -> Expression {
        let raw = withHandles(operands) { Z3_mk_and(context, $0, $1) }
        return try pinned(raw, "Z3_mk_and", pins)
    }

    func disjunction(_ operands: [Expression], _ pins: Pins) throws(SMTError) -> Expression {
        let raw = withHandles(operands) { Z3_mk_or(context, $0, $1) }
        return try pinned(raw, "Z3_mk_or", pins)
    }

    func equivalence(_ left: Expression, _ right: Expression, _ pins: Pins) throws(SMTError) -> Expression {
        try pinned(Z3_mk_iff(context, left.raw, right.raw), "Z3_mk_iff", pins)
    }

    func atMost(_ limit: UInt32, _ operands: [Expression], _ pins: Pins) throws(SMTError) -> Expression {
        let raw = withHandles(operands) { Z3_mk_atmost(context, $0, $1, limit) }
        return try pinned(raw, "Z3_mk_atmost", pins)
    }

    /// Shows Z3 the handles of some expressions. An ``Expression`` is laid out as the handle that it wraps.
    func withHandles<Result>(
        _ expressions: [Expression], _ body: (UInt32, UnsafePointer<Z3_ast?>?) -> Result
    ) -> Result {
        expressions.withUnsafeBytes { bytes in
            body(UInt32(expressions.count), bytes.baseAddress?.assumingMemoryBound(to: Z3_ast?.self))
        }
    }
}

// MARK: - Solvers

extension Calls {
    func makeParameters(_ options: SolverOptions) throws(SMTError) -> Parameters {
        let parameters = Parameters(raw: try checked(Z3_mk_params(context), "Z3_mk_params"))
        Z3_params_inc_ref(context, parameters.raw)
        do {
            // Otherwise Z3 catches ^C during a check, and the program goes on.
            try set("ctrl_c", to: false, in: parameters)
            try set("random_seed", to: options.seed, in: parameters)
            if let limit = options.timeoutMilliseconds { try set("timeout", to: limit, in: parameters) }
            if let limit = options.resourceLimit { try set("rlimit", to: limit, in: parameters) }
            if options.minimizesCores { try set("core.minimize", to: true, in: parameters) }
        } catch {
            release(parameters)
            throw error
        }
        return parameters
    }

    func set(_ name: String, to value: Bool, in parameters: Parameters) throws(SMTError) {
        Z3_params_set_bool(context, parameters.raw, try symbol(name), value)
        try check("Z3_params_set_bool")
    }

    func set(_ name: String, to value: UInt32, in parameters: Parameters) throws(SMTError) {
        Z3_params_set_uint(context, parameters.raw, try symbol(name), value)
        try check("Z3_params_set_uint")
    }

    func release(_ parameters: Parameters) {
        Z3_params_dec_ref(context, parameters.raw)
    }

    func makeSolver(_ strategy: SolverOptions.Strategy, _ parameters: Parameters) throws(SMTError) -> Solver {
        let solver = Solver(raw: try newSolver(strategy))
        Z3_solver_inc_ref(context, solver.raw)
        Z3_solver_set_params(context, solver.raw, parameters.raw)
        if let failure = failure("Z3_solver_set_params") {
            release(solver)
            throw failure
        }
        return solver
    }

    private func newSolver(_ strategy: SolverOptions.Strategy) throws(SMTError) -> Z3_solver {
        switch strategy {
        case .finiteDomain:
            let logic = try symbol("QF_FD")
            return try checked(Z3_mk_solver_for_logic(context, logic), "Z3_mk_solver_for_logic")
        case .simple: return try checked(Z3_mk_simple_solver(context), "Z3_mk_simple_solver")
        case .standard: return try checked(Z3_mk_solver(context), "Z3_mk_solver")
        }
    }

    func release(_ solver: Solver) {
        Z3_solver_dec_ref(context, solver.raw)
    }

    func assert(_ expression: Expression, in solver: Solver) throws(SMTError) {
        Z3_solver_assert(context, solver.raw, expression.raw)
        try check("Z3_solver_assert")
    }

    func push(_ solver: Solver) throws(SMTError) {
        Z3_solver_push(context, solver.raw)
        try check("Z3_solver_push")
    }

    func pop(_ count: UInt32, _ solver: Solver) throws(SMTError) {
        Z3_solver_pop(context, solver.raw, count)
        try check("Z3_solver_pop")
    }

    func assertions(of solver: Solver) throws(SMTError) -> [String] {
        let vector = try checked(Z3_solver_get_assertions(context, solver.raw), "Z3_solver_get_assertions")
        return try map(vector) { Z3_ast_to_string(context, $0.raw).map { String(cString: $0) } ?? "" }
    }
}

// MARK: - Checks and what they leave

/// What a check returned, before its reasons are understood.
enum CheckResult {
    case satisfiable
    case unsatisfiable
    /// Everything that Z3 says about why.
    case unknown(words: String)
}

extension Calls {
    func check(_ solver: Solver, assuming assumptions: [Expression]) throws(SMTError) -> CheckResult {
        let result =
            assumptions.isEmpty
            ? Z3_solver_check(context, solver.raw)
            : withHandles(assumptions) { Z3_solver_check_assumptions(context, solver.raw, $0, $1) }
        let failure = failure("Z3_solver_check")
        switch result {
        case Z3_L_TRUE:
            if let failure { throw failure }
            return .satisfiable
        case Z3_L_FALSE:
            if let failure { throw failure }
            return .unsatisfiable
        default:
            let reason = Z3_solver_get_reason_unknown(context, solver.raw).map { String(cString: $0) } ?? ""
            if case .call(_, _, let message)? = failure { return .unknown(words: message + " " + reason) }
            return .unknown(words: reason)
        }
    }

    func model(of solver: Solver) throws(SMTError) -> Model {
        let model = Model(raw: try checked(Z3_solver_get_model(context, solver.raw), "Z3_solver_get_model"))
        Z3_model_inc_ref(context, model.raw)
        return model
    }

    func release(_ model: Model) {
        Z3_model_dec_ref(context, model.raw)
    }

    /// The truth value of an expression, or nil if the model, completed, gives none.
    func value(of expression: Expression, in model: Model) throws(SMTError) -> Bool? {
        var value: Z3_ast?
        let succeeded = Z3_model_eval(context, model.raw, expression.raw, true, &value)
        let result = try checked(value, "Z3_model_eval")
        guard succeeded else { return nil }
        switch Z3_get_bool_value(context, result) {
        case Z3_L_TRUE: return true
        case Z3_L_FALSE: return false
        default: return nil
        }
    }

    func core(of solver: Solver) throws(SMTError) -> [Expression] {
        let vector = try checked(Z3_solver_get_unsat_core(context, solver.raw), "Z3_solver_get_unsat_core")
        return try map(vector) { $0 }
    }

    /// Reads a vector; only while it is held are its expressions sure to live.
    private func map<Result>(
        _ vector: Z3_ast_vector, _ transform: (Expression) -> Result
    ) throws(SMTError) -> [Result] {
        Z3_ast_vector_inc_ref(context, vector)
        defer { Z3_ast_vector_dec_ref(context, vector) }
        var results: [Result] = []
        for position in 0..<Z3_ast_vector_size(context, vector) {
            let raw = try checked(Z3_ast_vector_get(context, vector, position), "Z3_ast_vector_get")
            results.append(transform(Expression(raw: raw)))
        }
        return results
    }

    /// The solver's counters by Z3's names for them; those that are not whole numbers are left out.
    func counters(of solver: Solver) throws(SMTError) -> [String: UInt32] {
        let raw = try checked(Z3_solver_get_statistics(context, solver.raw), "Z3_solver_get_statistics")
        Z3_stats_inc_ref(context, raw)
        defer { Z3_stats_dec_ref(context, raw) }
        var counters: [String: UInt32] = [:]
        for position in 0..<Z3_stats_size(context, raw) where Z3_stats_is_uint(context, raw, position) {
            guard let key = Z3_stats_get_key(context, raw, position) else { continue }
            counters[String(cString: key)] = Z3_stats_get_uint_value(context, raw, position)
        }
        return counters
    }
}
