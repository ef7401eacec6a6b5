import Diagnostics
import Manifests
import NetworkModel

/// What of a pod's spec matters to policies.
struct PodSpec {
    var namedPorts: [NamedPort]
    var usesHostNetwork: Bool
    var serviceAccount: String?
}

/// What of a pod's status matters.
struct PodStatus {
    var isFinished: Bool
    var addresses: [IPAddress]
}

extension ObjectReader {
    mutating func podSpec() -> PodSpec {
        ignoringUnlessMisspelt(of: ["containers", "initContainers", "hostNetwork", "serviceAccountName"])
        if require("containers"), case .sequence(let elements)? = field("containers")?.content, elements.isEmpty {
            report("required", "\(path.inWords) has no containers", at: "containers", expected: "expected at least one")
        }
        let ports = objects("containers") { $0.containerPorts(isInit: false) }
        let initPorts = objects("initContainers") { $0.containerPorts(isInit: true) }
        let account = string("serviceAccountName") ?? string("serviceAccount")
        return PodSpec(
            namedPorts: (ports + initPorts).flatMap(\.self), usesHostNetwork: bool("hostNetwork") ?? false,
            serviceAccount: account)
    }

    /// The phase, and the addresses as the kubelet reported them.
    mutating func podStatus() -> PodStatus {
        ignoringUnlessMisspelt(of: ["phase", "podIP", "podIPs"])
        let phase = string("phase")
        let all = objects("podIPs") { $0.podAddress("ip") }.compactMap(\.self)
        let first = podAddress("podIP")
        return PodStatus(
            isFinished: phase == "Succeeded" || phase == "Failed",
            addresses: all.isEmpty ? first.map { [$0] } ?? [] : all)
    }

    private mutating func podAddress(_ name: String) -> IPAddress? {
        guard let text = string(name), !text.isEmpty else { return nil }
        if let address = IPAddress(text) { return address }
        report(
            "address", "\(FieldPath.field(path, name).inWords) is \(text.inBackticks)", at: name,
            expected: "expected an address")
        return nil
    }

    private mutating func containerPorts(isInit: Bool) -> [NamedPort] {
        ignoringUnlessMisspelt(of: ["name", "ports"])
        return objects("ports") { $0.containerPort(isInit: isInit) }.compactMap(\.self)
    }

    /// Nil for a port without a name, which nothing here depends on (networkpolicy.md §4.1); it is checked all the same.
    private mutating func containerPort(isInit: Bool) -> NamedPort? {
        ignoring("hostIP", "hostPort")
        let name = written("name") { node, path, context in
            context.string(node, path: path).map { Located($0, at: context.location(of: node)) }
        }
        if let name = name.value, !name.value.isEmpty { context.checkPortName(name, .field(path, "name")) }
        let transport = transportProtocol("protocol")
        let number = require("containerPort") ? portNumber("containerPort") : nil
        guard let name = name.value?.value, !name.isEmpty, let number else { return nil }
        return NamedPort(name: name, transport: transport, port: number, isOfInitContainer: isInit)
    }

    /// TCP where the field is missing, null or empty.
    mutating func transportProtocol(_ name: String) -> TransportProtocol {
        guard let node = field(name), !node.isNull else { return .tcp }
        if case .scalar(let scalar) = node.content, scalar.text.isEmpty { return .tcp }
        return NetworkPolicyRules.transport(node, .field(path, name), context) ?? .tcp
    }

    /// A number from 1 to 65535; nil where the field is missing or null, or after an error has been reported.
    mutating func portNumber(_ name: String) -> UInt16? {
        guard let node = field(name), !node.isNull, let number = integer(name) else { return nil }
        return NetworkPolicyRules.portNumber(number, node, .field(path, name), context, rule: "port-number")
    }
}
