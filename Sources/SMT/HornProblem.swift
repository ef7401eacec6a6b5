/// Rules over relations between truth values, and the question whether they derive a relation without arguments.
public struct HornProblem {
    /// A relation applied to truth values.
    public struct Application {
        /// A position in `HornProblem.arities`.
        public var relation: Int
        /// Propositional constants of the session that solves the problem; in a head each at most once.
        public var arguments: [Term]

        public init(relation: Int, arguments: [Term]) {
            self.relation = relation
            self.arguments = arguments
        }
    }

    /// The head holds wherever the condition and all calls do, and what was asserted between the marks, whatever the
    /// constants are that were made between them. No other constants occur.
    public struct Rule {
        public var start: Session.Mark
        public var end: Session.Mark
        public var condition: Term
        public var calls: [Application]
        public var head: Application

        public init(
            from start: Session.Mark, to end: Session.Mark, condition: Term, calls: [Application], head: Application
        ) {
            self.start = start
            self.end = end
            self.condition = condition
            self.calls = calls
            self.head = head
        }
    }

    /// How many arguments each relation has.
    public var arities: [Int]
    public var rules: [Rule]
    /// The relation that is asked for; its arity is 0.
    public var query: Int

    public init(arities: [Int], rules: [Rule], query: Int) {
        self.arities = arities
        self.rules = rules
        self.query = query
    }
}

/// What a fixed-point engine says of a problem. None of it is checked.
public enum HornAnswer {
    /// The query cannot be derived: by relation what holds of all that can.
    case underivable([HornFormula])
    case derivable
    case unknown(UnknownReason)
}

/// A formula over the arguments of one relation.
public indirect enum HornFormula: Hashable, Sendable {
    case constant(Bool)
    case argument(Int)
    case not(HornFormula)
    case all([HornFormula])
    case any([HornFormula])
    case iff(HornFormula, HornFormula)
}
