// Terms are made here. Connectives fold what is trivial, so that Z3 never sees an empty or a one-element one.

extension Session {
    /// A new propositional constant.
    public mutating func boolean() throws(SMTError) -> Term {
        let number = try nodes.nextConstant()
        return try nodes.add(try calls.constant(number, pins), isConstant: true)
    }

    /// The term that is always true, or always false.
    public func literal(_ value: Bool) -> Term {
        value ? nodes.truth : nodes.truth.negated
    }

    /// The negation; makes nothing, and two cancel out.
    public func not(_ term: Term) -> Term {
        term.negated
    }

    /// True if all of the terms are; true for none.
    public mutating func and(_ terms: [Term]) throws(SMTError) -> Term {
        let falsehood = literal(false)
        guard let operands = operands(terms, neutral: falsehood.negated, absorbing: falsehood) else { return falsehood }
        guard operands.count > 1 else { return operands.first ?? falsehood.negated }
        return try nodes.add(try calls.conjunction(try expressions(of: operands), pins))
    }

    /// True if one of the terms is; false for none.
    public mutating func or(_ terms: [Term]) throws(SMTError) -> Term {
        let truth = literal(true)
        guard let operands = operands(terms, neutral: truth.negated, absorbing: truth) else { return truth }
        guard operands.count > 1 else { return operands.first ?? truth.negated }
        return try nodes.add(try calls.disjunction(try expressions(of: operands), pins))
    }

    /// True unless the premise is true and the conclusion false.
    public mutating func implies(_ premise: Term, _ conclusion: Term) throws(SMTError) -> Term {
        try or([premise.negated, conclusion])
    }

    /// True if both are true, or both false.
    public mutating func iff(_ left: Term, _ right: Term) throws(SMTError) -> Term {
        let truth = literal(true)
        if left == truth || right == truth { return left == truth ? right : left }
        if left == truth.negated || right == truth.negated { return left == truth.negated ? not(right) : not(left) }
        if left == right || left == right.negated { return literal(left == right) }
        let (left, right) = (try expression(of: left), try expression(of: right))
        return try nodes.add(try calls.equivalence(left, right, pins))
    }

    /// True if no two of the terms are; a term that is given twice counts twice.
    public mutating func atMostOne(_ terms: [Term]) throws(SMTError) -> Term {
        try atMost(1, terms)
    }

    /// True if no more than `limit` of the terms are; a term that is given twice counts twice.
    public mutating func atMost(_ limit: Int, _ terms: [Term]) throws(SMTError) -> Term {
        let truth = literal(true)
        let limit = limit - terms.count { $0 == truth }
        let open = terms.filter { $0 != truth && $0 != truth.negated }
        guard limit >= 0 else { return literal(false) }
        guard limit < open.count else { return truth }
        if limit == 0 { return try and(open.map(\.negated)) }
        if limit == 1, open.count <= Self.pairwiseLimit { return try pairwise(open) }
        return try nodes.add(try calls.atMost(UInt32(limit), try expressions(of: open), pins))
    }

    /// The most terms for which pairs of clauses are cheaper than Z3's cardinality constraint.
    static var pairwiseLimit: Int { 6 }

    private mutating func pairwise(_ terms: [Term]) throws(SMTError) -> Term {
        var clauses: [Term] = []
        for (position, first) in terms.enumerated() {
            for second in terms[(position + 1)...] { clauses.append(try or([first.negated, second.negated])) }
        }
        return try and(clauses)
    }

    /// The terms that matter to a connective, or nil if one of them decides it.
    private func operands(_ terms: [Term], neutral: Term, absorbing: Term) -> [Term]? {
        if terms.contains(absorbing) { return nil }
        return terms.contains(neutral) ? terms.filter { $0 != neutral } : terms
    }

    mutating func expression(of term: Term) throws(SMTError) -> Expression {
        let (calls, pins) = (calls, pins)
        return try nodes.expression(of: term) { (node) throws(SMTError) in try calls.negation(node, pins) }
    }

    mutating func expressions(of terms: [Term]) throws(SMTError) -> [Expression] {
        var expressions: [Expression] = []
        expressions.reserveCapacity(terms.count)
        for term in terms { expressions.append(try expression(of: term)) }
        return expressions
    }
}
