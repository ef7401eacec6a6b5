public import Diagnostics
public import PolicyModel

/// What the user asks: his invariants, and what he lets the proofs assume.
public struct Specs: Hashable, Sendable {
    /// In the order of the files; names are unique.
    public var invariants: [Invariant]
    /// The weakest assumption where no LabelUniverse is given.
    public var universe: Universe
    /// Where the endpoints of each invariant stand, in the order of `invariants`.
    public var places: [ClaimPlaces]
    /// The files that the LabelUniverse names as policies of future namespaces; they say nothing of listed ones.
    public var templateFiles: [String]
    /// In the order of the files.
    public var waivers: [Waiver]

    public init(
        invariants: [Invariant] = [], universe: Universe = Universe(), places: [ClaimPlaces] = [],
        templateFiles: [String] = [], waivers: [Waiver] = []
    ) {
        self.invariants = invariants
        self.universe = universe
        self.places = places
        self.templateFiles = templateFiles
        self.waivers = waivers
    }
}

/// Where the peers of a claim stand: one place for each peer, none for an end that is left out.
public struct ClaimPlaces: Hashable, Sendable {
    public var from: [SourceLocation]
    public var to: [SourceLocation]
    /// Of claims about pods alone.
    public var pods: [SourceLocation]

    public init(from: [SourceLocation] = [], to: [SourceLocation] = [], pods: [SourceLocation] = []) {
        self.from = from
        self.to = to
        self.pods = pods
    }

    public subscript(side: ConnectionClaim.Side) -> [SourceLocation] { side == .from ? from : to }
}
