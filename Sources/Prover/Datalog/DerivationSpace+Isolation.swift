import NetworkModel
import PolicyModel
import SMT

extension DerivationSpace {
    mutating func isIsolated(
        _ endpoint: Int, _ direction: Direction, in session: inout Session
    ) throws(SMTError) -> Term {
        if let known = endpoints[endpoint].isolated[direction] { return known }
        guard !workspace.isOpen else {
            let anything = try session.boolean()
            endpoints[endpoint].isolated[direction] = anything
            return anything
        }
        // Policies are in formulas about the role that they select, whichever endpoint stands in it.
        var view = View([endpoint, endpoint])
        let byOwner = try ownerIsolates(endpoint, direction, in: &session)
        var options: [Term] = []
        for (position, item) in workspace.classes.enumerated() where item.isPod {
            // Where isolation is asked for, every class of pods tells of it.
            let decides = try term(for: item.ownerDecides[direction]!, in: &view, &session)
            let isOpen = try term(for: item.isLeftOpen[direction]!, in: &view, &session)
            let unknown = try session.and([decides, byOwner])
            let known = try session.and([session.not(decides), session.not(isOpen)])
            options.append(
                try session.and([endpoints[endpoint].sites[position], try session.or([unknown, known])]))
        }
        let result = try session.or(options)
        endpoints[endpoint].isolated[direction] = result
        return result
    }

    mutating func ownerIsolates(
        _ endpoint: Int, _ direction: Direction, in session: inout Session
    ) throws(SMTError) -> Term {
        if let known = endpoints[endpoint].ownerIsolates[direction] { return known }
        let term = try session.boolean()
        endpoints[endpoint].ownerIsolates[direction] = term
        return term
    }
}
