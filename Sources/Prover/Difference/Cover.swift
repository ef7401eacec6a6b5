import PolicyModel
import SMT

/// Covers all differences of one kind by sets of connections.
struct Cover {
    /// What is known of the differences of one kind.
    struct Outcome {
        var patches: [Patch] = []
        var isComplete = true
        var undecided: UnknownReason?

        /// How much a reader has to take in.
        var length: Double { patches.reduce(0) { $0 + 1 + 0.4 * Double($1.exceptions.count) } }
    }

    let revisions: AlignedRevisions
    let kind: DifferenceKind
    let limit: Int

    /// So few sets need no exceptions to be readable.
    private static let readable = 1
    /// A set with more exceptions than that is no description.
    private static let mostExceptions = 8

    /// Sets that leave nothing out: plain ones where these are few, and else wider ones with exceptions where that is
    /// shorter.
    func covered(by bench: inout Workbench) throws -> Outcome {
        let plain = try sets(&bench, withExceptions: false)
        guard plain.undecided == nil, !plain.isComplete || plain.patches.count > Self.readable else { return plain }
        let wide = try sets(&bench, withExceptions: true)
        guard wide.undecided == nil, wide.isComplete || !plain.isComplete else { return plain }
        if wide.isComplete != plain.isComplete { return wide }
        return wide.length < plain.length ? wide : plain
    }

    private func sets(_ bench: inout Workbench, withExceptions: Bool) throws -> Outcome {
        var found = Outcome()
        var terms: [Term] = []
        let preferences = SeedPreferences(revisions: revisions).terms(bench.encoding, in: bench.session)
        while true {
            let open = [bench.premise(kind, .isDifferent)] + terms.map { bench.session.not($0) }
            switch try bench.settle(preferences, assuming: open) {
            case .satisfiable: break
            case .unsatisfiable:
                found.patches = try withoutNeedless(found.patches, terms, &bench)
                return found
            case .unknown(let reason):
                (found.undecided, found.isComplete) = (reason, false)
                return found
            }
            guard found.patches.count < limit else {
                found.isComplete = false
                return found
            }
            let states = try bench.states()
            let wide = withExceptions ? try patchWithExceptions(around: states, &bench) : nil
            guard let patch = try wide ?? plainPatch(around: states, &bench) else {
                (found.undecided, found.isComplete) = (.other("a difference could not be generalised"), false)
                return found
            }
            found.patches.append(patch)
            terms.append(try bench.term(for: patch))
        }
    }

    private func plainPatch(around states: [Int], _ bench: inout Workbench) throws -> Patch? {
        let generalisation = Generalisation(space: bench.space, objection: [bench.premise(kind, .isNotDifferent)])
        return try widest(around: states, generalisation, &bench).map { Patch(cube: $0) }
    }

    /// A set that would be different but for rules that one revision alone has, without what those rules are about; nil
    /// where it cannot be told by few exceptions.
    private func patchWithExceptions(around states: [Int], _ bench: inout Workbench) throws -> Patch? {
        let objection = [bench.premise(kind, .isNotDifferentBySharedRules)]
        let generalisation = Generalisation(space: bench.space, objection: objection)
        do {
            guard let cube = try widest(around: states, generalisation, &bench) else { return nil }
            return try exceptions(to: cube, &bench).map { Patch(cube: cube, exceptions: $0) }
        } catch DifferenceError.notTold {
            // The connection is different for another reason.
            return nil
        }
    }

    private func exceptions(to cube: Cube, _ bench: inout Workbench) throws -> [Cube]? {
        let generalisation = Generalisation(
            space: bench.space, objection: [bench.premise(kind, .isDifferent)], within: cube)
        let inside = [bench.premise(kind, .isNotDifferent)] + generalisation.terms(cube.excluded)
        var exceptions: [Cube] = []
        var terms: [Term] = []
        while true {
            switch try bench.session.check(assuming: inside + terms.map { bench.session.not($0) }) {
            case .unsatisfiable: return exceptions
            case .unknown: return nil
            case .satisfiable: break
            }
            guard exceptions.count < Self.mostExceptions else { return nil }
            guard let wide = try widest(around: try bench.states(), generalisation, &bench) else { return nil }
            let exception = cube.intersection(wide)
            exceptions.append(exception)
            terms.append(try bench.term(for: Patch(cube: exception)))
        }
    }

    /// Tries several ways to say what the connections have in common, and takes the one that covers most.
    private func widest(
        around states: [Int], _ generalisation: Generalisation, _ bench: inout Workbench
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

    /// Leaves out sets that the others cover together, smaller ones first; the widest come first.
    private func withoutNeedless(
        _ patches: [Patch], _ terms: [Term], _ bench: inout Workbench
    ) throws(SMTError) -> [Patch] {
        let measure = CubeMeasure(revisions: revisions, space: bench.space, encoding: bench.encoding)
        let sizes = patches.map { measure.size(of: $0.cube) }
        var kept = patches.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
        for candidate in kept.reversed() {
            let others = kept.filter { $0 != candidate }.map { bench.session.not(terms[$0]) }
            let question = [bench.premise(kind, .isDifferent), terms[candidate]] + others
            if try bench.session.check(assuming: question) == .unsatisfiable { kept.removeAll { $0 == candidate } }
        }
        return kept.map { patches[$0] }
    }
}
