public import NetworkModel
public import PolicyModel

/// Something that would have to be known to decide.
public enum UnknownFact: Hashable, Sendable {
    /// The namespace has no manifest, so the value of this label is not known.
    case namespaceLabel(namespace: String, key: String)
    /// A label that a controller puts on the pod with a value of its own choosing.
    case podLabel(End, key: String)
    /// Which pod it is: only its address is known.
    case identity(End)
    /// The pod's address.
    case address(End)
    /// Whether an ipBlock matches pods at all.
    case blockMatchesPods(AddressBlock)
    /// Whether an ipBlock matches the address of a node.
    case blockMatchesNodes(AddressBlock)
    /// The pods share two address families, and the outcome is not the same in both.
    case addressFamily
    /// How the network plugin treats pods on their node's network.
    case hostNetwork(End)
    /// Whether the destination declares a port of this name.
    case namedPort(String, TransportProtocol)
    /// Whether a named port of an init container counts.
    case initContainerPort(String, TransportProtocol)
    /// Policies of equal order disagree, and any of them may win.
    case tie(tier: String, policies: [PolicyReference])
    /// Whether the address is that of the pod's own node, which is exempt.
    case ownNode(IPAddress)
}
