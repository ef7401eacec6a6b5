import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel

extension UnknownFact {
    /// What is not known, as a clause of its own.
    var inWords: String {
        switch self {
        case .namespaceLabel(let namespace, let key):
            "label \(key.inBackticks) of namespace \(namespace.inBackticks) is not known: it has no manifest"
        case .podLabel(let end, let key): "label \(key.inBackticks) of the \(end.rawValue) pod is set by its controller"
        case .identity(let end): "which pod the \(end.rawValue) is, is not known"
        case .address(let end): "the address of the \(end.rawValue) pod is not known"
        case .blockMatchesPods(let block):
            "whether ipBlock `\(block.block)` matches a pod depends on the network plugin (`ipBlockMatchesPods`)"
        case .blockMatchesNodes(let block):
            "whether ipBlock `\(block.block)` matches a node depends on the network plugin"
        case .addressFamily: "it is not the same over IPv4 and IPv6"
        case .hostNetwork(let end):
            "the \(end.rawValue) pod is in the network of its node, which Kubernetes leaves open"
        case .namedPort(let name, let transport):
            "whether the destination declares \(transport.name) port \(name.inBackticks) is not known"
        case .initContainerPort(let name, let transport):
            "whether \(transport.name) port \(name.inBackticks) of an init container counts depends on the network plugin"
        case .tie(let tier, let policies):
            "policies of equal order in \(tier.inBackticks) disagree: "
                + policies.map(\.identity.description.inBackticks).joined(separator: ", ")
        case .ownNode(let address): "`\(address)` may be the pod's own node, which is exempt"
        }
    }
}
