import PolicyModel
import SMT

/// How the claim that nothing can be derived is decided in one scope: look for a derivation; if there is none, see that
/// the claim is about something at all, and confirm it.
struct DerivedDecision {
    let claim: DerivedClaim
    let scope: Scope
    let world: World
    let workspace: DerivationWorkspace

    init(_ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace) {
        self.claim = claim
        self.scope = scope
        self.workspace = workspace
        world = workspace.world
    }

    func answer(with solvers: inout Solvers) throws -> Prover.ScopeAnswer {
        do {
            let derivability = Derivability(claim: claim, scope: scope, workspace: workspace)
            switch try derivability.outcome(with: &solvers) {
            case .derivable(let search): return try refutation(by: search, in: solvers.search)
            case .undecided(let reason): return .undecided(reason)
            case .underivable(let evidence):
                if let other = try vacuity(with: &solvers) { return other }
                let objection = try derivability.objection(to: evidence, in: &solvers.confirmation)
                return objection.map { .undecided($0) } ?? .proved(proof)
            }
        } catch is DerivationTree.TreeTooLarge {
            return .undecided(.rules("the rules unfold into more endpoints than can be looked at together"))
        }
    }

    private func refutation(
        by search: DerivationSearch, in session: borrowing Session
    ) throws -> Prover.ScopeAnswer {
        var decoding = DerivationDecoding(search.tree)
        let replay = DerivationReplay(claim, scope, in: world)
        guard let draft = try decoding.decoded(search.root, in: session) else {
            return .undecided(.rules("too few namespaces are alike for a derivation that was found"))
        }
        if let objection = replay.objection(to: draft) {
            return .undecided(.rules("a derivation that was found did not replay: \(objection)"))
        }
        let minimised = DerivationMinimisation(replay: replay).minimised(draft)
        return .derivable([
            replay.derivation(
                of: minimised, domains: workspace.relevance.domains,
                addressesMatter: search.tree.space.asksForAddresses)
        ])
    }

    /// Whether a violation could be derived if every connection passed; nil if so.
    private func vacuity(with solvers: inout Solvers) throws -> Prover.ScopeAnswer? {
        if world.hasImplications {
            try solvers.search.reset()
            _ = try Encoding(workspace.anythingNew(), in: &solvers.search)
            switch try solvers.search.check(keepsModel: false) {
            case .unknown(let reason): return .undecided(.solver(reason.description))
            case .unsatisfiable: return .vacuous(.universe)
            case .satisfiable: break
            }
        }
        let open = DerivationWorkspace(
            claim.program, in: world, isOpen: true, comparedValues: workspace.comparedValues)
        let derivability = Derivability(claim: claim, scope: scope, workspace: open)
        switch try derivability.outcome(with: &solvers) {
        case .derivable: return nil
        case .undecided(let reason): return .undecided(reason)
        case .underivable(let evidence):
            let objection = try derivability.objection(to: evidence, in: &solvers.confirmation)
            return objection.map { .undecided($0) } ?? .vacuous(.together)
        }
    }

    /// Which of the policies and rules it needs is not looked for: of the rules all are told that it may need.
    private var proof: Prover.Proof {
        var atoms = AtomCollector()
        atoms.visit(
            workspace.conditions.joined() + workspace.classes.flatMap { $0.passes.values }, in: workspace.table)
        return Prover.Proof(
            policies: [], universeRules: world.labelRulesThatMayCount.map(\.name).sorted(),
            dependsOnAddresses: DerivationSpace(workspace).asksForAddresses, choices: atoms.choices, isComplete: false)
    }
}

extension World {
    /// All that the universe assumes of labels, but for labels that nobody changes where nobody changes any.
    fileprivate var labelRulesThatMayCount: [Universe.LabelAssumption] {
        let relabel = universe.namespaces.relabel
        return universe.labelAssumptions.filter { assumption in
            if case .immutable = assumption { relabel == .everyKey } else { true }
        }
    }
}
