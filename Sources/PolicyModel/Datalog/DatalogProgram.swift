public import Diagnostics

/// Rules over endpoints, checked and brought down to what has one meaning: what the prover decides.
///
/// `.dl` files say more than this; their reader takes it away before. Facts and values (strings, protocols, ports) are
/// multiplied out, so that relations have arguments of endpoints alone; negated relations are conditions, so that every
/// relation is used positively and its least model grows with the endpoints that exist.
///
/// The meaning: a *world* is what the universe permits — namespaces, pods and addresses, their labels, and one way for
/// every behaviour that is unspecified. In it the rules have their least model, variables ranging over all endpoints of
/// the world. A tuple is *derivable* if it is in the least model of some world. As rules are monotone in the endpoints,
/// it is enough to look for one derivation tree whose endpoints can exist together.
public struct DatalogProgram: Hashable, Sendable {
    public var relations: [Relation]
    /// In the order of the files; those of one relation need not be neighbours.
    public var rules: [Rule]

    public init(relations: [Relation] = [], rules: [Rule] = []) {
        self.relations = relations
        self.rules = rules
    }

    /// A relation between endpoints, which holds where one of its rules says so and nowhere else.
    public struct Relation: Hashable, Sendable {
        /// As it is written; where values were multiplied out, with the values, as `allowed[shop]`.
        public var name: String
        /// What each argument may be.
        public var sorts: [EndpointSort]
        public var location: SourceLocation

        public init(name: String, sorts: [EndpointSort], location: SourceLocation) {
            self.name = name
            self.sorts = sorts
            self.location = location
        }
    }
}

/// What an endpoint variable ranges over.
public enum EndpointSort: String, Hashable, Sendable, CaseIterable {
    /// Pods of any namespace that may exist.
    case pod
    /// Addresses outside the cluster.
    case external
    /// Nodes, but for those that the pods they meet run on.
    case node
    /// Any of them; nodes only in programs that speak of nodes.
    case endpoint

    /// Whether a pod may be such.
    public var admitsPods: Bool { self == .pod || self == .endpoint }

    /// The sort of what is of both; nil if nothing is.
    public func intersection(_ other: Self) -> Self? {
        if self == .endpoint { return other }
        return other == .endpoint || other == self ? self : nil
    }
}
