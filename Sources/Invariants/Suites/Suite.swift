public import Diagnostics
public import PolicyModel

/// What is expected of some manifests and specs: tests of policies, and of invariants.
public struct Suite: Hashable, Sendable {
    public var name: String
    public var location: SourceLocation
    /// Files and directories, as they can be opened from the working directory.
    public var manifests: [String]
    public var specs: [String]
    /// The file of the LabelUniverse, where it has to be that one.
    public var universe: String?
    /// Of namespaced objects whose manifests name none.
    public var namespace: String
    /// Kinds to read past, as `Kind` or `Kind.group`.
    public var ignoreKinds: [String]
    /// The day by which waivers expire; nil for the present one.
    public var now: CalendarDate?
    /// Essentially different counterexamples to look for, of which one has to be as expected.
    public var maxCounterexamples: Int
    public var invariants: [ExpectedVerdict]
    public var connections: [ExpectedConnection]
}

/// What is expected of one invariant.
public struct ExpectedVerdict: Hashable, Sendable {
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
        case proved, refuted, undecided, vacuous
    }

    public var invariant: String
    public var verdict: Verdict
    /// What a counterexample has to show; only of what is to be refuted.
    public var counterexample: ExpectedCounterexample?
    /// Where the name of the invariant stands.
    public var location: SourceLocation
}

/// What one counterexample has to show, all at once. What is nil or empty may be anything.
public struct ExpectedCounterexample: Hashable, Sendable {
    public enum Scope: String, Hashable, Sendable, CaseIterable {
        case listed, future
    }

    /// One end of the connection.
    public struct End: Hashable, Sendable {
        /// The name of the namespace.
        public var namespace: String?
        /// Labels that the namespace carries, with these values.
        public var namespaceLabels: [String: String]
        /// Labels that the pod carries, with these values.
        public var labels: [String: String]
        /// Whether the end is an address outside the cluster, or else a pod.
        public var isExternal: Bool?
    }

    /// A policy that allows the connection, or denies it, or isolates a pod of it.
    public struct PolicyName: Hashable, Sendable {
        /// Nil for kinds without a namespace.
        public var namespace: String?
        public var name: String
        public var location: SourceLocation

        /// `namespace/name`, or the name alone.
        public var qualifiedName: String { namespace.map { "\($0)/\(name)" } ?? name }
    }

    public var scope: Scope?
    public var from: End?
    public var to: End?
    /// Any of these; nil for any port at all.
    public var ports: [PortEntry]?
    public var policies: [PolicyName]
    public var location: SourceLocation
}

/// What is expected of one connection, as `trace` decides it.
public struct ExpectedConnection: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        case allowed, denied
    }

    /// What the case is called; nil for its ends and port.
    public var name: String?
    /// The ends, as `trace` takes them.
    public var from: String
    public var to: String
    /// A number or a name, and perhaps a protocol: `3306`, `dns/udp`.
    public var port: String
    public var outcome: Outcome
    public var location: SourceLocation
}
