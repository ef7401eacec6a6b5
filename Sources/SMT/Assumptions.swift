/// The assumptions of a check, as far as they need no solver.
enum Assumptions {
    /// Each once, without the trivially true, in the order given.
    case open([Term])
    /// The false one, or two that contradict each other. Z3's finite-domain solver gives an empty core for the latter.
    case contradictory([Term])

    init(_ terms: [Term], in nodes: NodeTable) throws(SMTError) {
        var seen = Set<Term>(minimumCapacity: terms.count)
        var open: [Term] = []
        open.reserveCapacity(terms.count)
        var contradiction: [Term]?
        for (position, term) in terms.enumerated() where term != nodes.truth {
            if term == nodes.truth.negated {
                contradiction = contradiction ?? [term]
                continue
            }
            guard nodes.isLiteral(term) else { throw .assumptionIsNotLiteral(position: position) }
            guard seen.insert(term).inserted else { continue }
            open.append(term)
            if contradiction == nil, seen.contains(term.negated) { contradiction = [term.negated, term] }
        }
        self = contradiction.map(Self.contradictory) ?? .open(open)
    }
}
