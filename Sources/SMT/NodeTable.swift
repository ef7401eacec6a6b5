/// The expressions of a session, by position.
struct NodeTable {
    private struct Node {
        let expression: Expression
        var negation: Expression?
        let isConstant: Bool
    }

    /// Marks this table's terms.
    let stamp = Context.nextStamp()
    private var nodes: [Node]
    private var constants: Int32 = 0

    init(truth: Expression, falsehood: Expression) {
        nodes = [Node(expression: truth, negation: falsehood, isConstant: false)]
    }

    /// The term that is always true; its negation is the one that is always false.
    var truth: Term { Term(code: 0, stamp: stamp) }

    mutating func add(_ expression: Expression, isConstant: Bool = false) throws(SMTError) -> Term {
        guard let code = UInt32(exactly: nodes.count * 2) else { throw .tooManyTerms }
        nodes.append(Node(expression: expression, negation: nil, isConstant: isConstant))
        return Term(code: code, stamp: stamp)
    }

    var count: Int { nodes.count }

    /// The propositional constants among the nodes at some positions.
    func constants(between start: Int, and end: Int) -> [Expression] {
        nodes[start..<end].filter(\.isConstant).map(\.expression)
    }

    /// The number of the next propositional constant.
    mutating func nextConstant() throws(SMTError) -> Int32 {
        guard constants < 1 << 30 else { throw .tooManyTerms }
        defer { constants += 1 }
        return constants
    }

    /// The expression of a term; `negate` makes the negation of a node where it is first needed.
    mutating func expression(
        of term: Term, negate: (Expression) throws(SMTError) -> Expression
    ) throws(SMTError) -> Expression {
        let position = position(of: term)
        guard term.isNegated else { return nodes[position].expression }
        if let negation = nodes[position].negation { return negation }
        let negation = try negate(nodes[position].expression)
        nodes[position].negation = negation
        return negation
    }

    /// The expression of a term that has been used in a formula or an assumption.
    func knownExpression(of term: Term) -> Expression {
        let node = nodes[position(of: term)]
        guard term.isNegated else { return node.expression }
        guard let negation = node.negation else { preconditionFailure("the negation is made where it is first used") }
        return negation
    }

    /// The expression that a term is, or negates.
    func unsignedExpression(of term: Term) -> Expression {
        nodes[position(of: term)].expression
    }

    /// Whether a term is a propositional constant or the negation of one.
    func isLiteral(_ term: Term) -> Bool {
        nodes[position(of: term)].isConstant
    }

    private func position(of term: Term) -> Int {
        // Going on would be to reason about another formula: a false verdict.
        precondition(term.stamp == stamp, "the term belongs to another session, or to before a reset")
        return term.node
    }
}
