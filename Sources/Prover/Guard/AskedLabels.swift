import NetworkModel
import PolicyModel

/// Which states of namespace labels anything can tell apart: those of the keys that are asked for; of these the values
/// that are named, each by itself, and all others together, unless two endpoints are compared by the key.
struct AskedLabels: Sendable {
    private var named: [String: Set<String>] = [:]
    private var compared: Set<String> = []

    /// What the formulas of a world and its universe ask for.
    init(of world: World) {
        for atom in world.table.atoms {
            switch atom {
            case .label(let variable, let set) where variable.space == .namespace:
                named[variable.key, default: []].formUnion(set.values)
            case .sameLabel(.namespace, let key, _, _):
                named[key, default: []].formUnion([])
                compared.insert(key)
            default: break
            }
        }
        let rules = world.universe.namespaces
        for rule in rules.labels { named[rule.key, default: []].formUnion(rule.values ?? []) }
        let selectors =
            rules.implications.flatMap { [$0.condition, $0.consequence] } + [rules.untrusted].compactMap(\.self)
        for requirement in selectors.flatMap(\.requirements) {
            named[requirement.key, default: []].formUnion(requirement.values)
        }
        named[namespaceNameLabel, default: []].formUnion([])
    }

    var keys: Set<String> { Set(named.keys) }

    func likeness(of namespace: Namespace) -> NamespaceLikeness {
        var states: [String: NamespaceLikeness.State] = [:]
        for (key, values) in named {
            guard let value = namespace.labels[key] else { continue }
            states[key] = values.contains(value) || compared.contains(key) ? .value(value) : .other
        }
        return NamespaceLikeness(states: states)
    }
}

/// What can be told of the labels of a namespace; a key that is missing is a label that is.
public struct NamespaceLikeness: Hashable, Sendable {
    enum State: Hashable, Sendable {
        case value(String)
        /// One that nothing names.
        case other
    }

    let states: [String: State]
}
