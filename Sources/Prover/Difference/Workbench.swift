import PolicyModel
import SMT

/// A solver with the question about two revisions.
struct Workbench: ~Copyable {
    var session: Session
    let encoding: Encoding
    let space: CubeSpace

    init(_ obligation: Obligation, _ options: SolverOptions) throws(SMTError) {
        var session = try Session(options: options)
        let encoding = try Encoding(obligation, in: &session)
        let space = try CubeSpace(encoding, in: &session)
        self.session = session
        self.encoding = encoding
        self.space = space
    }

    func premise(_ kind: DifferenceKind, _ query: DifferenceObligation.Query) -> Term {
        // A premise of what holds anyway is not encoded.
        encoding.booleans[DifferenceObligation.premise(kind, query)] ?? session.literal(true)
    }

    /// True exactly where the policies of an end let a connection pass in both revisions.
    func passing(_ role: EndpointRole) -> Term {
        encoding.booleans[DifferenceObligation.passing(role)] ?? session.literal(true)
    }

    /// The state of each dimension in the last model.
    func states() throws(SMTError) -> [Int] {
        var result: [Int] = []
        for dimension in space.dimensions {
            // Exactly one state of each dimension holds in every model.
            result.append(try session.values(of: dimension.states).firstIndex(of: true)!)
        }
        return result
    }

    /// A constant that is true exactly of connections in a cube without others.
    mutating func term(for patch: Patch) throws(SMTError) -> Term {
        var parts = [try meaning(of: patch.cube)]
        for exception in patch.exceptions { parts.append(session.not(try meaning(of: exception))) }
        if let role = patch.passing { parts.append(passing(role)) }
        let meaning = try session.and(parts)
        let name = try session.boolean()
        try session.assert(try session.iff(name, meaning))
        return name
    }

    private mutating func meaning(of cube: Cube) throws(SMTError) -> Term {
        var exclusions: [Term] = []
        for (dimension, excluded) in cube.excluded.enumerated() {
            exclusions += excluded.map { space.dimensions[dimension].exclusions[$0] }
        }
        return try session.and(exclusions)
    }

    /// Leaves the session with a model that meets as many preferences as fit, in order.
    mutating func settle(_ preferences: [Term], assuming base: [Term]) throws(SMTError) -> Satisfiability {
        var kept = base
        var answer = try session.check(assuming: kept)
        guard answer == .satisfiable else { return answer }
        for preference in preferences {
            if answer == .satisfiable, try session.value(of: preference) {
                kept.append(preference)
                continue
            }
            answer = try session.check(assuming: kept + [preference])
            if answer == .satisfiable { kept.append(preference) }
        }
        return answer == .satisfiable ? answer : try session.check(assuming: kept)
    }
}
