import NetworkModel
import PolicyModel
import Prover
import Reports

extension Findings {
    /// A derivation as reports have it, each connection with what decides at either end.
    func reported(_ derivation: Derivation, of program: DatalogProgram) -> DerivedViolation {
        DerivedViolation(
            scope: derivation.scope == .listed ? .listed : .future,
            endpoints: derivation.endpoints.indices.map { end($0, derivation, program) },
            steps: derivation.steps.map { step($0, derivation, program) },
            dependsOn: derivation.dependsOn.map(\.reported))
    }

    private func step(
        _ step: Derivation.Step, _ derivation: Derivation, _ program: DatalogProgram
    ) -> DerivedViolation.Step {
        let rule = program.rules[step.rule]
        let named = zip(rule.variables, step.endpoints).filter { $0.0.name != "_" }
        return DerivedViolation.Step(
            relation: program.relations[rule.head.relation].name,
            arguments: derivation.arguments(of: step, in: program), rule: rule.text, location: rule.location,
            variables: named.map { DerivedViolation.Variable(name: $0.name, endpoint: $1) },
            premises: step.premises,
            attempts: zip(rule.attempts, step.attempts).map { attempt, witness in
                DerivedViolation.Attempt(
                    source: step.endpoints[attempt.source], destination: step.endpoints[attempt.destination],
                    connection: reported(witness))
            })
    }

    /// An endpoint, with the absent labels that matter for any of its connections.
    private func end(_ position: Int, _ derivation: Derivation, _ program: DatalogProgram) -> WitnessEnd {
        var absent: [LabelVariable] = []
        var addressesMatter = false
        for step in derivation.steps {
            for (attempt, witness) in zip(program.rules[step.rule].attempts, step.attempts) {
                let ends = [(attempt.source, EndpointRole.source), (attempt.destination, .destination)]
                for (variable, role) in ends where step.endpoints[variable] == position {
                    absent += witness.absentLabels.filter { $0.role == role }
                    addressesMatter = addressesMatter || witness.addressesMatter
                }
            }
        }
        return end(derivation.endpoints[position], absentLabels: absent, addressesMatter: addressesMatter)
    }
}
