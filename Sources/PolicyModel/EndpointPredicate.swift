public import NetworkModel

/// What a policy or a claim says of one endpoint. Policies, claims and the universe all speak this one language, and its
/// two readings (a formula, and a test of a concrete endpoint) are the only places that give it meaning.
///
/// Every leaf but `address` and `external` is false for an endpoint that is not a pod.
public indirect enum EndpointPredicate: Hashable, Sendable {
    /// Any pod of any namespace.
    case pod
    /// An address that belongs to no pod.
    case external
    /// A pod in one of these namespaces, by name.
    case namespaceNamed([String])
    /// A pod in the namespace of the policy that speaks; meaningless outside a namespaced policy.
    case ownNamespace
    /// A pod whose namespace carries matching labels.
    case namespaceLabels(LabelSelector)
    /// A pod with matching labels of its own.
    case podLabels(LabelSelector)
    /// An endpoint with an address in the block. Whether a pod's address counts is unspecified (networkpolicy.md §6).
    case address(AddressBlock)
    /// A pod of one listed workload.
    case workload(WorkloadIdentity)
    case all([EndpointPredicate])
    case any([EndpointPredicate])
    case not(EndpointPredicate)

    public static let everything = EndpointPredicate.all([])
    public static let nothing = EndpointPredicate.any([])
}

/// A CIDR block less its exceptions.
public struct AddressBlock: Hashable, Sendable {
    public var block: CIDRBlock
    public var exceptions: [CIDRBlock]

    public init(_ block: CIDRBlock, except exceptions: [CIDRBlock] = []) {
        self.block = block
        self.exceptions = exceptions
    }

    public var addresses: AddressSet {
        AddressSet([block]).subtracting(AddressSet(exceptions))
    }
}
