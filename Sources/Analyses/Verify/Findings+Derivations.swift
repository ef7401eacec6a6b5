import NetworkModel
import PolicyModel
import Prover
import Reports

extension Findings {
    /// A derivation as reports have it, each connection with what decides at either end.
    func reported(_ derivation: Derivation, of program: DatalogProgram) -> DerivedViolation {
        let names = program.namesBesideRules(count: derivation.endpoints.count)
        return DerivedViolation(
            scope: derivation.scope == .listed ? .listed : .future,
            endpoints: derivation.endpoints.indices.map { end($0, derivation, program) }, names: names,
            steps: derivation.steps.map { step($0, derivation, program, names) },
            dependsOn: derivation.dependsOn.map(\.reported))
    }

    private func step(
        _ step: Derivation.Step, _ derivation: Derivation, _ program: DatalogProgram, _ names: [String]
    ) -> DerivedViolation.Step {
        let rule = program.rules[step.rule]
        let relation = program.relations[rule.head.relation]
        let arguments = derivation.arguments(of: step, in: program)
        let named = zip(rule.variables, step.endpoints).filter { $0.0.name != "_" }
        return DerivedViolation.Step(
            fact: relation.text(of: arguments.map { names[$0] }), relation: relation.name, arguments: arguments,
            rule: rule.text, location: rule.location,
            variables: named.map { DerivedViolation.Variable(name: $0.name, endpoint: $1) },
            premises: step.premises,
            attempts: zip(rule.attempts.enumerated(), step.attempts).map { attempt, witness in
                DerivedViolation.Attempt(
                    source: step.endpoints[attempt.element.source],
                    destination: step.endpoints[attempt.element.destination], connection: reported(witness),
                    demands: rule.demands(of: attempt.offset))
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

extension DatalogProgram.Rule {
    /// What the body asks of one of its attempts.
    fileprivate func demands(of attempt: Int) -> [DerivedViolation.Demand] {
        body.reduce(into: []) { demands, literal in
            guard case .attempt(attempt, let gate, let passes) = literal.part else { return }
            let demand = DerivedViolation.Demand(gate: gate.reported, passes: passes)
            if !demands.contains(demand) { demands.append(demand) }
        }
    }
}

extension DatalogProgram.Gate {
    fileprivate var reported: DerivedViolation.Demand.Gate {
        switch self {
        case .both: .both
        case .egress: .egress
        case .ingress: .ingress
        }
    }
}
