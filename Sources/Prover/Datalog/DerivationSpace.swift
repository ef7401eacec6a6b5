import NetworkModel
import PolicyModel
import SMT

/// The endpoints and attempted connections of a derivation in the solver.
///
/// All endpoints share the classes and the label domains of one workspace, so that a state of one endpoint can be asked
/// of another. What is asserted of an endpoint or an attempt as such can be met whatever becomes of the others, so that
/// those that a derivation does not use take nothing from it.
struct DerivationSpace {
    let workspace: DerivationWorkspace
    var endpoints: [EndpointTerms] = []
    var attempts: [AttemptTerms] = []
    /// Unspecified behaviour of the whole cluster.
    var choices: [Choice: Term] = [:]
    /// By the number of the first of the premises that speak of the same policies: true where these are there.
    var premises: [Int: Term] = [:]
    var sameNamespaces: [Pair: Term] = [:]
    /// Of endpoints that are compared.
    var sameEndpoints: [Pair: Term] = [:]
    var sameLabels: [SameLabel: Term] = [:]
    let portRanges: [ClosedRange<UInt128>]
    let addressRanges: [IPAddress.Family: [ClosedRange<UInt128>]]
    /// Whether anything depends on addresses.
    let asksForAddresses: Bool
    let comparesNamespaces: Bool

    /// Two endpoints, the lower number first.
    struct Pair: Hashable {
        var first: Int
        var second: Int

        init(_ one: Int, _ other: Int) { (first, second) = (min(one, other), max(one, other)) }
    }

    struct SameLabel: Hashable {
        var pair: Pair
        var space: LabelSpace
        var key: String
    }

    init(_ workspace: DerivationWorkspace) {
        self.workspace = workspace
        var ports: [ClosedRange<UInt128>] = []
        var addresses: [IPAddress.Family: [ClosedRange<UInt128>]] = [:]
        var (hasAddresses, comparesNamespaces) = (false, false)
        func add(_ set: AddressSet) {
            for family in IPAddress.Family.allCases { addresses[family, default: []] += set[family].ranges }
        }
        var collector = AtomCollector()
        collector.visit(workspace.classes.flatMap(\.declarations) + workspace.namedPortFacts, in: workspace.table)
        for atom in workspace.atoms + collector.atoms {
            switch atom {
            case .target(let set):
                for transport in TransportProtocol.allCases { ports += set[transport].ranges.map(\.widened) }
            case .address(_, let set):
                hasAddresses = true
                add(set)
            case .sameNamespace: comparesNamespaces = true
            default: break
            }
        }
        for set in [workspace.world.podAddresses, workspace.world.externalAddresses] { add(set) }
        if workspace.hasNodes { add(workspace.world.nodeAddresses) }
        (portRanges, addressRanges) = (ports, addresses)
        asksForAddresses = hasAddresses || !workspace.world.hasAddressesForAll || workspace.hasNodes
        self.comparesNamespaces = comparesNamespaces
    }
}
