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
        case derivable(Derivation)
        case undecided(Prover.UndecidedReason)
    }

    let prepared: PreparedClaims
    let touched: TouchedPods
    let workspace: ClaimWorkspace
    /// Of the touched namespaces.
    let positions: [Int]
    let pods: [EndpointRole: Formula]
    /// Where an end may violate what it did not violate before; nil where not only policies are changed.
    let shifts: [ClaimFormulas.Violation: [EndpointRole: Formula]]?
    let hasOtherNames: Bool
    /// A touched namespace is not listed any more.
    let isAnythingGone: Bool
    let excuse: Excuse

    /// Why claims that held before cannot have been broken, whatever is asked of the solver.
    enum Excuse {
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
        isAnythingGone = positions.count < Set(touched.namespaces).count
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
        let scopes = world.scopes(includingFuture: includingFuture)
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
            case .derivable(let derivation): return .derivable(derivation)
            case .undecided(let reason): return .undecided(reason)
            }
        }
        return isTouched ? .holds : .untouched
    }

    /// A claim that cannot be narrowed to what is touched is decided about everything.
    private func wholeAnswer(to claim: Claim, in scopes: [Scope], with solvers: inout Solvers) throws -> Answer {
        let answer = try Prover(world).answer(claim, with: &solvers)
        var result = Answer.untouched
        for scope in scopes {
            switch scope == .listed ? answer.listed : answer.future {
            case .refuted(let witnesses): return .violated(witnesses[0])
            case .mislabelled(let namespaces): return .mislabelled(namespaces)
            case .derivable(let derivations): return .derivable(derivations[0])
            case .undecided(let reason): result = .undecided(reason)
            case .proved: if case .untouched = result { result = .holds }
            case .vacuous, nil: break
            }
        }
        return result
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
            if holdsOnItsFooting(part, of: ends, role, held: held, in: scopes) { continue }
            for scope in scopes {
                let obligation = obligation(part, ends, role, scope)
                if obligation.isRefutedByCases() { continue }
                let search = CounterexampleSearch(
                    replay: Replay(world: world, claim: narrowed, scope: scope), obligation: obligation,
                    premises: part.knowledge, limit: 1)
                switch try search.counterexamples(in: &solvers.search) {
                case .found(let witnesses): return .violated(witnesses[0])
                case .unknown(let reason): return .undecided(.solver(reason.description))
                case .none: try solvers.confirm(obligation)
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
