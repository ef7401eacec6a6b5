import CZ3

// Z3's engine for fixed points. Like Calls.swift this file may call Z3, and no other may.

extension Calls {
    /// A counted fixed-point context.
    struct Fixedpoint {
        fileprivate let raw: Z3_fixedpoint
    }

    struct HornApplication {
        var relation: Int
        var arguments: [Expression]
    }

    struct HornRule {
        /// What holds of the constants wherever the rule is applied.
        var background: [Expression]
        var condition: Expression
        var calls: [HornApplication]
        var head: HornApplication
        /// Every constant that occurs in the rule.
        var constants: [Expression]
    }

    func makeFixedpoint(timeoutMilliseconds: UInt32?) throws(SMTError) -> Fixedpoint {
        let fixedpoint = Fixedpoint(raw: try checked(Z3_mk_fixedpoint(context), "Z3_mk_fixedpoint"))
        Z3_fixedpoint_inc_ref(context, fixedpoint.raw)
        do {
            let parameters = Parameters(raw: try checked(Z3_mk_params(context), "Z3_mk_params"))
            Z3_params_inc_ref(context, parameters.raw)
            defer { release(parameters) }
            Z3_params_set_symbol(context, parameters.raw, try symbol("engine"), try symbol("spacer"))
            try check("Z3_params_set_symbol")
            // Otherwise its answer is about other relations than those that it was given.
            for name in ["xform.slice", "xform.inline_eager", "xform.inline_linear"] {
                try set(name, to: false, in: parameters)
            }
            if let limit = timeoutMilliseconds { try set("timeout", to: limit, in: parameters) }
            // Otherwise Z3 catches ^C, and the program goes on.
            try set("ctrl_c", to: false, in: parameters)
            Z3_fixedpoint_set_params(context, fixedpoint.raw, parameters.raw)
            try check("Z3_fixedpoint_set_params")
        } catch {
            release(fixedpoint)
            throw error
        }
        return fixedpoint
    }

    func release(_ fixedpoint: Fixedpoint) {
        Z3_fixedpoint_dec_ref(context, fixedpoint.raw)
    }

    func solve(
        _ fixedpoint: Fixedpoint, arities: [Int], rules: [HornRule], query: Int, _ pins: Pins
    ) throws(SMTError) -> HornAnswer {
        var relations: [Z3_func_decl] = []
        let sort = try checked(Z3_mk_bool_sort(context), "Z3_mk_bool_sort")
        for (number, arity) in arities.enumerated() {
            // Constants have numbers below 2³⁰.
            let name = try checked(
                Z3_mk_int_symbol(context, Int32(1 << 30 - 1 - number)), "Z3_mk_int_symbol")
            let sorts = [Z3_sort?](repeating: sort, count: arity)
            let relation = try checked(
                Z3_mk_func_decl(context, name, UInt32(arity), sorts, sort), "Z3_mk_func_decl")
            _ = try pinned(Z3_func_decl_to_ast(context, relation), "Z3_func_decl_to_ast", pins)
            Z3_fixedpoint_register_relation(context, fixedpoint.raw, relation)
            try check("Z3_fixedpoint_register_relation")
            relations.append(relation)
        }
        for (number, rule) in rules.enumerated() { try add(rule, number, to: fixedpoint, relations, pins) }
        let asked = try apply(relations[query], [], pins)
        let result = Z3_fixedpoint_query(context, fixedpoint.raw, asked.raw)
        let failure = failure("Z3_fixedpoint_query")
        switch result {
        case Z3_L_TRUE:
            if let failure { throw failure }
            return .derivable
        case Z3_L_FALSE:
            if let failure { throw failure }
            var covers: [HornFormula] = []
            for relation in relations { covers.append(try cover(of: relation, in: fixedpoint, pins)) }
            return .underivable(covers)
        default:
            let reason = Z3_fixedpoint_get_reason_unknown(context, fixedpoint.raw).map { String(cString: $0) } ?? ""
            return .unknown(.other(reason.isEmpty ? "no reason given" : reason))
        }
    }

