public import Diagnostics
public import NetworkModel

/// Which namespaces, pods, labels and addresses may exist: what a proof is for. The default is the weakest assumption.
public struct Universe: Hashable, Sendable {
    public enum Existence: String, Hashable, Sendable, CaseIterable {
        /// Beyond the listed ones others may exist.
        case any
        case listed
    }

    /// What a violation counts for when the protected side is a namespace yet to be created.
    public enum FutureViolation: String, Hashable, Sendable, CaseIterable {
        case gap, fail, ignore
    }

    /// Which label keys of listed namespaces may change their values.
    public enum Relabelling: Hashable, Sendable {
        case keys([String])
        /// All but the automatic name label.
        case everyKey

        public func includes(_ key: String) -> Bool {
            guard key != namespaceNameLabel else { return false }
            switch self {
            case .keys(let keys): return keys.contains(key)
            case .everyKey: return true
            }
        }
    }

    public struct Namespaces: Hashable, Sendable {
        public var exist: Existence = .any
        public var future: FutureViolation = .gap
        public var relabel: Relabelling = .keys([])
        /// Rules that every future namespace obeys, and every changed label of a listed one; sorted by key.
        public var labels: [LabelRule] = []
        /// What holds between labels of every future namespace, and of a listed one of which any label is changed; in the
        /// order of the file.
        public var implications: [LabelImplication] = []
        /// The policies that every future namespace is created with, and no others; nil if nothing is known of its
        /// policies. Lowered with the namespace `futureNamespacePlaceholder`.
        public var policies: [Policy]?
        /// Namespaces whose owners may change their own policies at will.
        public var untrusted: LabelSelector?

        public init() {}

        /// Whether a label of a listed namespace may be changed, added or removed.
        public func mayRelabel(_ key: String) -> Bool {
            relabel.includes(key) && !labels.contains { $0.key == key && $0.isImmutable }
        }
    }

    public struct Pods: Hashable, Sendable {
        public var exist: Existence = .any
        /// Rules that every pod which is not of a listed workload obeys; sorted by key.
        public var labels: [LabelRule] = []
        /// What holds between labels of every such pod; in the order of the file.
        public var implications: [LabelImplication] = []

        public init() {}
    }

    /// Whether an ipBlock matches the address of a pod: unspecified by Kubernetes (networkpolicy.md §6).
    public enum BlockMatchesPods: String, Hashable, Sendable, CaseIterable {
        case unknown, always, never
    }

    public struct Network: Hashable, Sendable {
        public var podCIDRs: [CIDRBlock] = []
        public var nodeCIDRs: [CIDRBlock] = []
        public var serviceCIDRs: [CIDRBlock] = []
        public var ipBlockMatchesPods: BlockMatchesPods = .unknown

        public init() {}
    }

    /// The name of the LabelUniverse object; nil for the default universe.
    public var name: String?
    public var location: SourceLocation?
    public var namespaces = Namespaces()
    public var pods = Pods()
    public var network = Network()

    public init(name: String? = nil, location: SourceLocation? = nil) {
        self.name = name
        self.location = location
    }

    /// Stands for the namespace of a template policy; no Kubernetes namespace can have this name.
    public static let futureNamespacePlaceholder = "<future>"
}
