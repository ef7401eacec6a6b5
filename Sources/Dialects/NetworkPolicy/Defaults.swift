public import NetworkModel

/// What the API server fills in on write; nothing else of a NetworkPolicy is defaulted (networkpolicy.md §1.1).
extension NetworkPolicy.Spec {
    /// The directions in which the policy isolates the pods it selects.
    ///
    /// What `policyTypes` lists, taken literally; where it lists nothing, Ingress, and Egress too if there is an egress
    /// rule (NP-06, NP-07, NP-08).
    public var effectivePolicyTypes: Set<NetworkPolicy.PolicyType> {
        let listed = policyTypes.value ?? []
        if !listed.isEmpty { return Set(listed.map(\.value)) }
        return (egress.value ?? []).isEmpty ? [.ingress] : [.ingress, .egress]
    }
}

extension NetworkPolicy {
    /// The spec; a missing one is the empty one (NP-03).
    public var effectiveSpec: Spec { spec.value ?? Spec() }

    /// See ``Spec/effectivePolicyTypes``.
    public var effectivePolicyTypes: Set<PolicyType> { effectiveSpec.effectivePolicyTypes }
}

extension NetworkPolicy.Port {
    /// TCP where none is written, whether or not a port is.
    public var effectiveProtocol: TransportProtocol { `protocol`.value ?? .tcp }
}

extension NetworkPolicy.PolicyType {
    /// The direction it stands for.
    public var direction: Direction { self == .ingress ? .ingress : .egress }
}
