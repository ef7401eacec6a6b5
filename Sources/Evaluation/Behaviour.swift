public import PolicyModel

/// What Kubernetes leaves to the network plugin. Nil: not known, so that whatever depends on it is unknown.
public struct Behaviour: Hashable, Sendable {
    /// Whether an ipBlock matches the address of a pod (networkpolicy.md §6).
    public var ipBlockMatchesPods: Bool?
    /// Whether an ipBlock matches the address of a node (networkpolicy.md §6); asked of nodes alone.
    public var ipBlockMatchesNodes: Bool?
    /// Whether a named port of an init container counts (networkpolicy.md §4.1).
    public var initContainerPortsCount: Bool?

    public init(
        ipBlockMatchesPods: Bool? = nil, initContainerPortsCount: Bool? = nil, ipBlockMatchesNodes: Bool? = nil
    ) {
        self.ipBlockMatchesPods = ipBlockMatchesPods
        self.ipBlockMatchesNodes = ipBlockMatchesNodes
        self.initContainerPortsCount = initContainerPortsCount
    }

    /// As far as a universe settles it.
    public init(_ network: Universe.Network) {
        switch network.ipBlockMatchesPods {
        case .unknown: self.init()
        case .always: self.init(ipBlockMatchesPods: true)
        case .never: self.init(ipBlockMatchesPods: false)
        }
    }
}
