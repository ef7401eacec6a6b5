import Diagnostics
import Manifests
import NetworkModel

extension ObjectReader {
    /// A Service: what it selects and how its ports are translated.
    mutating func serviceObject(defaultNamespace: String) -> Service? {
        ignoring("apiVersion", "kind", "status")
        let metadata = objectMetadata(.namespaced, named: .dnsLabel, defaultNamespace: defaultNamespace)
        let spec = required("spec") { $0.serviceSpec() }
        guard let metadata, let spec else { return nil }
        return Service(
            namespace: metadata.namespace ?? defaultNamespace, name: metadata.name.value,
            selector: spec.selector.isEmpty ? nil : spec.selector, ports: spec.ports,
            clusterAddresses: spec.addresses)
    }

    private mutating func serviceSpec() -> (
        selector: [String: String], ports: [Service.Port], addresses: [IPAddress]
    )? {
        ignoringUnlessMisspelt(of: ["ports", "selector"])
        return (
            (writtenLabels("selector").value ?? []).dictionary,
            objects("ports") { $0.servicePort() }.compactMap(\.self), clusterAddresses()
        )
    }

    /// A headless Service has `None` for an address, and one that is not yet created `""` or nothing.
    private mutating func clusterAddresses() -> [IPAddress] {
        let first = string("clusterIP")
        let all = list("clusterIPs").compactMap { context.string($0.node, path: $0.path) }
        return Set(([first].compactMap(\.self) + all).compactMap(IPAddress.init)).sorted()
    }

    private mutating func servicePort() -> Service.Port? {
        ignoring("appProtocol", "name", "nodePort")
        let transport = transportProtocol("protocol")
        let number = require("port") ? portNumber("port") : nil
        let target = servicePortTarget()
        return number.map { Service.Port(transport: transport, port: $0, target: target ?? .number($0)) }
    }

    /// Nil where it defaults to the Service's own port: missing, null, `0` and `""`.
    private mutating func servicePortTarget() -> Service.Port.Target? {
        guard let node = field("targetPort"), !node.isNull, let target = intOrString("targetPort") else { return nil }
        switch target {
        case .integer(0), .string(""): return nil
        case .integer(let number):
            return NetworkPolicyRules.portNumber(number, node, .field(path, "targetPort"), context, rule: "port-number")
                .map(Service.Port.Target.number)
        case .string(let name):
            context.checkPortName(Located(name, at: location(of: "targetPort")), .field(path, "targetPort"))
            return .name(name)
        }
    }
}
