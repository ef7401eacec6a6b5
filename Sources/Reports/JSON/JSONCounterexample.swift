import Diagnostics
import NetworkModel

extension Counterexample {
    /// The counterexample as it stands in the report's document.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(openPod == nil ? "connection" : "pod")), .init("scope", .string(scope.rawValue)),
        ]
        if let (pod, direction) = openPod {
            members += [.init("pod", pod.json), .init("direction", .string(direction.rawValue))]
        }
        return .object(members + connection)
    }

    private var connection: [JSONValue.Member] {
        [
            .init("from", from.json),
            .init("to", to.json),
            .init("protocol", .string(transport.name)),
            .init("port", .integer(Int(port))),
            .init("egress", egress.json(.egress)),
            .init("ingress", ingress.json(.ingress)),
            .init("definite", .bool(isDefinite)),
            .init("dependsOn", .array(dependsOn.map(\.json))),
        ]
    }
}

extension UnspecifiedBehaviour {
    var json: JSONValue {
        .object([.init("id", .string(id)), .init("text", .string(text)), .init("settledBy", .optional(settledBy))])
    }
}

extension WitnessEnd {
    var json: JSONValue {
        switch endpoint {
        case .external(let address):
            .object([.init("kind", .string("external")), .init("address", .string(address.description))])
        case .node(let addresses):
            .object([
                .init("kind", .string("node")), .init("addresses", .strings(addresses.map(\.description))),
            ])
        case .pod(let pod): json(of: pod)
        }
    }

    private func json(of pod: Pod) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string("pod")),
            .init("namespace", json(of: pod.namespace)),
            .init("labels", .sorted(pod.labels)),
            .init("absentLabels", .strings(absentLabels.sorted())),
        ]
        if !pod.namedPorts.isEmpty { members.append(.init("ports", .array(pod.namedPorts.sorted().map(\.json)))) }
        if let addresses = pod.addresses, !addresses.isEmpty {
            members.append(.init("addresses", .strings(addresses.map(\.description))))
        }
        if let workload = pod.workload { members.append(.init("workload", workload.json)) }
        if pod.usesHostNetwork { members.append(.init("hostNetwork", .bool(true))) }
        return .object(members)
    }

    private func json(of namespace: PodNamespace) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("name", .string(namespace.name)),
            .init("listed", .bool(namespace.isListed)),
            .init("labels", namespace.labels.map(JSONValue.sorted) ?? .null),
            .init("absentLabels", .strings(absentNamespaceLabels.sorted())),
        ]
        if !assumedNamespaceLabels.isEmpty {
            members.append(.init("assumedLabels", .strings(assumedNamespaceLabels.sorted())))
        }
        return .object(members)
    }
}

extension NamedPort {
    fileprivate var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("protocol", .string(transport.name)),
            .init("port", .integer(Int(port))),
        ])
    }
}

extension WorkloadIdentity {
    fileprivate var json: JSONValue {
        .object([
            .init("kind", .string(kind)), .init("namespace", .string(namespace)), .init("name", .string(name)),
        ])
    }
}

extension EndExplanation {
    /// `decision`, `reason`, `policy`, `rule`, `file` and `line` always stand; the rest where it is known.
    func json(_ direction: Direction) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("decision", .string(decision.rawValue)),
            .init("basis", .string(basis.identifier)),
            .init("reason", .string(reason(direction))),
            .init("policy", .optional(policy?.qualifiedName)),
            .init("rule", .optional(rule?.path)),
        ]
        members += location.placeMembers()
        if let peer { members.append(.init("peer", peer.json)) }
        if let port { members.append(.init("portEntry", port.json)) }
        if !isolatedBy.isEmpty { members.append(.init("isolatedBy", .array(isolatedBy.sorted().map(\.json)))) }
        if let nearestMiss { members.append(.init("nearestMiss", nearestMiss.json)) }
        return .object(members)
    }
}

extension ReportedEntry {
    fileprivate var json: JSONValue {
        .object([.init("path", .string(path))] + Optional(location).placeMembers())
    }
}

extension NearestRule {
    fileprivate var json: JSONValue {
        .object(
            [
                .init("policy", .string(policy.qualifiedName)), .init("rule", .string(rule.path)),
                .init("why", .string(why)),
            ] + Optional(rule.location).placeMembers())
    }
}
