import Diagnostics
import NetworkModel

/// What an end of a flow is called.
///
/// `ns/name`, `ns/kind/name`, `ns/[k=v k=v]` for a pod with just these labels, or an address.
enum EndpointName: Hashable {
    case address(IPAddress)
    case object(namespace: String, kind: String?, name: String)
    case pod(namespace: String, labels: [String: String])

    init(_ text: String) throws(FlowProblem) {
        if let address = IPAddress(text) {
            self = .address(address)
        } else if CIDRBlock(text) != nil {
            throw FlowProblem(
                id: "flow-end", message: "\(text.inBackticks) is a range of addresses",
                expected: "expected one address")
        } else if let bracket = text.firstIndex(of: "[") {
            self = try Self.labelled(text, bracket)
        } else {
            self = try Self.named(text)
        }
    }

    private static func named(_ text: String) throws(FlowProblem) -> EndpointName {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (2...3).contains(parts.count), !parts.contains("") else { throw malformed(text) }
        if parts.count == 2 { return .object(namespace: parts[0], kind: nil, name: parts[1]) }
        guard let kind = kinds[parts[1].lowercased()] else {
            throw FlowProblem(
                id: "flow-end", message: "\(parts[1].inBackticks) in \(text.inBackticks) is no kind that has pods",
                expected: "expected one of \(canonicalKinds.map(\.inBackticks).joined(separator: ", "))",
                suggestion: SpellingSuggestion.sentence(for: parts[1], among: canonicalKinds))
        }
        return .object(namespace: parts[0], kind: kind, name: parts[2])
    }

    private static func labelled(_ text: String, _ bracket: String.Index) throws(FlowProblem) -> EndpointName {
        let namespace = text[..<bracket]
        guard namespace.last == "/", namespace.count > 1, !namespace.dropLast().contains("/"), text.last == "]" else {
            throw malformed(text)
        }
        let inside = text[text.index(after: bracket)...].dropLast()
        var words = inside.split { $0 == " " || $0 == "," || $0 == "\t" }.map(String.init)
        if words.first == "labels" { words.removeFirst() }
        var labels: [String: String] = [:]
        for word in words {
            let (key, value) = try label(word, text)
            guard labels.updateValue(value, forKey: key) == nil else {
                throw FlowProblem(
                    id: "flow-label", message: "label \(key.inBackticks) stands twice in \(text.inBackticks)")
            }
        }
        return .pod(namespace: String(namespace.dropLast()), labels: labels)
    }

    private static func label(_ word: String, _ text: String) throws(FlowProblem) -> (String, String) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, NameSyntax.isLabelKey(parts[0]), NameSyntax.isLabelValue(parts[1]) else {
            throw FlowProblem(
                id: "flow-label", message: "\(word.inBackticks) in \(text.inBackticks) is no label",
                expected: "expected `key=value`, as a pod can carry it")
        }
        return (parts[0], parts[1])
    }

    private static func malformed(_ text: String) -> FlowProblem {
        FlowProblem(
            id: "flow-end", message: "\(text.inBackticks) names no end of a connection",
            expected: "expected `namespace/name`, `namespace/kind/name`, `namespace/[key=value …]` or an address")
    }

    /// The kind by which a Service is named.
    static let service = "Service"

    private static let canonicalKinds = [
        "CronJob", "DaemonSet", "Deployment", "Job", "Pod", "ReplicaSet", "ReplicationController", service,
        "StatefulSet",
    ]

    /// In lower case, with the short names and plurals that kubectl takes.
    private static let kinds: [String: String] = {
        var kinds = [
            "cj": "CronJob", "ds": "DaemonSet", "deploy": "Deployment", "po": "Pod", "rs": "ReplicaSet",
            "rc": "ReplicationController", "svc": service, "sts": "StatefulSet",
        ]
        for kind in canonicalKinds {
            kinds[kind.lowercased()] = kind
            kinds[kind.lowercased() + "s"] = kind
        }
        return kinds
    }()
}
