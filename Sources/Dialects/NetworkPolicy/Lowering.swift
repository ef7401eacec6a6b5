import NetworkModel
public import PolicyModel

extension NetworkPolicy {
    /// The policy in the words of the policy program (networkpolicy.md §3 to §5).
    ///
    /// Rules of a direction that the effective policy types do not hold have no effect and are left out. With a
    /// `namespace` it is lowered as an object of that one, whatever its manifest says: policy templates are.
    public func lowered(inNamespace namespace: String? = nil) -> Policy {
        let spec = effectiveSpec
        let types = spec.effectivePolicyTypes
        return Policy(
            identity: PolicyIdentity(kind: "NetworkPolicy", namespace: namespace ?? self.namespace, name: name),
            location: location,
            subject: .podLabels(spec.podSelector.value?.meaning ?? .everything),
            isolates: Set(types.map(\.direction)),
            ingress: types.contains(.ingress) ? (spec.ingress.value ?? []).map(\.lowered) : [],
            egress: types.contains(.egress) ? (spec.egress.value ?? []).map(\.lowered) : [])
    }
}

extension NetworkPolicy.Rule {
    /// An empty list restricts nothing (NP-15, NP-59).
    fileprivate var lowered: Rule {
        let peers = peers.value ?? []
        let ports = ports.value ?? []
        return Rule(
            action: .allow, peers: peers.isEmpty ? nil : peers.map(\.lowered),
            ports: ports.isEmpty ? nil : ports.map(\.lowered), location: location)
    }
}

extension NetworkPolicy.Peer {
    fileprivate var lowered: PeerEntry { PeerEntry(predicate, location: location) }

    /// A null selector is not used, an empty one is; a podSelector alone stays in the policy's namespace (§3).
    private var predicate: EndpointPredicate {
        if let block = ipBlock.value { return .address(block.addresses) }
        switch (namespaceSelector.value?.meaning, podSelector.value?.meaning) {
        case (let namespaces?, let pods?): return .all([.namespaceLabels(namespaces), .podLabels(pods)])
        case (let namespaces?, nil): return .namespaceLabels(namespaces)
        case (nil, let pods?): return .all([.ownNamespace, .podLabels(pods)])
        // The API server refuses a peer without any field (V7), so nothing of the kind gets here.
        case (nil, nil): return .nothing
        }
    }
}

extension NetworkPolicy.IPBlock {
    /// The addresses it stands for.
    public var addresses: AddressBlock {
        AddressBlock(cidr.value, except: (except.value ?? []).map(\.value))
    }
}

extension NetworkPolicy.Port {
    /// The ports it stands for.
    public var lowered: PortEntry {
        let transport = effectiveProtocol
        switch port.value {
        case nil: return PortEntry(.ports(PortSet(transport)), location: location)
        case .name(let name): return PortEntry(.named(name, transport), location: location)
        case .number(let first):
            let last = max(first, endPort.value ?? first)
            return PortEntry(.ports(PortSet(transport, first...last)), usesEndPort: last > first, location: location)
        }
    }
}
