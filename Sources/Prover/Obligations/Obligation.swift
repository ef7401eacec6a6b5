import NetworkModel
import PolicyModel

/// A question for the solver: whether the assertions can all hold. They can exactly if a state that the universe permits
/// violates the claim (or, for the question of vacuity, meets its premises).
struct Obligation: Sendable {
    /// Something that a proof may rest on, and that is assumed by number.
    enum Premise: Hashable, Sendable {
        /// The policy at this position of the lists of this group.
        case policy(EndpointRole, group: Int, position: Int)
        /// An assumption of the universe, by its name in the LabelUniverse.
        case universe(String)
    }

    var table: FormulaTable
    var groups: [EndpointRole: [SiteGroup]]
    var assertions: [Formula]
    var domains: [LabelDomain]
    var premises: [Premise]
    /// For each premise the first one of those that share a policy with it, directly or through others: a policy is
    /// there for both ends or for none, so they are assumed together.
    var representatives: [Int]

    /// The numbers of the premises that are rules of the universe.
    var universePremises: [Int] {
        premises.indices.filter { if case .universe = premises[$0] { true } else { false } }
    }

    /// No assertion is left to be solved: one of them is false.
    var isTriviallyUnsatisfiable: Bool { assertions.contains(.never) }
}

/// Which namespaces the protected side is in.
public enum Scope: String, Hashable, Sendable, CaseIterable {
    case listed, future
}

/// What an obligation asks.
enum Question: Hashable, Sendable {
    case violation
    /// As `violation`, with the policies and the universe's rules as numbered premises.
    case trackedViolation
    /// Whether the claim's premises can be met at all, whatever the policies say and whatever is waived.
    case premises
    /// Whether they can by a connection that nobody has waived.
    case premisesNotWaived

    var isAboutPremises: Bool { self == .premises || self == .premisesNotWaived }
}
