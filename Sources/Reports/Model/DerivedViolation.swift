public import Diagnostics

/// How rules derive a violation in one world: the rules that were applied, each after those that it rests on.
public struct DerivedViolation: Hashable, Sendable, Codable {
    public var scope: Scope
    /// Every endpoint that has a part in it, once.
    public var endpoints: [WitnessEnd]
    /// What each endpoint is called.
    public var names: [String]
    /// The last one derives the violation.
    public var steps: [Step]
    /// The unspecified behaviour without which there would be no such derivation.
    public var dependsOn: [UnspecifiedBehaviour]

    /// Whether it is a violation however unspecified behaviour turns out.
    public var isDefinite: Bool { dependsOn.isEmpty }

    /// One rule applied to endpoints.
    public struct Step: Hashable, Sendable, Codable {
        /// What it derives, as rules have it, of the endpoints by their names: `foothold(A)`.
        public var fact: String
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
            fact: String, relation: String, arguments: [Int], rule: String, location: SourceLocation,
            variables: [Variable], premises: [Int], attempts: [Attempt]
        ) {
            self.fact = fact
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

    public init(
        scope: Scope, endpoints: [WitnessEnd], names: [String], steps: [Step],
        dependsOn: [UnspecifiedBehaviour] = []
    ) {
        self.scope = scope
        self.endpoints = endpoints
        self.names = names
        self.steps = steps
        self.dependsOn = dependsOn
    }

    /// All connections, in the order of the steps.
    public var attempts: [Attempt] { steps.flatMap(\.attempts) }
}

extension DerivedViolation {
    /// The endpoints that the violation is about; all of them where it names none.
    var subjects: [WitnessEnd] {
        let arguments = steps.last?.arguments ?? []
        return arguments.isEmpty ? endpoints : arguments.map { endpoints[$0] }
    }

    /// `violation(B) can be derived over 2 connections: B is pod with app=mysql in namespace prod (env=prod)`.
    var sentence: String {
        let fact = steps.last?.fact ?? "a violation"
        let named = (steps.last?.arguments ?? []).map { argument in
            "\(names[argument]) is \(TextReport.inWords(endpoints[argument]))"
        }
        let hops = TextReport.count(attempts.count, "connection")
        return "\(fact) can be derived over \(hops)" + (named.isEmpty ? "" : ": " + named.joined(separator: "; "))
    }
}
