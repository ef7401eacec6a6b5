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
        var length: Double {
            patches.reduce(0) { $0 + 1 + 0.4 * Double($1.exceptions.count) + ($1.passing == nil ? 0 : 0.3) }
        }
    }

    /// How sets may be told beside what they hold.
    private struct Way {
        var withExceptions = false
        /// By what the policies of one end let pass, whatever that is.
        var byPassing = false
    }

    let revisions: AlignedRevisions
    let kind: DifferenceKind
    let limit: Int

    /// So few sets are told as they are; more of them may be shorter in other ways.
    private static let few = 4
    /// A set with more exceptions than that is no description.
    private static let mostExceptions = 8

    /// Sets that leave nothing out, told in the way that is shortest.
    func covered(by bench: inout Workbench) throws -> Outcome {
        if bench.space.isLarge {
            let short = try sets(&bench, Way(byPassing: true), atMost: limit)
            guard short.isComplete, short.length > Double(Self.few) else { return short }
            let shorter = try sets(&bench, Way(withExceptions: true, byPassing: true), atMost: short.patches.count - 1)
            return shorter.isComplete && shorter.length < short.length ? shorter : short
        }
        let plain = try sets(&bench, Way(), atMost: min(limit, Self.few))
        if plain.undecided != nil || plain.patches.count <= 1 && plain.isComplete { return plain }
        var best: Outcome? = plain.isComplete ? plain : nil
        func consider(_ way: Way, from length: Double, _ bench: inout Workbench) throws {
            if let best, best.length <= length { return }
            let bound = best.map { min(limit, Int($0.length.rounded(.up))) } ?? limit
            let found = try sets(&bench, way, atMost: bound)
            if found.isComplete, found.length < best?.length ?? .infinity { best = found }
        }
        if !plain.isComplete { try consider(Way(byPassing: true), from: 0, &bench) }
        try consider(Way(withExceptions: true, byPassing: !plain.isComplete), from: 1, &bench)
        if !plain.isComplete {
            try consider(Way(withExceptions: true), from: 4, &bench)
            try consider(Way(), from: 8, &bench)
        }
        return try best ?? sets(&bench, Way(byPassing: true), atMost: limit)
    }

    private func sets(_ bench: inout Workbench, _ way: Way, atMost limit: Int) throws -> Outcome {
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
            guard let patch = try patch(way, &bench) else {
                (found.undecided, found.isComplete) = (.other("a difference could not be generalised"), false)
                return found
            }
            found.patches.append(patch)
            terms.append(try bench.term(for: patch))
        }
    }

    // MARK: One set

    /// The widest set around the connection of the last model; nil where the solver gives up.
    private func patch(_ way: Way, _ bench: inout Workbench) throws -> Patch? {
        let states = try bench.states()
        var roles: [EndpointRole?] = []
        if way.byPassing {
            for role in EndpointRole.pair where try bench.session.value(of: bench.passing(role)) { roles.append(role) }
        }
        if roles.isEmpty { roles = [nil] }
        var best: (patch: Patch, size: Double)?
        for role in roles {
            if way.withExceptions, let wide = try patchWithExceptions(around: states, passing: role, &bench) {
                if wide.size > best?.size ?? -1 { best = wide }
            }
            guard best == nil || !way.withExceptions else { continue }
            guard let plain = try plainPatch(around: states, passing: role, &bench) else { return nil }
            if plain.size > best?.size ?? -1 { best = plain }
        }
        return try best.map { try withoutNeedlessCondition($0.patch, &bench) }
    }

    private func plainPatch(
        around states: [Int], passing role: EndpointRole?, _ bench: inout Workbench
    ) throws -> (patch: Patch, size: Double)? {
        let query = role.map { DifferenceObligation.Query.isNotDifferentWherePassing($0) } ?? .isNotDifferent
        let generalisation = Generalisation(space: bench.space, objection: [bench.premise(kind, query)])
        return try widest(around: states, generalisation, &bench).map { cube, size in
            (Patch(cube: cube, passing: role), size)
        }
    }

    /// A set that would be different but for rules that one revision alone has, without what those rules are about; nil
    /// where it cannot be told by few exceptions.
    private func patchWithExceptions(
        around states: [Int], passing role: EndpointRole?, _ bench: inout Workbench
    ) throws -> (patch: Patch, size: Double)? {
        let query =
            role.map { DifferenceObligation.Query.isNotDifferentBySharedRulesWherePassing($0) }
            ?? .isNotDifferentBySharedRules
        let generalisation = Generalisation(space: bench.space, objection: [bench.premise(kind, query)])
        do {
            guard let (cube, size) = try widest(around: states, generalisation, &bench) else { return nil }
            return try exceptions(to: cube, passing: role, &bench).map {
                (Patch(cube: cube, exceptions: $0, passing: role), size)
            }
        } catch DifferenceError.notTold {
            // The connection is different for another reason.
            return nil
        }
    }

    private func exceptions(to cube: Cube, passing role: EndpointRole?, _ bench: inout Workbench) throws -> [Cube]? {
        let passing = role.map { [bench.passing($0)] } ?? []
        let generalisation = Generalisation(
            space: bench.space, objection: [bench.premise(kind, .isDifferent)] + passing, within: cube)
        let inside = [bench.premise(kind, .isNotDifferent)] + passing + generalisation.terms(cube.excluded)
        var exceptions: [Cube] = []
        var terms: [Term] = []
        while true {
            switch try bench.session.check(assuming: inside + terms.map { bench.session.not($0) }) {
            case .unsatisfiable: return exceptions
            case .unknown: return nil
            case .satisfiable: break
            }
            guard exceptions.count < Self.mostExceptions else { return nil }
            guard let wide = try widest(around: try bench.states(), generalisation, &bench)?.cube else { return nil }
            let exception = cube.intersection(wide)
            exceptions.append(exception)
            terms.append(try bench.term(for: Patch(cube: exception)))
        }
    }

    /// Without the condition that an end lets connections pass, if all of the set is different anyway.
    private func withoutNeedlessCondition(_ patch: Patch, _ bench: inout Workbench) throws(SMTError) -> Patch {
        guard patch.passing != nil else { return patch }
        var free = patch
        free.passing = nil
        let inside = [try bench.term(for: free), bench.premise(kind, .isNotDifferent)]
        return try bench.session.check(assuming: inside, keepsModel: false) == .unsatisfiable ? free : patch
    }

    /// Tries several ways to say what the connections have in common, and takes the one that covers most.
    private func widest(
        around states: [Int], _ generalisation: Generalisation, _ bench: inout Workbench
    ) throws -> (cube: Cube, size: Double)? {
        let measure = CubeMeasure(revisions: revisions, space: bench.space, encoding: bench.encoding)
        var best: (cube: Cube, size: Double)?
        var seen: Set<[Int]> = []
        for order in KeepingOrders(space: bench.space).all where seen.insert(order).inserted {
            guard let cube = try generalisation.widened(states, keeping: order, in: &bench.session) else { return nil }
            let size = measure.size(of: cube)
            if size > best?.size ?? -1 { best = (cube, size) }
        }
        return best
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
            if try bench.session.check(assuming: question, keepsModel: false) == .unsatisfiable {
                kept.removeAll { $0 == candidate }
            }
        }
        return kept.map { patches[$0] }
    }
}