    private func add(
        _ rule: HornRule, _ number: Int, to fixedpoint: Fixedpoint, _ relations: [Z3_func_decl], _ pins: Pins
    ) throws(SMTError) {
        var body = rule.background + [rule.condition]
        for call in rule.calls { body.append(try apply(relations[call.relation], call.arguments, pins)) }
        let head = try apply(relations[rule.head.relation], rule.head.arguments, pins)
        let premise = try conjunction(body, pins)
        let clause = try pinned(Z3_mk_implies(context, premise.raw, head.raw), "Z3_mk_implies", pins)
        let closed = try closed(clause, over: rule.constants, pins)
        let name = try checked(Z3_mk_int_symbol(context, Int32(number)), "Z3_mk_int_symbol")
        Z3_fixedpoint_add_rule(context, fixedpoint.raw, closed.raw, name)
        try check("Z3_fixedpoint_add_rule")
    }

    private func closed(
        _ clause: Expression, over constants: [Expression], _ pins: Pins
    ) throws(SMTError) -> Expression {
        guard !constants.isEmpty else { return clause }
        var bound: [Z3_app?] = []
        for constant in constants { bound.append(try checked(Z3_to_app(context, constant.raw), "Z3_to_app")) }
        let raw = Z3_mk_forall_const(context, 0, UInt32(bound.count), bound, 0, nil, clause.raw)
        return try pinned(raw, "Z3_mk_forall_const", pins)
    }

    private func apply(
        _ relation: Z3_func_decl, _ arguments: [Expression], _ pins: Pins
    ) throws(SMTError) -> Expression {
        let raw = withHandles(arguments) { Z3_mk_app(context, relation, $0, $1) }
        return try pinned(raw, "Z3_mk_app", pins)
    }

    // MARK: Answers

    private func cover(
        of relation: Z3_func_decl, in fixedpoint: Fixedpoint, _ pins: Pins
    ) throws(SMTError) -> HornFormula {
        let raw = Z3_fixedpoint_get_cover_delta(context, fixedpoint.raw, -1, relation)
        return try formula(try pinned(raw, "Z3_fixedpoint_get_cover_delta", pins).raw)
    }

    /// Reads a propositional formula over bound variables, the number of each being that of the argument.
    private func formula(_ raw: Z3_ast) throws(SMTError) -> HornFormula {
        switch Z3_get_ast_kind(context, raw) {
        case Z3_VAR_AST: return .argument(Int(Z3_get_index_value(context, raw)))
        case Z3_APP_AST: break
        default: throw .call(name: "Z3_fixedpoint_get_cover_delta", code: 0, message: "not propositional")
        }
        let application = try checked(Z3_to_app(context, raw), "Z3_to_app")
        var parts: [HornFormula] = []
        for position in 0..<Z3_get_app_num_args(context, application) {
            parts.append(try formula(try checked(Z3_get_app_arg(context, application, position), "Z3_get_app_arg")))
        }
        let declaration = try checked(Z3_get_app_decl(context, application), "Z3_get_app_decl")
        switch Z3_get_decl_kind(context, declaration) {
        case Z3_OP_TRUE: return .constant(true)
        case Z3_OP_FALSE: return .constant(false)
        case Z3_OP_AND: return .all(parts)
        case Z3_OP_OR: return .any(parts)
        case Z3_OP_NOT where parts.count == 1: return .not(parts[0])
        case Z3_OP_IFF where parts.count == 2, Z3_OP_EQ where parts.count == 2: return .iff(parts[0], parts[1])
        case Z3_OP_XOR where parts.count == 2: return .not(.iff(parts[0], parts[1]))
        case Z3_OP_IMPLIES where parts.count == 2: return .any([.not(parts[0]), parts[1]])
        case Z3_OP_ITE where parts.count == 3:
            return .any([.all([parts[0], parts[1]]), .all([.not(parts[0]), parts[2]])])
        default: throw .call(name: "Z3_fixedpoint_get_cover_delta", code: 0, message: "not propositional")
        }
    }
}
