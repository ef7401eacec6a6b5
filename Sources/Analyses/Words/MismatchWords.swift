import Evaluation
import NetworkModel
import PolicyModel

extension Mismatch {
    /// Why a rule did not match, in words; `peer` is what the rule's other end is called, such as `the source`.
    func words(peer: String) -> String {
        switch self {
        case .podLabel(let requirement, let found):
            "it asks for \(PredicateWords.requirement(requirement)), and \(peer) \(Self.label(requirement.key, found))"
        case .namespaceLabel(let requirement, let namespace, let found):
            "it asks for a namespace with \(PredicateWords.requirement(requirement)), and \(namespace) \(Self.label(requirement.key, found))"
        case .namespace(let wanted, let found):
            "it speaks of pods in \(wanted.joined(separator: ", ")), and \(peer) is in \(found)"
        case .notAPod(let address): "it speaks of pods, and \(peer) is the address \(address)"
        case .notExternal: "it speaks of addresses outside the cluster, and \(peer) is a pod"
        case .address(let address?, let block): "\(address) is not in \(PredicateWords.block(block))"
        case .address(nil, let block): "the address of \(peer) is not in \(PredicateWords.block(block))"
        case .blockSkipsPods(let block): "the ipBlock \(PredicateWords.block(block)) is taken not to match pods"
        case .workload(let identity): "it speaks of \(identity.kind) \(identity.namespace)/\(identity.name)"
        case .excluded: "\(peer) is what it excludes"
        case .port(let wanted):
            "it opens \(wanted.isEmpty ? "no port" : "port " + wanted.map(PredicateWords.range).joined(separator: ", "))"
        case .transport(let wanted): "it opens \(wanted.map(\.name).joined(separator: ", ")) only"
        case .namedPort(let name, let transport, let declared):
            "it opens \(transport.name) \(name), which the destination declares as \(declared.map(String.init).joined(separator: ", "))"
        case .undeclaredPort(let name, let transport):
            "it opens \(transport.name) \(name), which the destination does not declare"
        }
    }

    private static func label(_ key: String, _ found: String?) -> String {
        guard let found else { return "has no label \(key)" }
        return "has \(key)=\(found.isEmpty ? "\"\"" : found)"
    }
}
