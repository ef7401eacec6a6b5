import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel

/// Finds what the names of flows stand for, each name once.
struct NameResolver {
    private let index: NameIndex
    private let evaluator: Evaluator
    private let network: Universe.Network
    private var prepared: [WorkloadIdentity: TracedEndpoint] = [:]

    init(_ cluster: Cluster, _ evaluator: Evaluator, _ network: Universe.Network) {
        index = NameIndex(cluster)
        self.evaluator = evaluator
        self.network = network
    }

    /// - Parameter note: called with what the user should know though it is no error.
    mutating func resolve(_ text: String, note: (FlowProblem) -> Void) throws(FlowProblem) -> NamedEnd {
        switch try EndpointName(text) {
        case .address(let address): return try end(at: address, note: note)
        case .pod(let namespace, let labels): return try unlisted(namespace, labels, text)
        case .object(let namespace, let kind, let name): return try object(namespace, kind, name, text)
        }
    }

    // MARK: Objects

    private mutating func object(
        _ namespace: String, _ kind: String?, _ name: String, _ text: String
    ) throws(FlowProblem) -> NamedEnd {
        let workloads = kind == EndpointName.service ? [] : index.workloads(namespace, kind, name)
        if let only = workloads.first, workloads.count == 1 { return end(of: only) }
        guard workloads.isEmpty else {
            let candidates = workloads.map { $0.identity.description.inBackticks }.joined(separator: ", ")
            throw FlowProblem(
                id: "flow-ambiguous", message: "\(text.inBackticks) is the name of \(workloads.count) workloads",
                expected: "expected one of \(candidates)")
        }
        if kind == nil || kind == EndpointName.service, let service = index.service(namespace, name) {
            return end(of: service)
        }
        throw unknown(namespace, kind, name, text)
    }

    private mutating func end(of workload: Workload) -> NamedEnd {
        let endpoint = endpoint(of: workload)
        let reason = workload.isFinished ? "the pod has finished, and takes part in no traffic" : nil
        return NamedEnd([endpoint], isOpen: reason)
    }

    private mutating func end(of service: Service) -> NamedEnd {
        let name = "\(service.namespace)/\(service.name)".inBackticks
        guard let workloads = index.workloads(behind: service) else {
            return NamedEnd([], service: service, isOpen: "Service \(name) has no selector, so its pods are not known")
        }
        let reason = workloads.isEmpty ? "Service \(name) selects no listed workload" : nil
        return NamedEnd(workloads.map { endpoint(of: $0) }, service: service, isOpen: reason)
    }

    private mutating func endpoint(of workload: Workload) -> TracedEndpoint {
        if let known = prepared[workload.identity] { return known }
        let pod = Pod(
            namespace: namespace(workload.identity.namespace), labels: workload.podLabels,
            namedPorts: workload.namedPorts, addresses: workload.addresses.isEmpty ? nil : workload.addresses,
            workload: workload.identity, usesHostNetwork: workload.usesHostNetwork)
        let unknowns = PodUnknowns(labelKeys: injectedPodLabelKeys)
        let endpoint = TracedEndpoint(
            prepared: evaluator.prepare(.pod(pod), unknowns: unknowns), name: workload.identity.description,
            isSinglePod: workload.isSinglePod)
        prepared[workload.identity] = endpoint
        return endpoint
    }

    // MARK: Pods that are not listed

    private func unlisted(
        _ namespace: String, _ labels: [String: String], _ text: String
    ) throws(FlowProblem) -> NamedEnd {
        guard index.cluster.namespace(named: namespace) != nil else { throw unknownNamespace(namespace, text) }
        let pod = Pod(namespace: self.namespace(namespace), labels: labels)
        let prepared = evaluator.prepare(.pod(pod), unknowns: PodUnknowns(namedPorts: true))
        return NamedEnd([TracedEndpoint(prepared: prepared, name: text, hasUnknownPorts: true)])
    }

    private func namespace(_ name: String) -> PodNamespace {
        let listed = index.cluster.namespace(named: name)
        return PodNamespace(
            name: name, isListed: true, labels: listed.flatMap { $0.hasManifest ? $0.labels : nil })
    }

    // MARK: Addresses

    private mutating func end(
        at address: IPAddress, note: (FlowProblem) -> Void
    ) throws(FlowProblem) -> NamedEnd {
        let pods = index.pods(at: address)
        guard pods.count < 2 else {
            let names = pods.map { $0.identity.description.inBackticks }.joined(separator: ", ")
            throw FlowProblem(
                id: "flow-ambiguous", message: "`\(address)` is the address of \(pods.count) pods",
                expected: "expected one of \(names)")
        }
        if let pod = pods.first {
            note(
                FlowProblem(
                    id: "flow-pod-address",
                    message: "`\(address)` is taken for pod \(pod.identity.description.inBackticks), which has it"))
            return end(of: pod)
        }
        if let service = index.service(at: address) {
            let name = "\(service.namespace)/\(service.name)".inBackticks
            note(
                FlowProblem(
                    id: "flow-service-address", message: "`\(address)` is taken for Service \(name), which has it"))
            return end(of: service)
        }
        if network.serviceCIDRs.contains(where: { AddressSet([$0]).contains(address) }) {
            return NamedEnd([], isOpen: "`\(address)` is the address of a Service: name the Service instead")
        }
        guard network.podCIDRs.contains(where: { AddressSet([$0]).contains(address) }) else {
            return NamedEnd([TracedEndpoint(prepared: evaluator.prepare(.external(address)), name: address.description)]
            )
        }
        return NamedEnd([strangerPod(address)])
    }

    /// A pod of which nothing is known but its address.
    private func strangerPod(_ address: IPAddress) -> TracedEndpoint {
        let pod = Pod(
            namespace: PodNamespace(name: "", isListed: false, labels: nil), labels: [:], addresses: [address])
        return TracedEndpoint(
            prepared: evaluator.prepare(.pod(pod), unknowns: PodUnknowns(identity: true)), name: address.description,
            hasUnknownPorts: true)
    }

    // MARK: Names that stand for nothing

    private func unknown(_ namespace: String, _ kind: String?, _ name: String, _ text: String) -> FlowProblem {
        guard index.cluster.namespace(named: namespace) != nil else { return unknownNamespace(namespace, text) }
        let others = index.workloads(namespace, nil, name)
        var suggestion = others.first.map { "did you mean \($0.identity.description.inBackticks)?" }
        if suggestion == nil, let near = index.nearest(to: name, in: namespace) {
            suggestion = "did you mean \("\(namespace)/\(near)".inBackticks)?"
        }
        let what = kind == EndpointName.service ? "no Service" : kind.map { "no \($0)" } ?? "no workload or Service"
        return FlowProblem(
            id: "flow-unknown-name",
            message: "there is \(what) \(name.inBackticks) in namespace \(namespace.inBackticks)",
            suggestion: suggestion)
    }

    private func unknownNamespace(_ namespace: String, _ text: String) -> FlowProblem {
        FlowProblem(
            id: "flow-unknown-namespace",
            message: "there is no namespace \(namespace.inBackticks) in the input, and so no \(text.inBackticks)",
            suggestion: SpellingSuggestion.sentence(for: namespace, among: index.cluster.namespaces.map(\.name)))
    }
}
