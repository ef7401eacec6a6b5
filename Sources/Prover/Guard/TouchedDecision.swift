import NetworkModel
import PolicyModel
import SMT

/// Decides claims about what one change touches, as claims narrowed to that would be decided about the changed world.
///
/// The end that is touched is looked at anew; of the other end the prepared sites are taken, but for those of touched
/// namespaces. What the touched end implies is then known of the other one. No policy is tracked and no core is looked
/// for, so that most questions end without the solver.
public struct TouchedDecision {
    /// What becomes of a claim.
    public enum Answer: Sendable {
        /// It says nothing of what is touched, or what is touched cannot have broken it.
        case untouched
        case holds
        case violated(ReplayedWitness)
        case mislabelled([Prover.MislabelledNamespace])
        /// Rules derive a violation.
        case derivable
        case undecided(Prover.UndecidedReason)
    }

    private let prepared: PreparedClaims
    private let touched: TouchedPods
    private let workspace: ClaimWorkspace
    /// Of the touched namespaces.
    private let positions: [Int]
    private let pods: [EndpointRole: Formula]
    /// Where an end may violate what it did not violate before; nil where not only policies are changed.
    private let shifts: [ClaimFormulas.Violation: [EndpointRole: Formula]]?
    private let hasOtherNames: Bool
    private let excuse: Excuse

    /// Why claims that held before cannot have been broken, whatever is asked of the solver.
    private enum Excuse {
        case none
        /// Nothing asks for the labels that are changed.
        case unaskedLabels
        /// Of the changed workloads there may be pods anyway, unless a claim names them.
        case likeOtherPods
    }

    /// The world after the change.
    public var world: World { workspace.world }

    public init(_ change: WorldChange, _ touched: TouchedPods, of prepared: PreparedClaims) {
        self.prepared = prepared
        self.touched = touched
        let world = prepared.world.applying(change)
        let workspace = ClaimWorkspace(idleIn: world)
        self.workspace = workspace
        positions = Set(touched.namespaces).compactMap { world.cluster.position(ofNamespace: $0) }.sorted()
        hasOtherNames = world.listedNames != prepared.world.listedNames
        var pods: [EndpointRole: Formula] = [:]
        for role in EndpointRole.pair {
            pods[role] = world.meaning.formula(of: touched.endpoints, at: role, in: &workspace.table)
        }
        self.pods = pods
        shifts =
            change.cluster == nil
            ? PolicyShift(change.policies, before: prepared.world, after: world).all(in: &workspace.table) : nil
        excuse = Self.excuse(for: change, touched, prepared, world)
    }

    /// What becomes of the claim at a position of the prepared ones.
    ///
    /// - Parameters:
    ///   - held: Before the change it held for all endpoints in the scopes that are looked at.
    ///   - includingFuture: Whether to look for violations in namespaces yet to be created too.
    public func answer(
        toClaimAt position: Int, held: Bool, includingFuture: Bool, with solvers: inout Solvers
    ) throws -> Answer {
        let scopes: [Scope] = includingFuture && world.futurePodsMayExist ? [.listed, .future] : [.listed]
        switch prepared.claims[position] {
        case .labelled(let claim): return answer(claim)
        case .derived: return try wholeAnswer(to: prepared.claims[position], in: scopes, with: &solvers)
        case .connections, .isolated: break
        }
        var isTouched = false
        for part in prepared.parts[position] where !(held && isExcused(part)) {
            switch try answer(part, held: held, in: scopes, with: &solvers) {
            case .untouched: break
            case .holds: isTouched = true
            case .violated(let witness): return .violated(witness)
            case .mislabelled(let namespaces): return .mislabelled(namespaces)
            case .derivable: return .derivable
            case .undecided(let reason): return .undecided(reason)
            }
        }
        return isTouched ? .holds : .untouched
    }

