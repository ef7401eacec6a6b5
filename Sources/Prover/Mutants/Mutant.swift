public import PolicyModel

/// A policy as it might be by mistake, or its absence: one change of what a world has.
public struct Mutant: Hashable, Sendable {
    /// The position of the policy in `World.allPolicies`.
    public var policy: Int
    /// Nil: the policy is gone. It has the name of the original.
    public var replacement: Policy?

    public init(policy: Int, replacement: Policy?) {
        self.policy = policy
        self.replacement = replacement
    }
}

/// What becomes of claims under a mutant.
public enum MutantFate: Hashable, Sendable {
    /// One that held no longer does: the position of the first such claim.
    case caught(claim: Int)
    /// All of them hold still, and some connection is treated otherwise.
    case survived
    /// No connection that the universe permits is treated otherwise.
    case equivalent
    /// The solver gave up, in its own words, on a claim that may have caught it or on the question of equivalence.
    case undecided(String)
}
