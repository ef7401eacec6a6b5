import ArgumentParser
import Diagnostics
import NetworkModel
import PolicyModel

/// The claim that what spreads from one environment along connections never reaches an app of `prod`.
struct LateralClaim: ExpressibleByArgument {
    /// Where it starts.
    var environment: String
    var app: String
    /// The one port that it spreads along; nil for any.
    var port: UInt16?

    init(environment: String, app: String, port: UInt16? = nil) {
        (self.environment, self.app, self.port) = (environment, app, port)
    }

    /// As in `test:mysql` or `test:mysql:3306`.
    init?(argument: String) {
        let parts = argument.split(separator: ":").map(String.init)
        guard (2...3).contains(parts.count) else { return nil }
        (environment, app) = (parts[0], parts[1])
        if parts.count == 3 {
            guard let number = UInt16(parts[2]) else { return nil }
            port = number
        }
    }

    var argument: String { "\(environment):\(app)" + (port.map { ":\($0)" } ?? "") }

    var claim: Claim {
        let start = rule(0, [0], ["P"], [.condition(.endpoint(0, namespace("env", environment)))])
        let ports = port.map {
            [PortEntry(.ports(PortSet(.tcp, $0...$0)), location: Self.place)]
        }
        var step = rule(
            0, [1], ["P", "Q"], [.call(.init(relation: 0, arguments: [0])), .attempt(0, .both, passes: true)])
        step.attempts = [.init(source: 0, destination: 1, ports: ports)]
        let end = rule(
            1, [0], ["P"],
            [
                .call(.init(relation: 0, arguments: [0])), .condition(.endpoint(0, namespace("env", "prod"))),
                .condition(.endpoint(0, .podLabels(LabelSelector([LabelRequirement("app", .isIn, [app])])))),
            ])
        let relations = ["foothold", "violation"].map {
            DatalogProgram.Relation(name: $0, sorts: [.pod], location: Self.place)
        }
        return .derived(
            DerivedClaim(
                program: DatalogProgram(relations: relations, rules: [start, step, end]), violation: 1, protected: [0]))
    }

    private func namespace(_ key: String, _ value: String) -> EndpointPredicate {
        .namespaceLabels(LabelSelector([LabelRequirement(key, .isIn, [value])]))
    }

    private static let place = SourceLocation(file: "lateral.dl")

    private func rule(
        _ relation: Int, _ arguments: [Int], _ variables: [String], _ body: [DatalogProgram.Part]
    ) -> DatalogProgram.Rule {
        DatalogProgram.Rule(
            head: .init(relation: relation, arguments: arguments),
            variables: variables.map { .init(name: $0, sort: .pod) },
            body: body.map { .init($0, text: "", location: Self.place) }, text: "", location: Self.place)
    }
}
