import NetworkModel
import PolicyModel
import SMT

/// Goes through the connections that are different until classes of them leave none out.
struct DifferenceSearch {
    let revisions: AlignedRevisions
    let question: DifferenceObligation
    let options: DifferenceProver.Options

    /// A solver with the question, and the sets found so far.
    private struct Workbench: ~Copyable {
        var session: Session
        var encoding: Encoding
        var space: CubeSpace

        init(_ obligation: Obligation, _ options: SolverOptions) throws(SMTError) {
            var session = try Session(options: options)
            let encoding = try Encoding(obligation, in: &session)
            let space = try CubeSpace(encoding, in: &session)
            self.session = session
            self.encoding = encoding
            self.space = space
        }

        func premise(_ kind: DifferenceKind, negated: Bool = false) -> Term {
            encoding.booleans[DifferenceObligation.premise(kind, negated: negated)] ?? session.literal(true)
        }
    }

    /// What is known of the differences of one kind.
    private struct Found {
        var cubes: [Cube] = []
        var isComplete = true
        var undecided: UnknownReason?
    }

    func difference() throws -> PolicyDifference {
        var bench = try Workbench(question.obligation, solverOptions(.simple))
        var result = PolicyDifference()
        for kind in question.possible {
            switch try bench.session.check(assuming: [bench.premise(kind)]) {
            case .satisfiable: result.kinds.insert(kind)
            case .unsatisfiable: continue
            case .unknown(let reason): return PolicyDifference(undecided: reason.description)
            }
        }
        var cubes: [DifferenceKind: [Cube]] = [:]
        for kind in DifferenceKind.allCases where result.kinds.contains(kind) {
            let found = try cover(kind, &bench)
            if !found.isComplete { result.truncated.insert(kind) }
            if let reason = found.undecided { result.undecided = reason.description }
            cubes[kind] = found.cubes
        }
        try confirm(cubes, except: result.truncated)
        for kind in DifferenceKind.allCases {
            for cube in cubes[kind] ?? [] {
                if let described = try described(cube, kind, &bench) { result.classes.append(described) }
            }
        }
        return result
    }

    private func solverOptions(_ strategy: SolverOptions.Strategy) -> SolverOptions {
        SolverOptions(
            timeoutMilliseconds: options.timeoutMilliseconds, resourceLimit: options.resourceLimit, strategy: strategy)
    }

    // MARK: Covering

    private func cover(_ kind: DifferenceKind, _ bench: inout Workbench) throws -> Found {
        var found = Found()
        var terms: [Term] = []
        let generalisation = Generalisation(space: bench.space, objection: [bench.premise(kind, negated: true)])
        let preferences = SeedPreferences(revisions: revisions).terms(bench.encoding, in: bench.session)
        while true {
            let open = [bench.premise(kind)] + terms.map { bench.session.not($0) }
            switch try settle(preferences, assuming: open, in: &bench.session) {
            case .satisfiable: break
            case .unsatisfiable:
                found.cubes = try withoutNeedless(found.cubes, terms, kind, &bench)
                return found
            case .unknown(let reason):
                (found.undecided, found.isComplete) = (reason, false)
                return found
            }
            guard found.cubes.count < options.maximumClasses else {
                found.isComplete = false
                return found
            }
            let states = try states(bench)
            guard let cube = try widest(around: states, generalisation, kind, &bench) else {
                (found.undecided, found.isComplete) = (.other("a difference could not be generalised"), false)
                return found
            }
            found.cubes.append(cube)
            terms.append(try term(for: cube, bench.space, in: &bench.session))
        }
    }

    /// The state of each dimension in the last model.
    private func states(_ bench: borrowing Workbench) throws(SMTError) -> [Int] {
        var result: [Int] = []
        for dimension in bench.space.dimensions {
            // Exactly one state of each dimension holds in every model.
            result.append(try bench.session.values(of: dimension.states).firstIndex(of: true)!)
        }
        return result
    }

