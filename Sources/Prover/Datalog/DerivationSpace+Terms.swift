import NetworkModel
import PolicyModel
import SMT

extension DerivationSpace {
    /// One endpoint.
    struct EndpointTerms {
        /// In the order of the classes: exactly one is true.
        var sites: [Term]
        var isPod: Term
        var isNode: Term
        var isExternal: Term
        /// By variables of the role `source`.
        var labels: [LabelVariable: LabelTerms]
        /// Its address of either family, by the family's number; empty where nothing depends on addresses.
        var addresses: [OrderedValues] = []
        /// The family of an external endpoint's address.
        var isV4: Term
        var memberships: [Membership: Term] = [:]
        var isolated: [Direction: Term] = [:]
        var ownerIsolates: [Direction: Term] = [:]
    }

    struct Membership: Hashable {
        var variable: LabelVariable
        var set: LabelSet
    }

    /// One connection that is attempted.
    struct AttemptTerms {
        var source: Int
        var destination: Int
        /// Whether the derivation uses it: what makes it a connection holds then.
        var isMade: Term
        var transports: [Term]
        var port: OrderedValues
        var isV4: Term
        /// Atoms of this connection alone: ties, owners' policies and named ports.
        var own: [Atom: Term] = [:]
        var memo: [Formula: Term] = [:]
        var passes: [Direction: Term] = [:]
    }

    /// Which endpoints stand in the roles of a formula, and which connection it is about.
    struct View {
        /// By the roles' numbers.
        var endpoints: [Int]
        var attempt: Int?
        /// By endpoint: which family's address counts, where that is not the endpoint's own.
        var families: [Int: Term] = [:]
        /// What is true where the formulas count.
        var isUsed: Term?
        var memo: [Formula: Term] = [:]

        init(_ endpoints: [Int], attempt: Int? = nil, families: [Int: Term] = [:], isUsed: Term? = nil) {
            self.endpoints = endpoints
            self.attempt = attempt
            self.families = families
            self.isUsed = isUsed
        }
    }
}
