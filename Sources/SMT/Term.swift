/// A formula of one session.
///
/// A term is an index into the session that made it. It carries that session's stamp, so that a term of another
/// session, or from before a ``Session/reset()``, stops the program instead of silently meaning another formula.
public struct Term: Hashable, Sendable {
    /// Twice the node's position, plus one if the term is the node's negation.
    let code: UInt32
    /// Which session, since which reset, the term belongs to.
    let stamp: UInt32

    /// The position of the node that the term is, or negates.
    var node: Int { Int(code >> 1) }
    /// Whether the term is the negation of its node.
    var isNegated: Bool { code & 1 == 1 }
    /// The negation, in the same session; free of cost, and its own inverse.
    var negated: Term { Term(code: code ^ 1, stamp: stamp) }
}

extension Term: CustomStringConvertible {
    /// The term's position in its session, for debugging.
    public var description: String { (isNegated ? "¬t" : "t") + String(node) }
}
