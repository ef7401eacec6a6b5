import NetworkModel
import PolicyModel

/// Where an endpoint may be.
struct Site: Hashable, Sendable {
    enum Place: Hashable, Sendable {
        /// At an address outside every pod.
        case external
        /// On a node, as the node; of rules alone.
        case node
        /// In a namespace that is not listed.
        case future
        /// In a listed namespace, by its position in `Cluster.namespaces`.
        case namespace(Int)

        var listed: Int? { if case .namespace(let position) = self { position } else { nil } }
    }

    var place: Place
    /// The pod is one of this listed workload, by its position in `Cluster.workloads`; nil: a pod of no listed workload.
    var workload: Int?

    var isPod: Bool { place != .external && place != .node }
}

/// Sites that neither the policies nor the claim can tell apart, so that one of them stands for all.
struct SiteGroup: Sendable {
    /// In canonical order; the first is shown.
    var members: [Site]
    /// What the claim still asks of an endpoint there.
    var condition: Formula
    /// What each limit of the claim asks of it.
    var limits: [Formula] = []
    /// When the endpoint's own policies let the connection pass.
    var verdict: Formula
    /// The states of labels that are known there; other labels are free.
    var fixed: [LabelVariable: String?]
    /// Labels that nothing there depends on, whatever their states.
    var unasked: Set<LabelVariable>
    /// For each member the policies (numbers of the `PolicyIndex`) behind the tracked premises, by position.
    var policies: [[Int]]
    /// The number of the first tracked premise of this group.
    var firstPremise: Int

    /// One site of which nothing is asked.
    static func anything(at place: Site.Place) -> SiteGroup {
        SiteGroup(
            members: [Site(place: place)], condition: .always, limits: [], verdict: .always, fixed: [:], unasked: [],
            policies: [[]],
            firstPremise: 0)
    }

    /// The one listed namespace that all members are in, if so.
    var onlyNamespace: Int? {
        guard let first = members.first?.place.listed else { return nil }
        return members.allSatisfy { $0.place == .namespace(first) } ? first : nil
    }
}
