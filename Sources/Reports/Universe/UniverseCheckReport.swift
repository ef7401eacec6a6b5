/// Which assumptions about labels carry which proofs.
public struct UniverseCheckReport: Hashable, Sendable {
    /// A proof of one invariant in one scope.
    public struct Proof: Hashable, Sendable {
        public var invariant: String
        public var scope: Scope

        public init(_ invariant: String, _ scope: Scope) {
            self.invariant = invariant
            self.scope = scope
        }
    }

    /// What an assumption is to the proofs.
    public struct Assumption: Hashable, Sendable {
        /// As proofs name it: `namespaces.labels.env.required`.
        public var name: String
        /// The proofs that name it, in the order of the invariants.
        public var uses: [Proof]
        /// Those of them that are none without it, each with what becomes of it then: decided again, not read off.
        public var fallsWithout: [Fallen]

        public init(name: String, uses: [Proof], fallsWithout: [Fallen] = []) {
            self.name = name
            self.uses = uses
            self.fallsWithout = fallsWithout
        }
    }

    /// A proof, and the verdict in place of it where an assumption is dropped.
    public struct Fallen: Hashable, Sendable {
        public var proof: Proof
        public var verdict: ScopeVerdict

        public init(_ proof: Proof, becomes verdict: ScopeVerdict) {
            self.proof = proof
            self.verdict = verdict
        }
    }

    /// In the order of the LabelUniverse, namespaces first.
    public var assumptions: [Assumption]
    public var verification: VerificationReport

    public init(assumptions: [Assumption], verification: VerificationReport) {
        self.assumptions = assumptions
        self.verification = verification
    }

    /// Those that no proof uses.
    public var unused: [Assumption] { assumptions.filter(\.uses.isEmpty) }

    /// Every proof of the run, in the order of the invariants.
    public var proofs: [Proof] {
        verification.results.flatMap { result in
            (result.scopes.listed == .proved ? [Proof(result.invariant, .listed)] : [])
                + (result.scopes.future == .proved ? [Proof(result.invariant, .future)] : [])
        }
    }
}
