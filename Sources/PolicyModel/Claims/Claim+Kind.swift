extension Claim {
    /// What a claim says of the endpoints that it is about, and how these relate, in a few words that stay the same
    /// whichever endpoints are meant: two claims with the same words differ in `from`, `to`, `ports` and `pods` alone.
    public var kindInWords: String {
        switch self {
        case .connections(let claim):
            ([claim.quantity.rawValue, "protect " + claim.protect.rawValue] + claim.pair.map(\.inWords).sorted())
                .joined(separator: ", ")
        case .isolated: "isolated"
        case .labelled: "labelled"
        case .derived: "derived"
        }
    }
}

extension ConnectionClaim.Relation {
    fileprivate var inWords: String {
        switch self {
        case .namespace(let isSame): Self.words(isSame) + " namespace"
        case .namespaceLabel(let key, let isSame): Self.words(isSame) + " namespace label " + key
        case .podLabel(let key, let isSame): Self.words(isSame) + " pod label " + key
        }
    }

    private static func words(_ isSame: Bool) -> String { isSame ? "same" : "different" }
}
