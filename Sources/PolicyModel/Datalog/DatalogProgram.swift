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
        /// As it is written; several have one name where values were multiplied out.
        public var name: String
        /// What each argument may be.
        public var sorts: [EndpointSort]
        /// What stands in its places as it is written: arguments, and values that were multiplied out. Arguments that only
        /// have an attribute which is such a value stand in no place of their own.
        public var terms: [Term]
        public var location: SourceLocation

        /// - Parameter terms: nil where there are arguments and nothing else.
        public init(name: String, sorts: [EndpointSort], terms: [Term]? = nil, location: SourceLocation) {
            self.name = name
            self.sorts = sorts
            self.terms = terms ?? sorts.indices.map(Term.argument)
            self.location = location
        }

        /// The relation of some arguments, as rules have it: `taint(B, A.label["tenant"])`.
        public func text(of arguments: [String]) -> String {
            let terms = terms.map { term in
                switch term {
                case .argument(let argument): arguments[argument]
                case .value(let text): text
                case .attribute(let text, let holder): arguments[holder] + "." + text
                }
            }
            return "\(name)(\(terms.joined(separator: ", ")))"
        }
    }

    /// One place of a relation.
    public enum Term: Hashable, Sendable {
        /// A position among the arguments.
        case argument(Int)
        /// As it is written: `"shop"`, `tcp` or `80`.
        case value(String)
        /// What an argument has, as it is written: `label["tenant"]`.
        case attribute(String, of: Int)
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
