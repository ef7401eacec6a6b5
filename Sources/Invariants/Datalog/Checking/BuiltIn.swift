import PolicyModel

/// The relations that need no declaration.
enum BuiltIn: String, CaseIterable {
    case connects
    case egressAllows = "egress_allows"
    case ingressAllows = "ingress_allows"
    case isolated
    case pod, external, node, endpoint

    /// The head of the rules that belong to an invariant.
    static let violation = "violation"

    static let names = allCases.map(\.rawValue)

    var arity: Int {
        switch self {
        case .connects, .egressAllows, .ingressAllows: 4
        case .isolated: 2
        case .pod, .external, .node, .endpoint: 1
        }
    }

    /// How it is written, for messages.
    var form: String {
        switch self {
        case .connects, .egressAllows, .ingressAllows: "\(rawValue)(Source, Destination, Proto, Port)"
        case .isolated: "isolated(Pod, ingress)"
        case .pod, .external, .node, .endpoint: "\(rawValue)(Endpoint)"
        }
    }

    /// Whose policies are asked.
    var gate: DatalogProgram.Gate? { DatalogProgram.Gate(rawValue: rawValue) }

    /// What it says its argument is.
    var sort: EndpointSort? { EndpointSort(rawValue: rawValue) }
}
