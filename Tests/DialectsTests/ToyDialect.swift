import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel

/// A made-up policy of cluster administrators, written against public interfaces alone:
///
///     apiVersion: toy.example.com/v1
///     kind: ToyPolicy
///     metadata: {name: p}
///     spec:
///       order: 10
///       namespaces: {matchLabels: {…}}          # whose pods it governs
///       ingress:
///       - {action: Deny, from: {…namespace selector…}, ports: [{port: 80}]}
struct ToyPolicy: Sendable {
    struct Rule: Sendable {
        var action: PolicyModel.Rule.Action
        var from: WrittenSelector?
        var ports: [NetworkPolicy.Port]
        var location: SourceLocation
    }

    var name: String
    var order: Int
    var namespaces: WrittenSelector
    var ingress: [Rule]
    var location: SourceLocation
}

/// Reads toy policies, and puts them in a tier before that of NetworkPolicy, where the first match decides.
struct ToyDialect: Dialect {
    var kinds: [ObjectKind] { [ObjectKind(group: "toy.example.com", version: "v1", kind: "ToyPolicy")] }

    func decode(_ reader: inout ObjectReader, kind: ObjectKind, defaultNamespace: String) -> ToyPolicy? {
        let location = reader.location
        let metadata = reader.objectMetadata(.cluster, defaultNamespace: defaultNamespace)
        return reader.required("spec") { spec -> ToyPolicy? in
            let order = spec.requiredInteger("order")
            let namespaces = spec.selector("namespaces").value ?? WrittenSelector()
            let ingress = spec.objects("ingress") { $0.toyRule() }.compactMap(\.self)
            return metadata.map {
                ToyPolicy(
                    name: $0.name.value, order: order, namespaces: namespaces, ingress: ingress, location: location)
            }
        }
    }

    func identity(of resource: ToyPolicy) -> PolicyIdentity {
        PolicyIdentity(kind: "ToyPolicy", namespace: nil, name: resource.name)
    }

    func lower(_ resources: [ToyPolicy]) -> [RankedTier] {
        let tier = Tier(
            name: "Toy", precedence: .firstMatch, unmatched: .nextTier, isWrittenByNamespaceOwners: false,
            policies: resources.map { policy in
                Policy(
                    identity: identity(of: policy), location: policy.location, order: policy.order,
                    subject: .namespaceLabels(policy.namespaces.meaning), isolates: [],
                    ingress: policy.ingress.map(\.lowered))
            })
        return [RankedTier(rank: RankedTier.networkPolicyRank - 1, tier)]
    }
}

extension ObjectReader {
    fileprivate mutating func toyRule() -> ToyPolicy.Rule? {
        let action = choice("action", among: ["Allow", "Deny", "Pass"])
        let from = selector("from").value
        let ports = objects("ports") { $0.networkPolicyPort() }.compactMap(\.self)
        return action.flatMap { PolicyModel.Rule.Action(rawValue: $0.lowercased()) }.map {
            ToyPolicy.Rule(action: $0, from: from, ports: ports, location: location)
        }
    }
}

extension ToyPolicy.Rule {
    fileprivate var lowered: PolicyModel.Rule {
        PolicyModel.Rule(
            action: action, peers: from.map { [PeerEntry(.namespaceLabels($0.meaning), location: location)] },
            ports: ports.isEmpty ? nil : ports.map(\.lowered), location: location)
    }
}
