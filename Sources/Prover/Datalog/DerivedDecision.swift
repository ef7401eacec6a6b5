import PolicyModel
import SMT

/// How the claim that nothing can be derived is decided in one scope: look for a derivation; if there is none, see that
/// the claim is about something at all, and confirm it.
struct DerivedDecision {
    let claim: DerivedClaim
    let scope: Scope
    let world: World
    let workspace: DerivationWorkspace
    let maximumCounterexamples: Int

    init(
        _ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace, maximumCounterexamples: Int
    ) {
        self.claim = claim
        self.scope = scope
        self.workspace = workspace
        self.maximumCounterexamples = maximumCounterexamples
        world = workspace.world
    }

    func answer(with solvers: inout Solvers) throws -> Prover.ScopeAnswer {
        do {
            let derivability = Derivability(claim: claim, scope: scope, workspace: workspace)
            switch try derivability.outcome(with: &solvers) {
            case .derivable(let search): return try refutation(by: search, in: &solvers.search)
            case .undecided(let reason): return .undecided(reason)
            case .underivable(let evidence):
                if let other = try vacuity(with: &solvers) { return other }
                let objection = try derivability.objection(to: evidence, in: &solvers.confirmation)
                if let objection { return .undecided(objection) }
                return .proved(try DerivedProof(claim, scope, workspace, evidence).proof(with: &solvers))
            }
        } catch is DerivationTree.TreeTooLarge {
            return .undecided(.rules("the rules unfold into more endpoints than can be looked at together"))
        }
    }

    private func refutation(
        by search: DerivationSearch, in session: inout Session
    ) throws -> Prover.ScopeAnswer {
        var collection = DerivationCollection(
            search, in: workspace, replay: DerivationReplay(claim, scope, in: world), limit: maximumCounterexamples)
        return switch try collection.derivations(in: &session) {
        case .found(let derivations): .derivable(derivations)
        case .none(let reason): .undecided(.rules(reason))
        }
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
}
