public import NetworkModel
public import PolicyModel

/// The allow rule that came nearest to matching a denied connection, and all that kept it from matching.
public struct NearestMiss: Hashable, Sendable {
    /// Its `peer` and `port` are the entries that came nearest.
    public var rule: RuleReference
    /// Never empty.
    public var mismatches: [Mismatch]

    public init(rule: RuleReference, mismatches: [Mismatch]) {
        self.rule = rule
        self.mismatches = mismatches
    }
}

/// One condition of a rule that a connection did not meet.
public enum Mismatch: Hashable, Sendable {
    /// The other end's own label; `found` is nil where it has none of this key.
    case podLabel(LabelRequirement, found: String?)
    /// A label of the other end's namespace; `found` is nil where it has none of this key.
    case namespaceLabel(LabelRequirement, namespace: String, found: String?)
    /// The other end is in another namespace than the rule speaks of.
    case namespace(wanted: [String], found: String)
    /// The rule speaks of pods; the other end is an address outside the cluster.
    case notAPod(IPAddress)
    /// The rule speaks of addresses outside the cluster; the other end is a pod.
    case notExternal
    /// The other end's address is not in the block, or in one of its exceptions. Nil where no address is known.
    case address(IPAddress?, AddressBlock)
    /// The other end is a pod, which ipBlocks are said not to match.
    case blockSkipsPods(AddressBlock)
    /// The other end is not of this workload.
    case workload(WorkloadIdentity)
    /// The other end is what the rule excludes.
    case excluded
    /// The rule names other ports of the connection's protocol.
    case port(wanted: [ClosedRange<UInt16>])
    /// The rule names other protocols only.
    case transport(wanted: [TransportProtocol])
    /// The destination declares the name, for another port number.
    case namedPort(String, TransportProtocol, declared: [UInt16])
    /// The destination declares no port of this name and protocol.
    case undeclaredPort(String, TransportProtocol)
}
