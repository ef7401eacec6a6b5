public import Diagnostics

/// What proofs of the run are for: which namespaces, pods and labels may exist.
public struct UniverseDescription: Hashable, Sendable, Codable {
    /// How much of the labels is free (abstraction.md §3), from the weakest proof to the strongest.
    public enum TrustLevel: Int, Hashable, Sendable, Codable, CaseIterable {
        /// Only the listed workloads.
        case listedWorkloads = 0
        /// Any pods with any labels in listed namespaces.
        case anyPods
        /// Also any number of future namespaces.
        case futureNamespaces
        /// Also listed namespaces with changed labels.
        case relabelledNamespaces

        /// `L0` to `L3`.
        public var name: String { "L\(rawValue)" }
    }

    /// The name of the LabelUniverse object; nil for the default universe.
    public var name: String?
    public var location: SourceLocation?
    public var trustLevel: TrustLevel
    public var futureCounts: ScopeVerdicts.FutureCounts
    /// What else it takes as given, one statement each, in words: `every namespace has one of env=prod, env=test`.
    public var statements: [String]
    /// The policies that every future namespace is created with.
    public var futurePolicies: [ReportedPolicy]

    public init(
        name: String? = nil, location: SourceLocation? = nil, trustLevel: TrustLevel,
        futureCounts: ScopeVerdicts.FutureCounts = .gap, statements: [String] = [],
        futurePolicies: [ReportedPolicy] = []
    ) {
        self.name = name
        self.location = location
        self.trustLevel = trustLevel
        self.futureCounts = futureCounts
        self.statements = statements
        self.futurePolicies = futurePolicies
    }
}
