import PolicyModel
import SMT

/// Whether rules can derive a violation at all, as far as one workspace has it.
///
/// Rules that are not recursive unfold into one question. For others an invariant is looked for that no derivation leaves;
/// it is believed only once plain questions have shown that it is one. Where the search says that there is none,
/// derivations are looked for by height.
struct Derivability {
    let claim: DerivedClaim
    let scope: Scope
    let workspace: DerivationWorkspace

    enum Outcome {
        /// There is a derivation, in the last model of the session for searches.
        case derivable(DerivationSearch)
        /// There is none, because of this.
        case underivable(Evidence)
        case undecided(Prover.UndecidedReason)
    }

    /// What shows that nothing can be derived.
    enum Evidence {
        /// The tree of all derivations in which these leaves were expanded, one level after the other.
        case tree([[Int]])
        /// An invariant of the rules in a workspace in which no fewer connections pass.
        case invariant([ExcludedStates], DerivationWorkspace)

        /// The places whose policies it takes into account; nil for all.
        var guarded: Set<Site.Place>? {
            switch self {
            case .tree: nil
            case .invariant(_, let workspace): workspace.guarded
            }
        }
    }

    private var isRecursive: Bool { !claim.program.recursiveRelations.isEmpty }

    func outcome(with solvers: inout Solvers) throws -> Outcome {
        guard isRecursive else {
            // The tree of rules that are not recursive has no leaves: one question answers.
            return try lookForDerivation(in: workspace, heights: 1, with: &solvers)
                ?? .undecided(.rules("the rules unfold into more than could be looked at"))
        }
        if let outcome = try outcomeByParts(with: &solvers) { return outcome }
        var search = try InvariantSearch(claim, scope, workspace, in: &solvers.search)
        switch try search.outcome(in: &solvers.search) {
        case .invariant(let invariant): return .underivable(.invariant(invariant, workspace))
        case .unknown(let reason): return try secondWay(after: reason, with: &solvers)
        case .derivable(let height, let classes):
            return try derivation(of: height + Self.furtherHeights, within: classes, with: &solvers)
        }
    }

    // MARK: Parts

    /// Mostly few policies matter: those where the violation would be, or on the way there. So at first only those are
    /// looked at, as though all other pods could connect to one another as they like; what cannot be derived then cannot
    /// be derived at all. Where something can be, it is looked for in truth; failing that, the policies on its way count
    /// as well.
    ///
    /// - Returns: nil where that leads nowhere, or asks of policies that they deny.
    private func outcomeByParts(with solvers: inout Solvers) throws -> Outcome? {
        guard !workspace.isOpen, !claim.program.asksForDenial else { return nil }
        let all = workspace.places(of: Set(workspace.classes.indices), atMost: .max)
        guard all.count >= Self.fewestPlaces else { return nil }
        var guarded = workspace.places(ofRulesOf: claim.violation)
        for _ in 0..<Self.rounds {
            guard guarded.count * 4 < all.count * 3 else { return nil }
            let part = DerivationWorkspace(
                claim.program, in: workspace.world, isOpen: false, comparedValues: workspace.comparedValues,
                guarded: guarded)
            var search = try InvariantSearch(claim, scope, part, in: &solvers.search)
            switch try search.outcome(in: &solvers.search) {
            case .invariant(let invariant): return .underivable(.invariant(invariant, part))
            case .unknown: return nil
            case .derivable(let height, let classes):
                let places = part.places(of: classes, atMost: Self.triedMembers)
                let real = workspace.keeping(workspace.classes(at: places))
                if case .derivable(let search)? = try lookForDerivation(
                    in: real, heights: height + Self.furtherHeights, with: &solvers)
                {
                    return .derivable(search)
                }
                guard let further = further(of: classes, in: part, beyond: guarded) else { return nil }
                guarded.formUnion(further)
            }
        }
        return nil
    }

    /// The places of classes that were on the way, and whose policies were left out. Where many places are alike, theirs
    /// come last: one of them being shut would only move the way to the next.
    private func further(
        of classes: Set<Int>, in part: DerivationWorkspace, beyond guarded: Set<Site.Place>
    ) -> Set<Site.Place>? {
        let small = classes.filter { part.classes[$0].group.members.count <= Self.triedMembers }
        return [small, classes].map { part.places(of: $0, atMost: .max) }.first { !$0.isSubset(of: guarded) }
    }