    /// Whether anything that is listed after the change is a subject of the claim at a position of the prepared ones,
    /// which was about something before; nil where the solver gave up.
    public func isAboutAnything(claimAt position: Int, with solvers: inout Solvers) throws -> Bool? {
        switch prepared.claims[position] {
        case .labelled(let claim):
            if case .vacuous = LabelCheck(world).answer(claim) { return false }
            return true
        case .derived(let claim):
            if case .vacuous = try Prover(world).answer(.derived(claim), with: &solvers).listed { return false }
            return true
        case .connections, .isolated: break
        }
        for part in prepared.parts[position] {
            if !mayLoseSubjects(part) { return true }
            guard let isAbout = try isAboutAnything(part, with: &solvers) else { return nil }
            if isAbout { return true }
        }
        return false
    }

    // MARK: What need not be decided

    private static func excuse(
        for change: WorldChange, _ touched: TouchedPods, _ prepared: PreparedClaims, _ world: World
    ) -> Excuse {
        let before = prepared.world
        guard change.policies.isEmpty, let cluster = change.cluster,
            cluster.namespaces.count == before.cluster.namespaces.count
        else { return .none }
        let changed = touched.namespaces.filter {
            cluster.namespace(named: $0) != before.cluster.namespace(named: $0)
        }
        if touched.workloads.isEmpty {
            let isUnasked = changed.allSatisfy { name in
                guard let old = before.cluster.namespace(named: name), let new = cluster.namespace(named: name),
                    old.hasManifest == new.hasManifest
                else { return false }
                let keys = Set(old.labels.keys).union(new.labels.keys).filter { old.labels[$0] != new.labels[$0] }
                return prepared.vocabulary.keys.isDisjoint(with: keys)
            }
            return isUnasked ? .unaskedLabels : .none
        }
        guard changed.isEmpty else { return .none }
        let isLikeOthers = touched.workloads.allSatisfy { identity in
            [before, world].allSatisfy { world in
                world.cluster.workload(identity).map { !$0.isGoverned || !world.standsApart($0) } ?? true
            }
        }
        return isLikeOthers ? .likeOtherPods : .none
    }

    private func isExcused(_ part: PreparedPart) -> Bool {
        switch excuse {
        case .none: false
        case .unaskedLabels: true
        case .likeOtherPods: part.namedWorkloads.isDisjoint(with: touched.workloads)
        }
    }

    /// A claim that cannot be narrowed to what is touched is decided about everything.
    private func wholeAnswer(to claim: Claim, in scopes: [Scope], with solvers: inout Solvers) throws -> Answer {
        let answer = try Prover(world).answer(claim, with: &solvers)
        var result = Answer.untouched
        for scope in scopes {
            switch scope == .listed ? answer.listed : answer.future {
            case .refuted(let witnesses): return .violated(witnesses[0])
            case .mislabelled(let namespaces): return .mislabelled(namespaces)
            case .derivable: return .derivable
            case .undecided(let reason): result = .undecided(reason)
            case .proved: if case .untouched = result { result = .holds }
            case .vacuous, nil: break
            }
        }
        return result
    }

    /// Whether the claim was about any endpoint that the change may have taken away.
    private func mayLoseSubjects(_ part: PreparedPart) -> Bool {
        !isExcused(part)
            && EndpointRole.pair.contains { wasAboutTouchedNamespaces(part, $0) }
    }

    private func wasAboutTouchedNamespaces(_ part: PreparedPart, _ role: EndpointRole) -> Bool {
        touched.namespaces.contains { part.namespaces[role]?.contains($0) ?? false }
    }

    // MARK: Labels

    private func answer(_ claim: LabellingClaim) -> Answer {
        let changed = touched.namespaces.filter {
            world.cluster.namespace(named: $0) != prepared.world.cluster.namespace(named: $0)
        }
        guard !changed.isEmpty else { return .untouched }
        let narrowed = LabellingClaim(namespaces: .all([claim.namespaces, .namespaceNamed(changed)]), keys: claim.keys)
        return switch LabelCheck(world).answer(narrowed) {
        case .mislabelled(let namespaces): .mislabelled(namespaces)
        case .undecided(let reason): .undecided(reason)
        case .vacuous: .untouched
        case .proved, .refuted, .derivable: .holds
        }
    }

    // MARK: Pairs