    /// Tries several ways to say what the connections have in common, and takes the one that covers most.
    private func widest(
        around states: [Int], _ generalisation: Generalisation, _ kind: DifferenceKind, _ bench: inout Workbench
    ) throws -> Cube? {
        let measure = CubeMeasure(revisions: revisions, space: bench.space, encoding: bench.encoding)
        var best: (cube: Cube, size: Double)?
        var seen: Set<[Int]> = []
        for order in KeepingOrders(space: bench.space).all where seen.insert(order).inserted {
            guard let cube = try generalisation.widened(states, keeping: order, in: &bench.session) else { return nil }
            let size = measure.size(of: cube)
            if size > best?.size ?? -1 { best = (cube, size) }
        }
        return best?.cube
    }

    private func term(for cube: Cube, _ space: CubeSpace, in session: inout Session) throws(SMTError) -> Term {
        var exclusions: [Term] = []
        for (dimension, excluded) in cube.excluded.enumerated() {
            exclusions += excluded.map { space.dimensions[dimension].exclusions[$0] }
        }
        let meaning = try session.and(exclusions)
        let name = try session.boolean()
        try session.assert(try session.iff(name, meaning))
        return name
    }

    /// Leaves out sets that the others cover together, smaller ones first; the widest come first.
    private func withoutNeedless(
        _ cubes: [Cube], _ terms: [Term], _ kind: DifferenceKind, _ bench: inout Workbench
    ) throws(SMTError) -> [Cube] {
        let measure = CubeMeasure(revisions: revisions, space: bench.space, encoding: bench.encoding)
        let sizes = cubes.map(measure.size)
        var kept = cubes.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
        for candidate in kept.reversed() {
            let others = kept.filter { $0 != candidate }.map { bench.session.not(terms[$0]) }
            let answer = try bench.session.check(assuming: [bench.premise(kind), terms[candidate]] + others)
            if answer == .unsatisfiable { kept.removeAll { $0 == candidate } }
        }
        return kept.map { cubes[$0] }
    }

    /// Goes through the claim that nothing else is different again, by another of Z3's engines.
    private func confirm(_ cubes: [DifferenceKind: [Cube]], except truncated: Set<DifferenceKind>) throws {
        var bench = try Workbench(question.obligation, solverOptions(.finiteDomain))
        for kind in question.possible where !truncated.contains(kind) {
            var open = [bench.premise(kind)]
            for cube in cubes[kind] ?? [] {
                open.append(bench.session.not(try term(for: cube, bench.space, in: &bench.session)))
            }
            if try bench.session.check(assuming: open) == .satisfiable { throw ProverError.proofDisagrees }
        }
    }

    // MARK: Describing

    private func described(_ cube: Cube, _ kind: DifferenceKind, _ bench: inout Workbench) throws -> ConnectionClass? {
        let inside = Generalisation(space: bench.space, objection: []).terms(cube.excluded)
        let preferences = WitnessPreferences(revisions: revisions).terms(bench.encoding, in: bench.session)
        switch try settle(preferences, assuming: [bench.premise(kind)] + inside, in: &bench.session) {
        case .satisfiable: break
        case .unsatisfiable, .unknown: return nil
        }
        let decoded = try WitnessDecoding(world: revisions.head, encoding: bench.encoding).decoded(in: bench.session)
        let description = ClassDescription(revisions: revisions, space: bench.space, encoding: bench.encoding)
        var result = description.described(cube, kind, witness: decoded.witness)
        result.witness = try DifferenceReplay(revisions: revisions).replayed(
            decoded.witness, kind, of: result, addressesMatter: !bench.encoding.addresses.isEmpty)
        return result
    }

    /// Leaves the session with a model that meets as many preferences as fit, in order.
    private func settle(
        _ preferences: [Term], assuming base: [Term], in session: inout Session
    ) throws(SMTError) -> Satisfiability {
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
