import PolicyModel

extension Prover.Answer {
    /// The answer to two claims together.
    func combined(with other: Self, keeping limit: Int) -> Self {
        Self(
            listed: listed.combined(with: other.listed, keeping: limit),
            future: future.flatMap { own in other.future.map { own.combined(with: $0, keeping: limit) } })
    }
}

extension Prover.ScopeAnswer {
    /// A violation of either is one of both; then what is not known of either is not known of both.
    fileprivate func combined(with other: Self, keeping limit: Int) -> Self {
        switch (self, other) {
        case (.refuted(let own), .refuted(let others)): .refuted(Array((own + others).prefix(max(2, limit))))
        case (.refuted, _), (.derivable, _), (.mislabelled, _): self
        case (_, .refuted), (_, .derivable), (_, .mislabelled): other
        case (.undecided, _): self
        case (_, .undecided): other
        case (_, .vacuous): self
        case (.vacuous, _): other
        case (.proved(let own), .proved(let others)): .proved(own.combined(with: others))
        }
    }
}

extension Prover.Proof {
    /// What both take as given.
    fileprivate func combined(with other: Self) -> Self {
        Self(
            policies: Set(policies).union(other.policies).sorted { $0.identity < $1.identity },
            universeRules: Set(universeRules).union(other.universeRules).sorted(),
            dependsOnAddresses: dependsOnAddresses || other.dependsOnAddresses,
            choices: Set(choices).union(other.choices).sorted(), isComplete: isComplete && other.isComplete)
    }
}
