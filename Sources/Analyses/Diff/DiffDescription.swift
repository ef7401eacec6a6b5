import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Reports

/// Turns classes of the prover into those of a report.
struct DiffDescription {
    /// Of both revisions; sorted.
    let namespaces: [String]
    let universe: Universe

    func reported(_ found: ConnectionClass) -> DiffClass {
        DiffClass(
            kind: found.kind.isOpening ? .opened : .closed, isExpected: found.kind == .openedAsExpected,
            connections(found.connections), except: found.exceptions.map(connections), witness: witness(found.witness))
    }

    private func connections(_ set: ConnectionSet) -> DiffConnections {
        DiffConnections(
            from: endpoint(set.from), to: endpoint(set.to), ports: set.ports, conditions: set.conditions.map(condition))
    }

    // MARK: Ends

    private func endpoint(_ end: EndpointClass) -> DiffEndpoint {
        DiffEndpoint(
            pods: end.pods.map(pods), external: end.external,
            isEveryExternal: end.external == universe.externalAddresses)
    }

    private func pods(_ pods: PodClass) -> DiffPods {
        DiffPods(
            namespaces: pods.namespaces,
            otherNamespaces: pods.isByLabels ? [] : namespaces.filter { !pods.namespaces.contains($0) },
            includesFuture: pods.includesFuture, futureMayExist: universe.namespaces.exist == .any,
            workloads: pods.workloads, namespaceLabels: pods.namespaceLabels.map(\.reported),
            labels: pods.labels.map(\.reported), addresses: pods.addresses)
    }

    private func condition(_ condition: ConnectionSet.Condition) -> DiffCondition {
        switch condition {
        case .sameNamespace(let isSame):
            return DiffCondition(
                id: isSame ? "same-namespace" : "different-namespaces",
                text: isSame ? "both are in one namespace" : "they are in different namespaces")
        case .declaresPort(let name, let transport, let isDeclared):
            return DiffCondition(
                id: isDeclared ? "declares-port" : "declares-no-port",
                text:
                    "the destination \(isDeclared ? "declares" : "does not declare") the port as \(transport.name) `\(name)`"
            )
        case .choice(.ipBlockMatchesPods, let isSo):
            return DiffCondition(
                id: isSo ? "ip-block-matches-pods" : "ip-block-matches-no-pods",
                text: "an ipBlock \(isSo ? "matches the addresses of pods" : "never matches a pod")")
        case .choice(let choice, let isSo):
            return DiffCondition(id: choice.name, text: "\(choice.reported.text): \(isSo ? "yes" : "no")")
        case .passes(let role):
            let (end, way) = role == .source ? ("source", "out") : ("destination", "in")
            return DiffCondition(
                id: "\(end)-lets-pass", text: "the policies of the \(end) let it \(way) in both revisions")
        case .ownerAllows(let role, let isSo):
            let end = role == .source ? "source" : "destination"
            return DiffCondition(
                id: isSo ? "owner-allows" : "owner-does-not-allow",
                text:
                    "the policies of the \(end)'s own namespace, which nobody knows, \(isSo ? "allow it" : "do not allow it")"
            )
        }
    }

    // MARK: The example

    private func witness(_ witness: DifferenceWitness) -> DiffWitness {
        let connection = witness.head.connection
        return DiffWitness(
            from: end(.source, witness), to: end(.destination, witness), transport: connection.transport,
            port: connection.port, base: decision(witness.baseDecision), head: decision(witness.headDecision))
    }

    private func end(_ role: EndpointRole, _ witness: DifferenceWitness) -> WitnessEnd {
        var endpoint = witness.head.endpoint(role)
        if case .pod(var pod) = endpoint, !witness.addressesMatter {
            pod.addresses = nil
            endpoint = .pod(pod)
        }
        let absent = witness.absentLabels.filter { $0.role == role }
        return WitnessEnd(
            endpoint, absentLabels: absent.filter { $0.space == .pod }.map(\.key),
            absentNamespaceLabels: absent.filter { $0.space == .namespace }.map(\.key))
    }

    private func decision(_ decision: ConnectionDecision) -> DiffDecision {
        func explanation(_ end: EndDecision) -> EndExplanation {
            EndExplanation(end) ?? EndExplanation(.allowed, .unspecified("policies of equal order disagree"))
        }
        return DiffDecision(egress: explanation(decision.egress), ingress: explanation(decision.ingress))
    }
}

extension Universe {
    /// All addresses that are outside the cluster as far as is known.
    fileprivate var externalAddresses: AddressSet {
        AddressSet(network.podCIDRs + network.nodeCIDRs + network.serviceCIDRs).complement
    }
}

extension LabelCondition {
    fileprivate var reported: DiffLabel {
        DiffLabel(
            key: key, isExcept: states.isCofinite, values: states.values, mayBeAbsent: states.includesAbsence)
    }
}
