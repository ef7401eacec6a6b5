import NetworkModel

extension DerivedViolation {
    /// A connection that somebody tries, and what becomes of it.
    public struct Attempt: Hashable, Sendable, Codable {
        /// Positions in `endpoints`.
        public var source: Int
        public var destination: Int
        public var connection: Counterexample
        /// What the rule asks of it, and so what is true of it; in the order as written, each once.
        public var demands: [Demand]

        public init(source: Int, destination: Int, connection: Counterexample, demands: [Demand]) {
            self.source = source
            self.destination = destination
            self.connection = connection
            self.demands = demands
        }
    }

    /// That the policies of one end, or those of both, let a connection pass, or that they do not.
    public struct Demand: Hashable, Sendable, Codable {
        public enum Gate: String, Hashable, Sendable, Codable {
            case both, egress, ingress
        }

        public var gate: Gate
        public var passes: Bool

        public init(gate: Gate, passes: Bool) {
            self.gate = gate
            self.passes = passes
        }
    }
}

extension DerivedViolation.Attempt {
    /// What the ends that the rule asks say, the destination's first.
    var asked: [(explanation: EndExplanation, direction: Direction)] {
        let gates = Set(demands.map(\.gate))
        return (gates == [.egress] ? [] : [(connection.ingress, .ingress)])
            + (gates == [.ingress] ? [] : [(connection.egress, .egress)])
    }

    /// What the rule asks, which is so: `A connects to B on TCP 80`.
    func inWords(from source: String, to destination: String) -> String {
        let target = "on \(connection.transport.name) \(connection.port)"
        return demands.map { demand in
            switch demand.gate {
            case .both: "\(source) \(demand.passes ? "connects" : "cannot connect") to \(destination) \(target)"
            case .egress: "egress of \(source) to \(destination) is \(demand.passes ? "allowed" : "denied") \(target)"
            case .ingress:
                "ingress of \(destination) from \(source) is \(demand.passes ? "allowed" : "denied") \(target)"
            }
        }.joined(separator: ", and ")
    }
}
