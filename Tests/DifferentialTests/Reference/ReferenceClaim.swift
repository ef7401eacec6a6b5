import NetworkModel

extension SampleSelector {
    /// networkpolicy.md §2.
    func matches(_ labels: [String: String]) -> Bool {
        for label in matchLabels.value ?? [] where labels[label.key] != label.value { return false }
        return (matchExpressions.value ?? []).allSatisfy {
            requirementHolds(labels[$0.key], $0.operator, $0.values.value ?? [])
        }
    }
}

extension SampleClaimPeer {
    /// All conditions hold; a selector is never implied.
    func matches(_ endpoint: ReferenceEndpoint) -> Bool {
        let pod = endpoint.pod
        if let namespaceSelector, pod.map({ namespaceSelector.matches($0.namespaceLabels) }) != true { return false }
        if let podSelector, pod.map({ podSelector.matches($0.labels) }) != true { return false }
        if let namespaces, pod.map({ namespaces.contains($0.namespace) }) != true { return false }
        if let workload {
            guard pod?.namespace == workload.namespace, pod?.workload == "\(workload.kind)/\(workload.name)" else {
                return false
            }
        }
        if isExternal, pod != nil { return false }
        if let ipBlock {
            guard pod == nil, let address = endpoint.address, ipBlock.matches(address) else { return false }
        }
        if let not, not.contains(where: { $0.matches(endpoint) }) { return false }
        return true
    }
}

extension SampleBlock {
    func matches(_ address: IPAddress) -> Bool {
        func isIn(_ text: String) -> Bool { CIDRBlock(text).map { isWithin(address, $0) } ?? false }
        return isIn(cidr) && !(except.value ?? []).contains(where: isIn)
    }
}

extension SamplePort {
    /// As NetworkPolicy resolves it (networkpolicy.md §4).
    func matches(_ connection: ReferenceConnection, _ choices: ReferenceChoices) -> Bool {
        guard connection.transport.name == transport.value ?? "TCP" else { return false }
        switch port.value {
        case nil: return true
        case .number(let first): return connection.port >= first && connection.port <= endPort.value ?? first
        case .name(let name):
            return (connection.destination.pod?.ports ?? []).contains {
                $0.name == name && $0.transport == connection.transport && $0.number == connection.port
                    && (!$0.isOfInitContainer || choices.initPortsCount)
            }
        }
    }
}

extension SampleClaim {
    /// The connection is one that the claim speaks of: for `only` one from anything but `from`.
    func speaks(of connection: ReferenceConnection, _ choices: ReferenceChoices) -> Bool {
        guard speaks(ofSource: connection.source), speaks(ofDestination: connection.destination) else { return false }
        if let ports, !ports.contains(where: { $0.matches(connection, choices) }) { return false }
        return pair.allSatisfy { $0.holds(connection.source.pod, connection.destination.pod) }
            && !waived.contains { $0.hold(connection, choices) }
    }

    /// Who is exempt may connect, too, where only some may.
    func speaks(ofSource source: ReferenceEndpoint) -> Bool {
        let isFrom = from?.peers.contains { $0.matches(source) } ?? true
        return isFrom == (quantity != .only) && !isExempt(source)
    }

    func speaks(ofDestination destination: ReferenceEndpoint) -> Bool {
        to?.peers.contains { $0.matches(destination) } ?? true && !isExempt(destination)
    }

    private func isExempt(_ endpoint: ReferenceEndpoint) -> Bool { exempt.contains { $0.matches(endpoint) } }

    /// `to`, but `from` where the words say that `to` is no pod.
    var protectsSource: Bool {
        if let protect { return protect == "from" }
        return to?.peers.allSatisfy { $0.isExternal || $0.ipBlock != nil } ?? false
    }
}

extension SampleConnections {
    func hold(_ connection: ReferenceConnection, _ choices: ReferenceChoices) -> Bool {
        admit(from: connection.source, to: connection.destination)
            && ports?.contains { $0.matches(connection, choices) } ?? true
    }

    func admit(from source: ReferenceEndpoint, to destination: ReferenceEndpoint) -> Bool {
        from?.peers.contains { $0.matches(source) } ?? true && to?.peers.contains { $0.matches(destination) } ?? true
    }
}

extension SampleClaim.Relation {
    /// Same: both present and equal; different: not same (abstraction.md §9).
    func holds(_ source: ReferencePod?, _ destination: ReferencePod?) -> Bool {
        func compare(_ left: String?, _ right: String?, _ isSame: Bool) -> Bool {
            (left != nil && left == right) == isSame
        }
        switch self {
        case .namespace(let isSame): return compare(source?.namespace, destination?.namespace, isSame)
        case .namespaceLabel(let key, let isSame):
            return compare(source?.namespaceLabels[key], destination?.namespaceLabels[key], isSame)
        case .podLabel(let key, let isSame): return compare(source?.labels[key], destination?.labels[key], isSame)
        }
    }
}
