import Diagnostics
import PolicyModel

extension SpecChecks {
    /// The warnings for rules: what one asks of a variable is a peer, and so is each of several alternatives.
    func warnings(of program: DatalogProgram, _ invariant: Invariant) -> [Diagnostic] {
        let check = PeerCheck(cluster: cluster, fields: .init(namespace: "namespace.label", pod: "label"))
        // Rules are multiplied out for their values: what all of them ask is told once.
        var told: Set<Diagnostic> = []
        return program.rules.flatMap { rule in
            rule.demands.compactMap { demand -> Diagnostic? in
                guard let (problem, place) = demand.unmatched(by: check) else { return nil }
                let warning = warning(problem, rule.variables[demand.variable].name, invariant, at: place)
                return told.insert(warning).inserted ? warning : nil
            }
        }
    }
}

/// What a rule asks of one of its endpoints, all of it.
private struct Demand {
    var variable: Int
    /// With the places where it is asked, in the order as written.
    var leaves: [(predicate: EndpointPredicate, place: SourceLocation)] = []

    /// The first leaf that leaves nothing listed.
    func unmatched(by check: PeerCheck) -> (Unmatched, SourceLocation)? {
        let predicates = leaves.map(\.predicate)
        for (position, leaf) in leaves.enumerated() {
            if let problem = check.unmatched(Array(predicates[...position])) { return (problem, leaf.place) }
        }
        return nil
    }
}

extension DatalogProgram.Rule {
    fileprivate var demands: [Demand] {
        let conditions = body.compactMap { literal -> Placed? in
            if case .condition(let condition) = literal.part { Placed(condition, literal.location) } else { nil }
        }
        return Placed.demands(of: conditions)
    }
}

/// A condition, and where it stands.
private struct Placed {
    var condition: EndpointCondition
    var place: SourceLocation

    init(_ condition: EndpointCondition, _ place: SourceLocation) {
        (self.condition, self.place) = (condition, place)
    }

    /// What conditions ask that all have to hold, and what each of their alternatives asks by itself.
    static func demands(of conditions: [Placed]) -> [Demand] {
        let parts = conditions.flatMap(\.parts)
        var demands: [Demand] = []
        for part in parts {
            guard case .endpoint(let variable, let predicate) = part.condition else { continue }
            let known = demands.firstIndex { $0.variable == variable }
            if known == nil { demands.append(Demand(variable: variable)) }
            demands[known ?? demands.count - 1].leaves.append((predicate, part.place))
        }
        return demands + parts.flatMap { $0.alternatives.flatMap { Self.demands(of: [$0]) } }
    }

    /// Conditions that have to hold all of them; alternatives stay as they are.
    private var parts: [Placed] {
        switch condition {
        case .all(let parts): parts.flatMap { Placed($0, place).parts }
        case .endpoint(let variable, .all(let parts)):
            parts.flatMap { Placed(.endpoint(variable, $0), place).parts }
        case .endpoint(let variable, .any(let parts)): [Placed(.any(parts.map { .endpoint(variable, $0) }), place)]
        default: [self]
        }
    }

    private var alternatives: [Placed] {
        if case .any(let parts) = condition { parts.map { Placed($0, place) } } else { [] }
    }
}
