import Diagnostics
import NetworkModel

/// Writes one counterexample as YAML.
struct CounterexampleYAML {
    var result: InvariantResult
    var example: Counterexample
    var universe: UniverseDescription

    /// Answers on TCP, UDP and SCTP ports, and has a client for all three.
    static let image = "registry.k8s.io/e2e-test-images/agnhost:2.47"

    var text: String { comments + documents.map { "---\n" + $0 }.joined() }

    /// The objects to apply; none where both ends are pods of listed workloads, or addresses.
    var documents: [String] {
        let pods = [source, destination].compactMap(\.self).map { WitnessPod(of: $0).yaml }
        return namespaces + ownersPolicies + pods
    }

    /// Names of pods are the tool's own: no witness depends on them.
    private var source: WitnessPod.Content? { pod(example.from, named: "netproof-from", listening: nil) }

    private var destination: WitnessPod.Content? {
        pod(example.to, named: "netproof-to", listening: (example.transport, example.port))
    }

    /// A pod of a listed workload is there already; one more with its labels might even be taken over by it.
    private func pod(
        _ end: WitnessEnd, named name: String, listening: (TransportProtocol, UInt16)?
    ) -> WitnessPod.Content? {
        guard let pod = end.endpoint.pod, pod.workload == nil else { return nil }
        return WitnessPod.Content(name: name, pod: pod, listening: listening)
    }

    /// Only namespaces that do not exist yet: applying this must not change the labels of those that do.
    private var namespaces: [String] { Self.newNamespaces(of: [example.from, example.to]) }

    /// The namespaces of some ends that do not exist yet, each once.
    static func newNamespaces(of ends: [WitnessEnd]) -> [String] {
        var seen: Set<String> = []
        return ends.compactMap(\.endpoint.pod?.namespace)
            .filter { !$0.isListed && seen.insert($0.name).inserted }
            .map { namespace in
                var lines = [
                    "apiVersion: v1", "kind: Namespace", "metadata:", "  name: " + quoted(namespace.name),
                ]
                lines += mapping("labels", namespace.labels ?? [:], indent: 2)
                return lines.joinedLines
            }
    }

    static func mapping(_ key: String, _ entries: [String: String], indent: Int) -> [String] {
        guard !entries.isEmpty else { return [] }
        let margin = String(repeating: " ", count: indent)
        return [margin + key + ":"]
            + entries.sorted { $0.key < $1.key }.map { "\(margin)  \(quoted($0.key)): \(quoted($0.value))" }
    }

    /// Quoted, so that no YAML reader takes it for a number or a Boolean.
    static func quoted(_ text: String) -> String { JSONValue.literal(text) }
}

extension [String] {
    /// The lines, each ended by a line feed.
    var joinedLines: String { map { $0 + "\n" }.joined() }
}
