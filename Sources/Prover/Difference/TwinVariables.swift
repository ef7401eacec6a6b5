import NetworkModel
import PolicyModel

/// Label keys, and named ports, that something listed carries otherwise in the base revision than in the head revision. Where
/// formulas of the base speak of them they speak of variables of their own, the twins of those of the head.
struct TwinVariables {
    struct Key: Hashable {
        var space: LabelSpace
        var key: String
    }

    let keys: Set<Key>
    /// Whether a workload declares other ports under names.
    let includesNamedPorts: Bool

    /// - Parameter countsWorkloads: whether listed workloads are told apart from pods that may exist anyway.
    init(base: World, head: World, countsWorkloads: Bool) {
        var keys: Set<Key> = []
        var ports = false
        for (old, new) in zip(base.cluster.namespaces, head.cluster.namespaces) where old.labels != new.labels {
            for key in Set(old.labels.keys).union(new.labels.keys) where old.labels[key] != new.labels[key] {
                keys.insert(Key(space: .namespace, key: key))
            }
        }
        for (old, new) in zip(base.cluster.workloads, head.cluster.workloads) where countsWorkloads {
            for key in Set(old.podLabels.keys).union(new.podLabels.keys) where old.podLabels[key] != new.podLabels[key]
            {
                keys.insert(Key(space: .pod, key: key))
            }
            ports = ports || old.namedPorts != new.namedPorts
        }
        self.keys = keys
        includesNamedPorts = ports
    }

    var isEmpty: Bool { keys.isEmpty && !includesNamedPorts }

    func contains(_ variable: LabelVariable) -> Bool { keys.contains(Key(space: variable.space, key: variable.key)) }
}

extension EndpointRole {
    /// Stands for this end as the base revision labels it.
    var twin: EndpointRole { EndpointRole(index: index + 2) }

    /// The end that a twin stands for; an end stands for itself.
    var original: EndpointRole { EndpointRole(index: index % 2) }
}

extension LabelVariable {
    var twin: LabelVariable { LabelVariable(role: role.twin, space: space, key: key) }
}

/// Puts twins into formulas of the base revision.
struct TwinSubstitution {
    let twins: TwinVariables
    private var memo: [Formula: Formula] = [:]

    init(_ twins: TwinVariables) {
        self.twins = twins
    }

    mutating func substituted(_ formula: Formula, in table: inout FormulaTable) -> Formula {
        if twins.isEmpty { return formula }
        if let known = memo[formula] { return known }
        let result: Formula
        switch table[formula] {
        case .constant: result = formula
        case .atom(let atom): result = substituted(atom, as: formula, in: &table)
        case .not(let inner):
            let changed = substituted(inner, in: &table)
            result = changed == inner ? formula : table.not(changed)
        case .all(let parts):
            let changed = parts.map { substituted($0, in: &table) }
            result = changed == parts ? formula : table.all(changed)
        case .any(let parts):
            let changed = parts.map { substituted($0, in: &table) }
            result = changed == parts ? formula : table.any(changed)
        }
        memo[formula] = result
        return result
    }

    private func substituted(_ atom: Atom, as formula: Formula, in table: inout FormulaTable) -> Formula {
        switch atom {
        case .label(let variable, let set) where twins.contains(variable): table.atom(.label(variable.twin, set))
        case .namedPort(let role, let name, let transport) where twins.includesNamedPorts:
            table.atom(.namedPort(role.twin, name, transport))
        default: formula
        }
    }
}
