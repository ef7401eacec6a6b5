public import Diagnostics
public import NetworkModel
public import PolicyModel

/// Findings that are known, and so do not fail a run.
public struct Baseline: Hashable, Sendable {
    /// Sorted by invariant, kind and fingerprint; fingerprints are unique.
    public private(set) var findings: [KnownFinding]

    public init(findings: [KnownFinding] = []) {
        var seen: Set<String> = []
        self.findings = findings.filter { seen.insert($0.fingerprint).inserted }.sorted {
            ($0.invariant, $0.kind.rawValue, $0.fingerprint) < ($1.invariant, $1.kind.rawValue, $1.fingerprint)
        }
    }

    /// The name of the file that is used where none is named.
    public static let fileName = "netproof-baseline.yaml"

    public var fingerprints: Set<String> { Set(findings.map(\.fingerprint)) }
}

/// One finding that is known: for the tool by what it covers, and for people in words.
public struct KnownFinding: Hashable, Sendable {
    /// What a baseline may know. What is undecided is no finding about the cluster, and a waiver that has expired is to
    /// be renewed.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case refuted, vacuous, warning
    }

    /// The violations that it covers, and no others.
    public enum Subject: Hashable, Sendable {
        case connections(ClaimedConnections)
        /// Pods that no policy of the direction selects.
        case pods(EndpointPredicate, Direction)
    }

    public var fingerprint: String
    public var invariant: String
    public var kind: Kind
    public var headline: String
    /// Nil where the fingerprint says all: of what is no violation by connections or by pods.
    public var subject: Subject?
    /// The kind of the claim that it was a violation of, as `Claim.kindInWords` says; empty where `subject` is nil.
    public var claim: String
    /// Whether it covers violations in namespaces yet to be created, rather than in listed ones.
    public var isFuture: Bool
    /// Where it stands in the file that it was read from.
    public var location: SourceLocation?

    public init(
        fingerprint: String, invariant: String, kind: Kind, headline: String, subject: Subject? = nil,
        claim: String = "", isFuture: Bool = false, location: SourceLocation? = nil
    ) {
        self.fingerprint = fingerprint
        self.invariant = invariant
        self.kind = kind
        self.headline = headline
        self.subject = subject
        self.claim = claim
        self.isFuture = isFuture
        self.location = location
    }
}