    /// With fewer places there is nothing to be gained.
    private static let fewestPlaces = 4
    /// How often more policies are taken in before all are.
    private static let rounds = 5
    /// Of places that are alike in the part, so many are tried in truth.
    private static let triedMembers = 6

    /// The search for an invariant takes every step by itself; the derivation as a whole may not be possible. Mostly it
    /// is, where the search has been.
    private func derivation(
        of height: Int, within classes: Set<Int>, with solvers: inout Solvers
    ) throws -> Outcome {
        let part = workspace.keeping(classes)
        if case .derivable(let search)? = try lookForDerivation(in: part, heights: height, with: &solvers) {
            return .derivable(search)
        }
        if let outcome = try lookForDerivation(in: workspace, heights: height, with: &solvers) { return outcome }
        return .undecided(
            .rules(
                "each step to a violation is possible, but not the steps of a derivation together, as far as "
                    + "derivations up to a height of \(height) were looked at"))
    }

    /// Z3's own engine, where the search gave up.
    private func secondWay(after reason: String, with solvers: inout Solvers) throws -> Outcome {
        switch try HornSearch(claim, scope, workspace).outcome(in: &solvers.search) {
        case .invariant(let invariant): return .underivable(.invariant(invariant, workspace))
        case .unknown: return .undecided(.solver(reason))
        case .derivable:
            if let outcome = try lookForDerivation(in: workspace, heights: Self.lastHeights, with: &solvers) {
                return outcome
            }
            return .undecided(
                .rules(
                    "a violation seems to be derivable, but there is no derivation up to a height of \(Self.lastHeights)"
                ))
        }
    }

    /// How many levels are looked at where the height of a derivation is not known.
    private static let lastHeights = 12

    /// How many levels more than are needed are looked at.
    private static let furtherHeights = 3

    /// Nil if there is nothing to be said about derivations of more levels.
    private func lookForDerivation(
        in workspace: DerivationWorkspace, heights: Int, with solvers: inout Solvers
    ) throws -> Outcome? {
        do {
            var search = try DerivationSearch(claim, scope, workspace, in: &solvers.search)
            for _ in 0..<heights {
                switch try search.check(in: &solvers.search) {
                case .found: return .derivable(search)
                case .none: return .underivable(.tree(search.expanded))
                case .unknown(let reason): return .undecided(.solver(reason.description))
                case .open(let leaves): try search.expand(leaves, in: &solvers.search)
                }
            }
            return nil
        } catch is DerivationTree.TreeTooLarge where isRecursive {
            return nil
        }
    }

    // MARK: Confirmation

    /// Why evidence does not count; nil if another of Z3's engines has it, too.
    ///
    /// - Throws: `ProverError.proofDisagrees` if that engine finds a derivation.
    func objection(to evidence: Evidence, in session: inout Session) throws -> Prover.UndecidedReason? {
        switch evidence {
        case .tree(let expanded): return try objection(toTree: expanded, in: &session)
        case .invariant(let invariant, let workspace):
            return switch try InvariantCheck.outcome(of: invariant, claim, scope, workspace, in: &session) {
            case .holds: nil
            case .fails: .rules("an invariant that was found is none")
            case .unknown(let reason): .solver(reason.description)
            }
        }
    }

    private func objection(
        toTree expanded: [[Int]], in session: inout Session
    ) throws -> Prover.UndecidedReason? {
        var search = try DerivationSearch(claim, scope, workspace, in: &session)
        for leaves in expanded { try search.expand(leaves, in: &session) }
        switch try session.check(keepsModel: false) {
        case .satisfiable: throw ProverError.proofDisagrees
        // Then the first proof stands alone.
        case .unsatisfiable, .unknown: return nil
        }
    }
}

extension DatalogProgram {
    /// Whether anything is derived from policies that deny, or that select at all: then fewer policies do not derive more.
    var asksForDenial: Bool {
        rules.flatMap(\.body).contains { literal in
            switch literal.part {
            case .call: false
            case .attempt(_, _, let passes): !passes
            case .condition(let condition): condition.asksForIsolation
            }
        }
    }
}

extension EndpointCondition {
    fileprivate var asksForIsolation: Bool {
        switch self {
        case .isolated: true
        case .all(let parts), .any(let parts): parts.contains(where: \.asksForIsolation)
        case .not(let inner): inner.asksForIsolation
        case .endpoint, .node, .listed, .sameEndpoint, .sameNamespace, .sameLabel: false
        }
    }
}
