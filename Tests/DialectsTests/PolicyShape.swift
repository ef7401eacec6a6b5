import NetworkModel
import PolicyModel
import Testing

/// A policy without names and places: what it means.
struct PolicyShape: Equatable {
    struct Rule: Equatable {
        var peers: [EndpointPredicate]?
        var ports: [PortEntry.Match]?
    }

    var subject: EndpointPredicate
    var isolates: Set<Direction>
    var ingress: [Rule]
    var egress: [Rule]

    init(_ policy: Policy) {
        subject = policy.subject
        isolates = policy.isolates
        ingress = policy.ingress.map(Self.rule)
        egress = policy.egress.map(Self.rule)
    }

    private static func rule(_ rule: PolicyModel.Rule) -> Rule {
        Rule(peers: rule.peers?.map(\.predicate), ports: rule.ports?.map(\.match))
    }
}

/// What an accepted spec means.
func shape(_ spec: String) throws -> PolicyShape { PolicyShape(try accepted(spec)) }

/// The peers of the only ingress rule of a policy for every pod.
func peers(from list: String) throws -> [EndpointPredicate]? {
    try shape("{podSelector: {}, ingress: [{from: \(list)}]}").ingress.first?.peers
}

/// The ports of the only ingress rule of a policy for every pod.
func ports(_ list: String) throws -> [PortEntry.Match]? {
    try shape("{podSelector: {}, ingress: [{ports: \(list)}]}").ingress.first?.ports
}

/// The meaning of one peer.
func peer(_ text: String) throws -> EndpointPredicate? { try peers(from: "[\(text)]")?.first }

/// The ids of the errors for a policy with one ingress peer.
func peerRefusals(_ text: String) -> [String] { refusals("{podSelector: {}, ingress: [{from: [\(text)]}]}") }

/// The ids of the errors for a policy with one ingress port.
func portRefusals(_ text: String) -> [String] { refusals("{podSelector: {}, ingress: [{ports: [\(text)]}]}") }

/// The ids of the errors for a policy with this selector.
func selectorRefusals(_ text: String) -> [String] { refusals("{podSelector: \(text)}") }