    private func answer(
        _ part: PreparedPart, held: Bool, in scopes: [Scope], with solvers: inout Solvers
    ) throws -> Answer {
        workspace.turn(to: part.formulas, implying: part.knowledge)
        var isTouched = false
        for role in EndpointRole.pair where !isPlainlyUntouched(part, role, held: held) {
            guard let narrowed = part.claim.narrowed(to: touched.endpoints, at: role) else { continue }
            let ends = touchedSites(part, role, held: held)
            if ends.isEmpty { continue }
            isTouched = true
            for scope in scopes {
                let obligation = obligation(part, ends, role, scope)
                if obligation.isTriviallyUnsatisfiable { continue }
                let search = CounterexampleSearch(
                    replay: Replay(world: world, claim: narrowed, scope: scope), obligation: obligation,
                    premises: part.knowledge, limit: 1)
                switch try search.counterexamples(in: &solvers.search) {
                case .found(let witnesses): return .violated(witnesses[0])
                case .unknown(let reason): return .undecided(.solver(reason.description))
                case .none: try confirm(obligation, with: &solvers)
                }
            }
        }
        return isTouched ? .holds : .untouched
    }

    /// Where the cluster stays as it is, a claim that said nothing of a namespace says nothing of it now.
    private func isPlainlyUntouched(_ part: PreparedPart, _ role: EndpointRole, held: Bool) -> Bool {
        guard let shifts else { return false }
        return !wasAboutTouchedNamespaces(part, role) || held && shifts[part.formulas.violation]?[role] == .never
    }

    /// Two engines have to agree that there is no violation.
    private func confirm(_ obligation: Obligation, with solvers: inout Solvers) throws {
        try solvers.confirmation.reset()
        _ = try Encoding(obligation, in: &solvers.confirmation)
        if try solvers.confirmation.check(keepsModel: false) == .satisfiable { throw ProverError.proofDisagrees }
    }

    private func isAboutAnything(_ part: PreparedPart, with solvers: inout Solvers) throws -> Bool? {
        workspace.turn(to: part.formulas, implying: part.knowledge)
        var builder = ObligationBuilder(workspace, .listed, .premisesNotWaived)
        var located: [EndpointRole: [ObligationBuilder.Located]] = [:]
        for role in EndpointRole.pair {
            let places = builder.places(for: role)
            located[role] = sites(part, role).filter { places.contains($0.kind) }.compactMap { site in
                var open = site
                open.verdict = .always
                return self.located(open)
            }
        }
        let obligation = builder.build(from: located)
        if obligation.isTriviallyUnsatisfiable { return false }
        try solvers.search.reset()
        _ = try Encoding(obligation, in: &solvers.search)
        return switch try solvers.search.check(keepsModel: false) {
        case .satisfiable: true
        case .unsatisfiable: false
        case .unknown: nil
        }
    }

    // MARK: Sites

    /// Where a touched endpoint of the claim may be, if the claim may be violated there, or violated anew if it held.
    private func touchedSites(_ part: PreparedPart, _ role: EndpointRole, held: Bool) -> [PreparedSite] {
        let violation = part.formulas.violation
        // What is touched is in namespaces that are known by name; only those that are gone may be there in the future.
        let areListed = positions.count == touched.namespaces.count
        let candidates = workspace.candidates(
            for: role, at: areListed ? [.listed] : [.listed, .future], and: pods[role] ?? .never, among: positions)
        return candidates.compactMap { candidate in
            var condition = candidate.condition
            if held, let shift = shifts?[violation]?[role] {
                // What the claim asks stays, beside what is left of the shift once that is known.
                let known = knowledge(of: condition, at: [candidate.site.place], part, role)
                let changed = simplified(shift, under: [part.knowledge, known])
                condition = workspace.table.all([condition, changed])
                if condition == .never { return nil }
            }
            var site = workspace.prepared(candidate, role)
            site.condition = condition
            return site.verdict == .never && violation != .noConnection ? nil : site
        }
    }

