public import Diagnostics

extension DatalogProgram {
    /// A rule: its head holds of endpoints for which, together with some others, all of its body does.
    public struct Rule: Hashable, Sendable {
        public var head: Call
        /// The endpoint variables, those of the head included; every one of them is some endpoint of the world. Two may be
        /// the same endpoint, but for the ends of an attempt.
        public var variables: [Variable]
        /// The connections that the body speaks of.
        public var attempts: [Attempt]
        /// What different attempts have in common.
        public var agreements: [Agreement]
        /// What must hold, all of it; in the order as written.
        public var body: [Literal]
        /// As it is written, on one line.
        public var text: String
        public var location: SourceLocation

        public init(
            head: Call, variables: [Variable], attempts: [Attempt] = [], agreements: [Agreement] = [],
            body: [Literal], text: String, location: SourceLocation
        ) {
            self.head = head
            self.variables = variables
            self.attempts = attempts
            self.agreements = agreements
            self.body = body
            self.text = text
            self.location = location
        }
    }

    /// A variable of a rule. Its position among `variables` is what calls, attempts and conditions refer to.
    public struct Variable: Hashable, Sendable {
        public var name: String
        public var sort: EndpointSort

        public init(name: String, sort: EndpointSort) {
            self.name = name
            self.sort = sort
        }
    }

    /// A relation applied to variables.
    public struct Call: Hashable, Sendable {
        /// A position in `DatalogProgram.relations`.
        public var relation: Int
        /// Positions in `Rule.variables`; a variable may stand more than once.
        public var arguments: [Int]

        public init(relation: Int, arguments: [Int]) {
            self.relation = relation
            self.arguments = arguments
        }
    }

    /// One connection that somebody tries: between two *different* endpoints, of which one is a pod by its sort, to one
    /// protocol and port, by one address at each end.
    ///
    /// Like variables, protocol, port and addresses are chosen once for the rule, and by the adversary: several literals
    /// about one attempt speak of the same connection, those about different attempts of different ones, or the same.
    public struct Attempt: Hashable, Sendable {
        /// Positions in `Rule.variables`.
        public var source: Int
        public var destination: Int
        /// What it aims at; nil for any port of any protocol. Never empty.
        public var ports: [PortEntry]?

        public init(source: Int, destination: Int, ports: [PortEntry]? = nil) {
            self.source = source
            self.destination = destination
            self.ports = ports
        }
    }

    /// Two attempts of a rule aim at the same port, or are of the same protocol.
    public struct Agreement: Hashable, Sendable {
        public enum Subject: String, Hashable, Sendable {
            case port, transport
        }

        public var subject: Subject
        /// Positions in `Rule.attempts`.
        public var first: Int
        public var second: Int

        public init(_ subject: Subject, _ first: Int, _ second: Int) {
            self.subject = subject
            self.first = first
            self.second = second
        }
    }

    /// One part of a rule's body.
    public struct Literal: Hashable, Sendable {
        public var part: Part
        /// As it is written, on one line.
        public var text: String
        public var location: SourceLocation

        public init(_ part: Part, text: String, location: SourceLocation) {
            self.part = part
            self.text = text
            self.location = location
        }
    }

    /// What a literal says.
    public enum Part: Hashable, Sendable {
        /// A relation holds.
        case call(Call)
        /// The attempt at this position of `Rule.attempts` passes the gate, or it does not.
        case attempt(Int, Gate, passes: Bool)
        case condition(EndpointCondition)
    }

    /// Whose policies are asked whether they let a connection pass. Nothing governs an end that is no pod: it lets pass.
    public enum Gate: String, Hashable, Sendable, CaseIterable {
        /// Those of both ends: `connects`.
        case both = "connects"
        /// Those that select the source: `egress_allows`.
        case egress = "egress_allows"
        /// Those that select the destination: `ingress_allows`.
        case ingress = "ingress_allows"
    }
}
