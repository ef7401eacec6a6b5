import Diagnostics
import NetworkModel

extension CounterexampleYAML {
    /// What the file shows, what to do first, and the connection to try.
    var comments: String {
        let lines =
            ["Invariant " + result.invariant, result.claim, verdict, ""]
            + preparations + [invitation, "  " + command, expectation]
            + example.dependsOn.map { "Depends on " + $0.text }
        return lines.map { ("# " + $0.printable(limit: .max)).trimmingSpaces }.joinedLines
    }

    private var verdict: String {
        if let (_, direction) = example.openPod {
            return "No policy selects the pod for \(direction.rawValue), which lets this connection and any other pass."
        }
        return example.connects
            ? "This connection is possible, and the invariant says it must not be."
            : "This connection is not possible, and the invariant says it must be."
    }

    /// Where both ends are there already, the file is a note and nothing can be applied.
    private var invitation: String {
        documents.isEmpty
            ? "Both ends are in the input already, so there is nothing to apply. Try it:"
            : "Try it, after `kubectl apply -f` of this file:"
    }

    private var preparations: [String] {
        [example.from, example.to].flatMap(Self.changedLabels) + futurePolicies + addresses
    }

    /// A listed namespace whose labels the counterexample has otherwise than the input.
    static func changedLabels(_ end: WitnessEnd) -> [String] {
        guard let namespace = end.endpoint.pod?.namespace, namespace.isListed else { return [] }
        let settings = end.assumedNamespaceLabels.sorted().map { key in
            namespace.labels?[key].map { "\(key)=\($0)".shellQuoted } ?? (key + "-").shellQuoted
        }
        guard !settings.isEmpty else { return [] }
        let words = ["kubectl label --overwrite namespace", namespace.name] + settings
        return ["The namespace must carry these labels, which the input does not give it:"]
            + ["  " + words.joined(separator: " ")]
    }

    private var futurePolicies: [String] { Self.futurePolicies(for: [example.from, example.to], universe) }

    /// What new namespaces among some ends are created with.
    static func futurePolicies(for ends: [WitnessEnd], _ universe: UniverseDescription) -> [String] {
        let isFuture = ends.contains { $0.endpoint.pod?.namespace.isListed == false }
        guard isFuture, !universe.futurePolicies.isEmpty else { return [] }
        return ["Apply to each new namespace the policies that the universe says it is created with:"]
            + universe.futurePolicies.map { "  \($0.name) (\($0.location.file))" }
    }

    private var addresses: [String] {
        [example.from, example.to].compactMap { end in
            guard let pod = end.endpoint.pod, let addresses = pod.addresses, !addresses.isEmpty else { return nil }
            let list = addresses.map(\.description).joined(separator: ", ")
            return "The pod in \(pod.namespace.name) must have the address \(list)"
        }
    }

    private var expectation: String {
        example.connects ? "It connects." : "It times out: \(denyingEnd) denies it."
    }

    private var denyingEnd: String { example.egress.decision == .denied ? "egress" : "ingress" }

    private var command: String {
        let client = "/agnhost connect --timeout 3s --protocol \(example.transport.name.lowercased()) \(target)"
        switch example.from.endpoint {
        case .external(let address): return "from \(address): nc -v -w 3 \(flags)\(host) \(example.port)"
        case .node: return "from a node: nc -v -w 3 \(flags)\(host) \(example.port)"
        case .pod(let pod):
            let namespace = pod.namespace.name
            guard let workload = pod.workload else { return "kubectl -n \(namespace) exec netproof-from -- \(client)" }
            return "kubectl -n \(namespace) debug -it \(Self.podReference(workload)) --image \(Self.image) -- \(client)"
        }
    }

    private var flags: String {
        switch example.transport {
        case .tcp: ""
        case .udp: "-u "
        case .sctp: "--sctp "
        }
    }

    /// `host:port`; an IPv6 address in brackets.
    private var target: String { host.contains(":") ? "[\(host)]:\(example.port)" : "\(host):\(example.port)" }

    private var host: String {
        switch example.to.endpoint {
        case .external(let address): address.description
        case .node(let addresses): addresses.first?.description ?? "the node"
        case .pod(let pod):
            "$(kubectl -n \(pod.namespace.name) get \(Self.podName(pod)) -o jsonpath={\(Self.addressPath(pod))})"
        }
    }

    private static func podName(_ pod: Pod) -> String {
        guard let workload = pod.workload else { return "pod netproof-to" }
        if workload.kind == "Pod" { return "pod " + workload.name }
        let labels = pod.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        return "pods -l " + labels.shellQuoted
    }

    private static func addressPath(_ pod: Pod) -> String {
        pod.workload.map { $0.kind == "Pod" } ?? true ? ".status.podIP" : ".items[0].status.podIP"
    }

    private static func podReference(_ workload: WorkloadIdentity) -> String {
        workload.kind == "Pod" ? workload.name : "<a pod of \(workload.kind) \(workload.name)>"
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        var copy = self
        while copy.last == " " { copy.removeLast() }
        return copy
    }
}