    private func simplified(_ formula: Formula, under knowledge: [Knowledge]) -> Formula {
        knowledge.reduce(formula) { formula, known in
            var simplification = Simplification(under: known)
            return simplification.simplified(formula, in: &workspace.table)
        }
    }

    /// All sites of an end after the change.
    private func sites(_ part: PreparedPart, _ role: EndpointRole) -> [PreparedSite] {
        let places: Set<Candidates.PlaceKind> = hasOtherNames ? [.listed, .future] : [.listed]
        let fresh = workspace.candidates(for: role, at: places, among: positions).map { workspace.prepared($0, role) }
        let kept = (part.sites[role] ?? []).filter { site in
            switch site.place {
            case .external: true
            case .future: !hasOtherNames
            case .namespace(let name): !touched.namespaces.contains(name)
            }
        }
        return kept + fresh
    }

    private func located(_ site: PreparedSite) -> ObligationBuilder.Located? {
        world.site(site).map { place in
            ObligationBuilder.Located(
                site: place, condition: site.condition, limits: site.limits,
                governed: SiteVerdicts.Governed(entries: [], unknownIf: .never), numbers: [], verdict: site.verdict)
        }
    }

    // MARK: The obligation

    private func obligation(
        _ part: PreparedPart, _ ends: [PreparedSite], _ role: EndpointRole, _ scope: Scope
    ) -> Obligation {
        var builder = ObligationBuilder(workspace, scope, .violation)
        let places = builder.places(for: role)
        let ends = ends.filter { places.contains($0.kind) }
        let others = others(part, facing: ends, role, at: builder.places(for: role.other))
        return builder.build(from: [role: ends.compactMap(located), role.other: others])
    }

    /// The other ends that a violation with one of these ends may have, simplified under what these imply: that stays
    /// asserted of these themselves.
    private func others(
        _ part: PreparedPart, facing ends: [PreparedSite], _ role: EndpointRole, at places: Set<Candidates.PlaceKind>
    ) -> [ObligationBuilder.Located] {
        let needsPassage = part.formulas.violation != .noConnection
        let premises = ends.map { workspace.table.all([$0.condition, needsPassage ? $0.verdict : .always]) }
        let known = knowledge(
            of: workspace.table.any(premises), at: ends.compactMap { world.site($0)?.place }, part, role)
        if ends.isEmpty || known.isContradictory { return [] }
        var simplification = Simplification(under: known)
        return sites(part, role.other).compactMap { site in
            guard places.contains(site.kind) else { return nil }
            var site = site
            site.condition = simplification.simplified(site.condition, in: &workspace.table)
            if site.condition == .never { return nil }
            site.verdict = simplification.simplified(site.verdict, in: &workspace.table)
            return site.verdict == .never && needsPassage ? nil : located(site)
        }
    }

    /// What holds wherever a formula does, of a pod at one of these places.
    private func knowledge(
        of formula: Formula, at places: [Site.Place], _ part: PreparedPart, _ role: EndpointRole
    ) -> Knowledge {
        var knowledge = Knowledge.implied(by: formula, in: workspace.table)
        knowledge.know(isPod: role, true)
        guard case .namespace(let position)? = places.first, places.allSatisfy({ $0 == places[0] }) else {
            return knowledge
        }
        let namespace = world.cluster.namespaces[position]
        for key in (part.namespaceKeys[role] ?? []) + [namespaceNameLabel] {
            guard case .fixed(let value) = world.state(of: key, in: namespace) else { continue }
            knowledge.know(LabelVariable(role: role, space: .namespace, key: key), in: .exactly(value))
        }
        return knowledge
    }
}

extension PolicyShift {
    fileprivate func all(in table: inout FormulaTable) -> [ClaimFormulas.Violation: [EndpointRole: Formula]] {
        var shifts: [ClaimFormulas.Violation: [EndpointRole: Formula]] = [:]
        for violation in [ClaimFormulas.Violation.connection, .noConnection, .noIsolation] {
            for role in EndpointRole.pair {
                shifts[violation, default: [:]][role] = violations(violation, at: role, in: &table)
            }
        }
        return shifts
    }
}
