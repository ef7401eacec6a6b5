import PolicyModel
import SMT

/// Whether rules can derive a violation at all, as far as one workspace has it.
///
/// Derivations are looked for by height. Where none is found and the program is recursive, an invariant is looked for
/// that no derivation leaves; it is believed only once plain questions have shown that it is one.
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
        case invariant([ExcludedStates])
    }

    private var isRecursive: Bool { !claim.program.recursiveRelations.isEmpty }

    func outcome(with solvers: inout Solvers) throws -> Outcome {
        if let outcome = try lookForDerivation(heights: isRecursive ? Self.firstHeights : 1, with: &solvers) {
            return outcome
        }
        var search = try InvariantSearch(claim, scope, workspace, in: &solvers.search)
        switch try search.outcome(in: &solvers.search) {
        case .invariant(let invariant): return .underivable(.invariant(invariant))
        case .unknown(let reason): return .undecided(.solver(reason))
        case .derivable(let height):
            // The search takes every step by itself; the derivation as a whole may not be possible.
            if let outcome = try lookForDerivation(heights: height + Self.furtherHeights, with: &solvers) {
                return outcome
            }
            return .undecided(
                .rules(
                    "each step to a violation is possible, but not the steps of a derivation together, as far as "
                        + "derivations up to a height of \(height + Self.furtherHeights) were looked at"))
        }
    }

    /// How many levels of a recursive program are looked at before anything else is tried.
    private static let firstHeights = 3

    /// How many levels more than are needed are looked at.
    private static let furtherHeights = 3

    /// Nil if there is nothing to be said about derivations of more levels.
    private func lookForDerivation(heights: Int, with solvers: inout Solvers) throws -> Outcome? {
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
        case .invariant(let invariant):
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
