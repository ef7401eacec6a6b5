public import Diagnostics

/// How rules derive a violation in one world: the rules that were applied, each after those that it rests on.
public struct DerivedViolation: Hashable, Sendable, Codable {
    public var scope: Scope
    /// Every endpoint that has a part in it, once.
    public var endpoints: [WitnessEnd]
    /// The last one derives the violation.
    public var steps: [Step]
    /// The unspecified behaviour without which there would be no such derivation.
    public var dependsOn: [UnspecifiedBehaviour]

    /// Whether it is a violation however unspecified behaviour turns out.
    public var isDefinite: Bool { dependsOn.isEmpty }

    /// One rule applied to endpoints.
    public struct Step: Hashable, Sendable, Codable {
        /// The relation that it derives.
        public var relation: String
        /// Positions in `endpoints`.
        public var arguments: [Int]
        /// As it is written.
        public var rule: String
        public var location: SourceLocation
        /// The variables of the rule with positions in `endpoints`; those without a name are left out.
        public var variables: [Variable]
        /// Positions in `steps`.
        public var premises: [Int]
        /// What the rule asks of connections.
        public var attempts: [Attempt]

        public init(
            relation: String, arguments: [Int], rule: String, location: SourceLocation, variables: [Variable],
            premises: [Int], attempts: [Attempt]
        ) {
            self.relation = relation
            self.arguments = arguments
            self.rule = rule
            self.location = location
            self.variables = variables
            self.premises = premises
            self.attempts = attempts
        }
    }

    public struct Variable: Hashable, Sendable, Codable {
        public var name: String
        public var endpoint: Int

        public init(name: String, endpoint: Int) {
            self.name = name
            self.endpoint = endpoint
        }
    }

    /// A connection that somebody tries, and what becomes of it.
    public struct Attempt: Hashable, Sendable, Codable {
        /// Positions in `endpoints`.
        public var source: Int
        public var destination: Int
        public var connection: Counterexample

        public init(source: Int, destination: Int, connection: Counterexample) {
            self.source = source
            self.destination = destination
            self.connection = connection
        }
    }

    public init(
        scope: Scope, endpoints: [WitnessEnd], steps: [Step], dependsOn: [UnspecifiedBehaviour] = []
    ) {
        self.scope = scope
        self.endpoints = endpoints
        self.steps = steps
        self.dependsOn = dependsOn
    }

    /// All connections, in the order of the steps.
    public var attempts: [Attempt] { steps.flatMap(\.attempts) }
}

extension DerivedViolation {
    /// What an endpoint is called in reports: `A`, `B`, …
    public static func name(of endpoint: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(endpoint % 26)))
        return endpoint < 26 ? letter : letter + String(endpoint / 26)
    }

    /// `foothold(A)`
    func fact(_ step: Step) -> String {
        "\(step.relation)(\(step.arguments.map(Self.name).joined(separator: ", ")))"
    }

    /// The endpoints that the violation is about; all of them where it names none.
    var subjects: [WitnessEnd] {
        let arguments = steps.last?.arguments ?? []
        return arguments.isEmpty ? endpoints : arguments.map { endpoints[$0] }
    }

    /// `violation(B) is derived in 3 steps: B is pod with app=mysql in namespace prod (env=prod)`.
    var sentence: String {
        let facts = steps.last.map(fact) ?? "a violation"
        let named = (steps.last?.arguments ?? []).map { argument in
            "\(Self.name(of: argument)) is \(TextReport.inWords(endpoints[argument]))"
        }
        let hops = TextReport.count(attempts.count, "connection")
        return "\(facts) can be derived over \(hops)" + (named.isEmpty ? "" : ": " + named.joined(separator: "; "))
    }
}
