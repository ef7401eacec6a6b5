import NetworkModel
import PolicyModel

/// A claim in formulas, and what they imply of every state that matters.
struct ClaimFormulas {
    /// What the claim asks of each endpoint.
    var conditions: [EndpointRole: Formula]
    /// What it asks of the connection: ports, and how the ends relate.
    var relation: Formula
    let ports: Formula
    let pair: Formula
    var violation: Violation
    var protected: EndpointRole
    /// Further limits on the connections that it is about.
    var limits: [Limit] = []

    /// Connections to which a claim is limited, or which it leaves out.
    struct Limit {
        var conditions: [EndpointRole: Formula]
        var ports: Formula
        /// Whether the claim is about these connections alone, rather than about all others.
        var isWithin: Bool

        init(_ set: ClaimedConnections, isWithin: Bool, meaning: Meaning, in table: inout FormulaTable) {
            conditions = [
                .source: meaning.formula(of: set.from, at: .source, in: &table),
                .destination: meaning.formula(of: set.to, at: .destination, in: &table),
            ]
            ports = meaning.formula(of: set.ports, in: &table)
            self.isWithin = isWithin
        }
    }

    /// What breaks a claim.
    enum Violation: Hashable {
        /// A connection that is possible (never, only).
        case connection
        /// A connection that is not possible (always).
        case noConnection
        /// A protected pod that no policy isolates in the direction of its role; the other end is anybody outside.
        case noIsolation
    }

    /// The formulas of a claim about nothing, which mean the same in every table.
    static let nothing = ClaimFormulas(aboutNothingIn: .source)

    private init(aboutNothingIn protected: EndpointRole) {
        conditions = [.source: .never, .destination: .never]
        (ports, pair, relation) = (.always, .always, .always)
        violation = .connection
        self.protected = protected
    }

    init(_ claim: PairClaim, meaning: Meaning, in table: inout FormulaTable) {
        switch claim {
        case .connections(let claim): self.init(claim, meaning: meaning, in: &table)
        case .isolation(let pods, let direction): self.init(isolationOf: pods, direction, meaning: meaning, in: &table)
        }
    }

    init(_ claim: ConnectionClaim, meaning: Meaning, in table: inout FormulaTable) {
        let from = meaning.formula(of: claim.from, at: .source, in: &table)
        let to = meaning.formula(of: claim.to, at: .destination, in: &table)
        conditions = [.source: claim.quantity == .only ? table.not(from) : from, .destination: to]
        ports = meaning.formula(of: claim.ports, in: &table)
        pair = table.all(claim.pair.map { Self.formula(of: $0, in: &table) })
        relation = table.all([ports, pair])
        violation = claim.quantity == .always ? .noConnection : .connection
        protected = claim.protect == .to ? .destination : .source
        for set in claim.waived { limits.append(Limit(set, isWithin: false, meaning: meaning, in: &table)) }
        if let set = claim.within { limits.append(Limit(set, isWithin: true, meaning: meaning, in: &table)) }
    }

    /// The claim that policies of a direction isolate pods, as a claim about the connections that would then be restricted.
    init(isolationOf pods: EndpointPredicate, _ direction: Direction, meaning: Meaning, in table: inout FormulaTable) {
        protected = EndpointRole.subject(of: direction)
        let isPod = table.atom(.isPod(protected))
        conditions = [
            protected: table.all([isPod, meaning.formula(of: pods, at: protected, in: &table)]),
            protected.other: meaning.formula(of: .external, at: protected.other, in: &table),
        ]
        (ports, pair, relation) = (.always, .always, .always)
        violation = .noIsolation
    }

    /// What holds in every state in which the claim's premises do.
    func knowledge(in table: inout FormulaTable) -> Knowledge {
        let premises = table.all(EndpointRole.pair.map { conditions[$0] ?? .always } + [relation])
        return Knowledge.implied(by: premises, in: table)
    }

    private static func formula(of relation: ConnectionClaim.Relation, in table: inout FormulaTable) -> Formula {
        let (atom, isSame): (Atom, Bool)
        switch relation {
        case .namespace(let same): (atom, isSame) = (.sameNamespace(.source, .destination), same)
        case .namespaceLabel(let key, let same):
            (atom, isSame) = (.sameLabel(.namespace, key, .source, .destination), same)
        case .podLabel(let key, let same): (atom, isSame) = (.sameLabel(.pod, key, .source, .destination), same)
        }
        let formula = table.atom(atom)
        return isSame ? formula : table.not(formula)
    }
}

extension EndpointRole {
    /// The two ends of a connection.
    static let pair: [EndpointRole] = [.source, .destination]

    /// The other end of a pair.
    var other: EndpointRole { self == .source ? .destination : .source }

    /// The direction of the policies that select this end.
    var direction: Direction { self == .source ? .egress : .ingress }
}
