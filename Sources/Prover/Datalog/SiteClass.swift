import NetworkModel
import PolicyModel

/// Sites that neither the policies nor the program can tell apart.
struct SiteClass {
    /// Its members, and what is known of their labels; nothing else of it is used.
    var group: SiteGroup
    /// The workload that all members are of, where the program asks for it.
    var workload: WorkloadIdentity?
    /// When the policies there let a connection pass in a direction.
    var passes: [Direction: Formula]
    /// When the policies there are whatever their owner likes.
    var ownerDecides: [Direction: Formula]
    /// When none of the policies that are known there isolates the pod.
    var isLeftOpen: [Direction: Formula]
    /// The premises that its policies are, where they are tracked.
    var premises: [Direction: Premises] = [:]
    /// What holds of an endpoint there, in the role of a source.
    var facts: [Formula] = []
    /// Which ports a pod there declares, in the role of a destination.
    var declarations: [Formula] = []

    struct Premises {
        /// The number of the first.
        var first: Int
        /// For each member the policies (numbers of the `PolicyIndex`) behind the premises, by position.
        var policies: [[Int]]
    }

    var isPod: Bool { group.members[0].isPod }

    var kind: Candidates.PlaceKind {
        switch group.members[0].place {
        case .external: .external
        case .node: .node
        case .future: .future
        case .namespace: .listed
        }
    }
}
