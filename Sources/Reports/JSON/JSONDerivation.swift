import Diagnostics
import NetworkModel

extension DerivedViolation {
    /// The derivation as it stands among the counterexamples of the report's document.
    var json: JSONValue {
        .object([
            .init("kind", .string("derivation")), .init("scope", .string(scope.rawValue)),
            .init("endpoints", .array(endpoints.enumerated().map { end($1, names[$0]) })),
            .init("steps", .array(steps.map(json))),
            .init("definite", .bool(isDefinite)), .init("dependsOn", .array(dependsOn.map(\.json))),
        ])
    }

    private func end(_ end: WitnessEnd, _ name: String) -> JSONValue {
        guard case .object(let members) = end.json else { return end.json }
        return .object([.init("name", .string(name))] + members)
    }

    private func json(_ step: Step) -> JSONValue {
        .object(
            [
                .init("derives", .string(step.fact)), .init("relation", .string(step.relation)),
                .init("arguments", .strings(step.arguments.map { names[$0] })), .init("rule", .string(step.rule)),
            ] + Optional(step.location).placeMembers() + [
                .init(
                    "variables",
                    .array(
                        step.variables.map {
                            .object([
                                .init("name", .string($0.name)),
                                .init("endpoint", .string(names[$0.endpoint])),
                            ])
                        })),
                .init("premises", .array(step.premises.map(JSONValue.integer))),
                .init("attempts", .array(step.attempts.map(json))),
            ])
    }

    private func json(_ attempt: Attempt) -> JSONValue {
        let example = attempt.connection
        return .object([
            .init("from", .string(names[attempt.source])), .init("to", .string(names[attempt.destination])),
            .init("protocol", .string(example.transport.name)), .init("port", .integer(Int(example.port))),
            .init("asks", .array(attempt.demands.map(json))), .init("connects", .bool(example.connects)),
            .init("egress", example.egress.json(.egress)), .init("ingress", example.ingress.json(.ingress)),
        ])
    }

    private func json(_ demand: Demand) -> JSONValue {
        .object([.init("gate", .string(demand.gate.rawValue)), .init("passes", .bool(demand.passes))])
    }
}
