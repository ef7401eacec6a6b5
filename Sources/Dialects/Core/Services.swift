import Diagnostics
import Manifests
import NetworkModel

extension ObjectReader {
    /// A Service: what it selects and how its ports are translated.
    mutating func serviceObject(defaultNamespace: String) -> Service? {
        ignoring("apiVersion", "kind", "status")
        guard let metadata = objectMetadata(.namespaced, defaultNamespace: defaultNamespace) else { return nil }
        context.checkDNSLabel(metadata.name, .field(.field(path, "metadata"), "name"))
        return required("spec") { spec in
            spec.ignoringUnlessMisspelt(of: ["ports", "selector"])
            let selector = (spec.writtenLabels("selector").value ?? []).dictionary
            return Service(
                namespace: metadata.namespace ?? defaultNamespace, name: metadata.name.value,
                selector: selector.isEmpty ? nil : selector,
                ports: spec.objects("ports") { $0.servicePort() }.compactMap(\.self))
        }
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
