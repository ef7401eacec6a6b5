public import Diagnostics
public import NetworkModel

/// A networking.k8s.io/v1 NetworkPolicy as written, before any default; its scalars are legal (networkpolicy.md §1).
public struct NetworkPolicy: Hashable, Sendable {
    public var metadata: ObjectMetadata
    /// Missing and null mean the same as `{}` (NP-03).
    public var spec: Written<Spec>
    /// Of the object.
    public var location: SourceLocation

    public init(metadata: ObjectMetadata, spec: Written<Spec>, at location: SourceLocation) {
        self.metadata = metadata
        self.spec = spec
        self.location = location
    }

    /// The namespace whose pods it governs.
    public var namespace: String { metadata.namespace ?? "" }
    public var name: String { metadata.name.value }

    /// The directions that can be listed in `policyTypes`.
    public enum PolicyType: String, Hashable, Sendable, CaseIterable {
        case ingress = "Ingress"
        case egress = "Egress"
    }

    /// What it says; none of the fields is required.
    public struct Spec: Hashable, Sendable {
        /// A value, not a pointer: missing, null and `{}` all select every pod of the namespace.
        public var podSelector: Written<WrittenSelector>
        /// Missing, null and `[]` are alike, here as in every list below.
        public var policyTypes: Written<[Located<PolicyType>]>
        /// What may come in, where the policy isolates ingress.
        public var ingress: Written<[Rule]>
        /// What may go out, where the policy isolates egress.
        public var egress: Written<[Rule]>

        public init(
            podSelector: Written<WrittenSelector> = .missing, policyTypes: Written<[Located<PolicyType>]> = .missing,
            ingress: Written<[Rule]> = .missing, egress: Written<[Rule]> = .missing
        ) {
            self.podSelector = podSelector
            self.policyTypes = policyTypes
            self.ingress = ingress
            self.egress = egress
        }
    }

    /// An element of `ingress` or `egress`; null is read as `{}`, with a warning (NP-104).
    public struct Rule: Hashable, Sendable {
        /// `from` or `to`.
        public var peers: Written<[Peer]>
        /// Empty: every port of every protocol.
        public var ports: Written<[Port]>
        public var location: SourceLocation

        public init(peers: Written<[Peer]> = .missing, ports: Written<[Port]> = .missing, at location: SourceLocation) {
            self.peers = peers
            self.ports = ports
            self.location = location
        }
    }

    /// An element of `from` or `to`. The fields are pointers: null is "not used", `{}` is "matches everything".
    public struct Peer: Hashable, Sendable {
        /// Alone: pods of the policy's own namespace; beside a namespaceSelector: pods of those namespaces.
        public var podSelector: Written<WrittenSelector>
        /// Alone: every pod of those namespaces.
        public var namespaceSelector: Written<WrittenSelector>
        /// Never beside a selector (V8).
        public var ipBlock: Written<IPBlock>
        public var location: SourceLocation

        public init(
            podSelector: Written<WrittenSelector> = .missing, namespaceSelector: Written<WrittenSelector> = .missing,
            ipBlock: Written<IPBlock> = .missing, at location: SourceLocation
        ) {
            self.podSelector = podSelector
            self.namespaceSelector = namespaceSelector
            self.ipBlock = ipBlock
            self.location = location
        }
    }

    /// Addresses of one family.
    public struct IPBlock: Hashable, Sendable {
        /// Host bits are dropped, with a warning.
        public var cidr: Located<CIDRBlock>
        /// Blocks strictly inside `cidr`.
        public var except: Written<[Located<CIDRBlock>]>

        public init(cidr: Located<CIDRBlock>, except: Written<[Located<CIDRBlock>]> = .missing) {
            self.cidr = cidr
            self.except = except
        }
    }

    /// An element of `ports`; null is read as `{}`, which is every TCP port.
    public struct Port: Hashable, Sendable {
        /// Missing and null are TCP.
        public var `protocol`: Written<TransportProtocol>
        /// Missing and null are every port of the protocol.
        public var port: Written<PortReference>
        /// At least `port`, which is then a number.
        public var endPort: Written<UInt16>
        public var location: SourceLocation

        public init(
            protocol: Written<TransportProtocol> = .missing, port: Written<PortReference> = .missing,
            endPort: Written<UInt16> = .missing, at location: SourceLocation
        ) {
            self.protocol = `protocol`
            self.port = port
            self.endPort = endPort
            self.location = location
        }
    }

    /// A port by number, or by the name that containers give it.
    public enum PortReference: Hashable, Sendable {
        case number(UInt16)
        case name(String)
    }
}
