import Diagnostics
import NetworkModel
import PolicyModel

/// Rules for tests, made of parts.
enum Rules {
    static let place = SourceLocation(file: "rules.dl")

    static func program(_ relations: [(String, Int)], _ rules: [DatalogProgram.Rule]) -> DatalogProgram {
        DatalogProgram(
            relations: relations.map { name, count in
                .init(name: name, sorts: Array(repeating: .endpoint, count: count), location: place)
            },
            rules: rules)
    }

    static func rule(
        _ relation: Int, _ arguments: [Int], sorts: [EndpointSort], attempts: [DatalogProgram.Attempt] = [],
        _ parts: DatalogProgram.Part...
    ) -> DatalogProgram.Rule {
        DatalogProgram.Rule(
            head: .init(relation: relation, arguments: arguments),
            variables: sorts.enumerated().map { .init(name: "V\($0)", sort: $1) }, attempts: attempts,
            body: parts.map { .init($0, text: "\($0)", location: place) }, text: "rule", location: place)
    }

    static func call(_ relation: Int, _ arguments: Int...) -> DatalogProgram.Part {
        .call(.init(relation: relation, arguments: arguments))
    }

    static func namespace(_ variable: Int, _ key: String, _ values: String...) -> DatalogProgram.Part {
        .condition(.endpoint(variable, .namespaceLabels(LabelSelector([LabelRequirement(key, .isIn, values)]))))
    }

    static func pod(_ variable: Int, _ key: String, _ values: String...) -> DatalogProgram.Part {
        .condition(.endpoint(variable, .podLabels(LabelSelector([LabelRequirement(key, .isIn, values)]))))
    }

    static let connects = DatalogProgram.Part.attempt(0, .both, passes: true)

    static func ports(_ port: UInt16) -> [PortEntry] {
        [PortEntry(.ports(PortSet(.tcp, port...port)), location: place)]
    }

    /// A foothold in pods of a namespace label `env: test` spreads along connections, and must not reach other pods.
    static func spreading(
        to target: [DatalogProgram.Part], port: UInt16? = nil, further: [DatalogProgram.Part] = []
    ) -> DerivedClaim {
        let start = rule(0, [0], sorts: [.pod], namespace(0, "env", "test"))
        var step = rule(
            0, [1], sorts: [.pod, .pod], attempts: [.init(source: 0, destination: 1, ports: port.map(ports))],
            call(0, 0), connects)
        step.body += further.map { .init($0, text: "\($0)", location: place) }
        var end = rule(1, [0], sorts: [.pod], call(0, 0))
        end.body += target.map { .init($0, text: "\($0)", location: place) }
        return DerivedClaim(
            program: program([("foothold", 1), ("violation", 1)], [start, step, end]), violation: 1, protected: [0])
    }
}
