public import Manifests
public import NetworkModel

/// From nodes to the resource: field by field, with the rules of `Validation` applied where a value is read.
extension ObjectReader {
    /// The whole object; `apiVersion` and `kind` have been looked at already.
    public mutating func networkPolicy(defaultNamespace: String) -> NetworkPolicy? {
        ignoring("apiVersion", "kind", "status")
        let metadata = objectMetadata(.namespaced, defaultNamespace: defaultNamespace)
        let spec = writtenObject("spec") { $0.networkPolicySpec() }
        return metadata.map { NetworkPolicy(metadata: $0, spec: spec, at: location) }
    }

    private mutating func networkPolicySpec() -> NetworkPolicy.Spec {
        NetworkPolicy.Spec(
            podSelector: selector("podSelector"), policyTypes: policyTypes(),
            ingress: writtenObjects("ingress") { $0.networkPolicyRule(peersIn: "from") },
            egress: writtenObjects("egress") { $0.networkPolicyRule(peersIn: "to") })
    }

    private mutating func policyTypes() -> Written<[Located<NetworkPolicy.PolicyType>]> {
        let written = writtenList("policyTypes") { element, context in
            NetworkPolicyRules.policyType(element, context)
        }
        NetworkPolicyRules.checkPolicyTypeCount(&self)
        return written
    }

    private mutating func networkPolicyRule(peersIn name: String) -> NetworkPolicy.Rule? {
        NetworkPolicy.Rule(
            peers: writtenObjects(name) { $0.networkPolicyPeer() },
            ports: writtenObjects("ports") { $0.networkPolicyPort() }, at: location)
    }

    private mutating func networkPolicyPeer() -> NetworkPolicy.Peer? {
        let peer = NetworkPolicy.Peer(
            podSelector: selector("podSelector"), namespaceSelector: selector("namespaceSelector"),
            ipBlock: writtenObject("ipBlock") { $0.ipBlock() }, at: location)
        NetworkPolicyRules.checkPeer(&self)
        return peer
    }

    /// `{cidr, except}`, checked (V9); nil after an error has been reported.
    public mutating func ipBlock() -> NetworkPolicy.IPBlock? {
        let node = require("cidr", id: "V9") ? field("cidr") : nil
        let cidr = node.flatMap { NetworkPolicyRules.cidr($0, .field(path, "cidr"), context) }
        let except = writtenList("except") { element, context in
            let exception = NetworkPolicyRules.cidr(element.node, element.path, context)
            if let exception, let cidr { NetworkPolicyRules.check(exception, element.path, within: cidr, context) }
            return exception
        }
        return cidr.map { NetworkPolicy.IPBlock(cidr: $0, except: except) }
    }

    /// `{protocol, port, endPort}`, checked (V10 to V13); nil after an error has been reported.
    public mutating func networkPolicyPort() -> NetworkPolicy.Port? {
        let port = NetworkPolicy.Port(
            protocol: written("protocol", NetworkPolicyRules.transport),
            port: written("port", NetworkPolicyRules.portReference),
            endPort: written("endPort", NetworkPolicyRules.endPort), at: location)
        NetworkPolicyRules.checkRange(port, &self)
        return port
    }
}

extension ReadingContext {
    /// An address and the length of its mask, checked (V9); nil after an error has been reported.
    public func addressBlock(_ node: Node, path: FieldPath) -> Located<CIDRBlock>? {
        NetworkPolicyRules.cidr(node, path, self)
    }
}
