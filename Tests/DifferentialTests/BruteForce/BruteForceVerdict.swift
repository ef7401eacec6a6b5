import NetworkModel

/// What trying everything says of a claim in one scope.
struct BruteForceVerdict {
    /// A state that violates the claim.
    var violation: ReferenceWorld.State?
    /// Whether some violation holds whichever way unspecified behaviour turns out.
    var canBeDefinite = false
    var premisesCanBeMet = false

    /// Another violation would say nothing new.
    func isSettled(_ wouldBeDefinite: Bool) -> Bool { violation != nil && (canBeDefinite || !wouldBeDefinite) }

    mutating func add(_ state: ReferenceWorld.State, isDefinite: Bool) {
        if isDefinite || violation == nil { violation = state }
        if isDefinite { canBeDefinite = true }
    }

    var word: String { violation != nil ? "refuted" : premisesCanBeMet ? "proved" : "vacuous" }
}

/// The listed and the future scope; nil where that one is not asked for.
struct BruteForceVerdicts {
    var listed: BruteForceVerdict
    var future: BruteForceVerdict?
}
