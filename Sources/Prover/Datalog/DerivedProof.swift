import PolicyModel
import SMT

/// Finds which policies, and which assumptions of the universe about labels, a proof about rules rests on.
///
/// The proof is gone through once more with a premise for each of them. What shows that nothing can be derived is a few
/// questions that cannot be met: the steps of an invariant, or the tree of all derivations. Each has a core of premises,
/// whatever becomes of the others. With the premises of all cores none of the questions can be met, so that in a world of
/// these policies and assumptions alone the same invariant still is one, and the claim still holds.
///
/// First that tells at which places policies are needed. Elsewhere they are taken away then, as rules that ask for no
/// denial derive only more without them, and of what is left a minimal part is found.
struct DerivedProof {
    private let claim: DerivedClaim
    private let scope: Scope
    private let workspace: DerivationWorkspace
    private let evidence: Derivability.Evidence

    init(
        _ claim: DerivedClaim, _ scope: Scope, _ workspace: DerivationWorkspace, _ evidence: Derivability.Evidence
    ) {
        (self.claim, self.scope, self.workspace, self.evidence) = (claim, scope, workspace, evidence)
    }

    /// - Throws: `ProverError.proofDisagrees` if something can be derived after all, and the solver's failures.
    func proof(with solvers: inout Solvers) throws -> Prover.Proof {
        do {
            let tracked = tracked(evidence.guarded)
            guard var core = try core(in: tracked, with: &solvers) else { return unknown }
            let needed = tracked.places(ofPremises: core.premises)
            let all = tracked.places(of: Set(tracked.classes.indices), atMost: .max)
            if !claim.program.asksForDenial, needed.count < (tracked.guarded ?? all).count {
                let part = self.tracked(needed)
                if var other = try self.core(in: part, with: &solvers) {
                    try other.minimise(in: &solvers.confirmation)
                    return proof(restingOn: other.premises, in: part)
                }
                // The session holds the questions about the part.
                return proof(restingOn: core.premises, in: tracked)
            }
            try core.minimise(in: &solvers.confirmation)
            return proof(restingOn: core.premises, in: tracked)
        } catch is DerivationTree.TreeTooLarge {
            return unknown
        }
    }

    private func tracked(_ guarded: Set<Site.Place>?) -> DerivationWorkspace {
        DerivationWorkspace(
            claim.program, in: workspace.world, isOpen: false, comparedValues: workspace.comparedValues,
            guarded: guarded, isTracked: true)
    }

    /// Nil where the proof is not found once more.
    private func core(
        in tracked: DerivationWorkspace, with solvers: inout Solvers
    ) throws -> DerivedCore? {
        switch evidence {
        case .tree(let expanded):
            var search = try DerivationSearch(claim, scope, tracked, in: &solvers.confirmation)
            for leaves in expanded { try search.expand(leaves, in: &solvers.confirmation) }
            switch try DerivedCore.outcome(
                of: [[]], under: search.tree.space.premises, in: &solvers.confirmation)
            {
            case .found(let core): return core
            case .satisfiable: throw ProverError.proofDisagrees
            case .unknown: return nil
            }
        case .invariant:
            var search = try InvariantSearch(
                claim, scope, tracked, maximumQuestions: Self.maximumQuestions, in: &solvers.search)
            guard case .invariant(let invariant) = try search.outcome(in: &solvers.search) else { return nil }
            let check = try InvariantCheck(of: invariant, claim, scope, tracked, in: &solvers.confirmation)
            let outcome = try DerivedCore.outcome(
                of: check.questions, under: check.rules.tree.space.premises, in: &solvers.confirmation)
            return if case .found(let core) = outcome { core } else { nil }
        }
    }

    /// What is proved was found with fewer questions, mostly.
    private static let maximumQuestions = 5_000

    // MARK: Words

    private func proof(restingOn core: Set<Int>, in tracked: DerivationWorkspace) -> Prover.Proof {
        var numbers: Set<Int> = []
        var rules = Set(workspace.world.immutableLabels(among: tracked.namespaceLabels).map(\.name))
        for (number, premise) in tracked.premises.enumerated()
        where core.contains(tracked.representatives[number]) {
            switch premise {
            case .universe(let name): rules.insert(name)
            case .policy(let role, let group, let position):
                // The premise was numbered when its class was made.
                let lists = tracked.classes[group].premises[role.direction]!.policies
                for list in lists { numbers.insert(list[position]) }
            }
        }
        var result = unknown
        result.policies = numbers.map { workspace.world.policies.all[$0] }.sorted { $0.identity < $1.identity }
        result.universeRules = rules.sorted()
        result.dependsOnAddresses = DerivationSpace(tracked).asksForAddresses
        result.choices = tracked.choices
        result.isComplete = true
        return result
    }

    /// What is said where it was not found what the proof rests on: of assumptions, all that it may.
    private var unknown: Prover.Proof {
        Prover.Proof(
            policies: [], universeRules: workspace.world.labelRulesThatMayCount.map(\.name).sorted(),
            dependsOnAddresses: DerivationSpace(workspace).asksForAddresses, choices: workspace.choices,
            isComplete: false)
    }
}

extension DerivationWorkspace {
    /// Unspecified behaviour that anything here depends on.
    fileprivate var choices: [Choice] {
        var atoms = AtomCollector()
        atoms.visit(conditions.joined() + classes.flatMap { $0.passes.values }, in: table)
        return atoms.choices
    }

    /// Keys of namespace labels that anything here depends on.
    fileprivate var namespaceLabels: Set<String> {
        Set(relevance.variables(of: .source).filter { $0.space == .namespace }.map(\.key))
    }

    /// Where the policies are that premises speak of.
    fileprivate func places(ofPremises core: Set<Int>) -> Set<Site.Place> {
        let groups = premises.enumerated().compactMap { number, premise -> Int? in
            guard core.contains(representatives[number]), case .policy(_, let group, _) = premise else { return nil }
            return group
        }
        return places(of: Set(groups), atMost: .max)
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
