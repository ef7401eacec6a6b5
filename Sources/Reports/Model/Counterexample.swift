public import NetworkModel

/// One concrete connection that breaks an invariant.
public struct Counterexample: Hashable, Sendable, Codable {
    /// What the connection shows.
    public enum Kind: Hashable, Sendable, Codable {
        /// It is itself what breaks the claim.
        case connection
        /// No policy selects the pod at one end in this direction: the connection is one of all those that it is open to.
        case openPod(Direction)
    }

    public var kind: Kind
    public var scope: Scope
    public var from: WitnessEnd
    public var to: WitnessEnd
    public var transport: TransportProtocol
    public var port: UInt16
    /// What the source's end says.
    public var egress: EndExplanation
    /// What the destination's end says.
    public var ingress: EndExplanation
    /// The unspecified behaviour without which the connection would not break the claim.
    public var dependsOn: [UnspecifiedBehaviour]

    /// Whether it breaks the claim however unspecified behaviour turns out.
    public var isDefinite: Bool { dependsOn.isEmpty }

    /// Whether both ends let the connection through.
    public var connects: Bool { egress.decision == .allowed && ingress.decision == .allowed }

    /// The pod that no policy selects, and in which direction; nil where the connection is what matters.
    public var openPod: (end: WitnessEnd, direction: Direction)? {
        guard case .openPod(let direction) = kind else { return nil }
        return (direction == .ingress ? to : from, direction)
    }

    public init(
        _ kind: Kind = .connection, scope: Scope, from: WitnessEnd, to: WitnessEnd, transport: TransportProtocol,
        port: UInt16,
        egress: EndExplanation, ingress: EndExplanation, dependsOn: [UnspecifiedBehaviour] = []
    ) {
        self.kind = kind
        self.scope = scope
        self.from = from
        self.to = to
        self.transport = transport
        self.port = port
        self.egress = egress
        self.ingress = ingress
        self.dependsOn = dependsOn
    }
}

/// One end of a counterexample: a concrete endpoint, and what about it matters.
public struct WitnessEnd: Hashable, Sendable, Codable {
    public var endpoint: Endpoint
    /// Label keys that matter and that the pod does not carry; sorted.
    public var absentLabels: [String]
    /// Label keys that matter and that its namespace does not carry; sorted.
    public var absentNamespaceLabels: [String]
    /// Label keys of a listed namespace that are not as the input has them: changed, or never told; sorted.
    public var assumedNamespaceLabels: [String]

    public init(
        _ endpoint: Endpoint, absentLabels: [String] = [], absentNamespaceLabels: [String] = [],
        assumedNamespaceLabels: [String] = []
    ) {
        self.endpoint = endpoint
        self.absentLabels = absentLabels
        self.absentNamespaceLabels = absentNamespaceLabels
        self.assumedNamespaceLabels = assumedNamespaceLabels
    }
}

/// A choice that Kubernetes leaves to the network plugin, or that the input does not tell.
public struct UnspecifiedBehaviour: Hashable, Sendable, Codable {
    /// A stable identifier, such as `ip-block-matches-pods`.
    public var id: String
    /// What the connection takes it to be, in words.
    public var text: String
    /// The flag or the field of the universe that would settle it, such as `network.ipBlockMatchesPods`.
    public var settledBy: String?

    public init(id: String, text: String, settledBy: String? = nil) {
        self.id = id
        self.text = text
        self.settledBy = settledBy
    }
}
