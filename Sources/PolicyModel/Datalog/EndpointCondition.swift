public import NetworkModel

/// What a rule asks of the endpoints that its variables stand for: of one of them in the words of policies and claims,
/// or how two of them relate.
///
/// Variables are positions in the rule's `variables`.
public indirect enum EndpointCondition: Hashable, Sendable {
    case endpoint(Int, EndpointPredicate)
    /// A node; where a block is given, one with an address in it, whatever ipBlocks of policies match.
    case node(Int, CIDRBlock?)
    /// A pod whose namespace is in the input.
    case listed(Int)
    /// A pod that at least one policy selects in the direction (networkpolicy.md §2).
    case isolated(Int, Direction)
    /// Both are one and the same endpoint.
    case sameEndpoint(Int, Int)
    /// Both are pods of one namespace.
    case sameNamespace(Int, Int)
    /// Both are pods that carry the key, with the same value: `same` of `pair` (abstraction.md §9). `different` is its
    /// negation, and holds where either lacks the key.
    case sameLabel(LabelSpace, key: String, Int, Int)
    case all([EndpointCondition])
    case any([EndpointCondition])
    case not(EndpointCondition)

    public static let always = EndpointCondition.all([])
    public static let never = EndpointCondition.any([])
}

extension EndpointCondition {
    /// The same of other variables.
    public func replacingVariables(_ replacement: (Int) -> Int) -> Self {
        switch self {
        case .endpoint(let variable, let predicate): .endpoint(replacement(variable), predicate)
        case .node(let variable, let block): .node(replacement(variable), block)
        case .listed(let variable): .listed(replacement(variable))
        case .isolated(let variable, let direction): .isolated(replacement(variable), direction)
        case .sameEndpoint(let one, let other): .sameEndpoint(replacement(one), replacement(other))
        case .sameNamespace(let one, let other): .sameNamespace(replacement(one), replacement(other))
        case .sameLabel(let space, let key, let one, let other):
            .sameLabel(space, key: key, replacement(one), replacement(other))
        case .all(let parts): .all(parts.map { $0.replacingVariables(replacement) })
        case .any(let parts): .any(parts.map { $0.replacingVariables(replacement) })
        case .not(let inner): .not(inner.replacingVariables(replacement))
        }
    }
}

extension Meaning {
    /// What a condition says of endpoints in roles: the atoms of claims and policies.
    ///
    /// - Parameters:
    ///   - roles: the role of the endpoint that a variable stands for.
    ///   - listed: the names of listed namespaces.
    ///   - isolated: when policies of a direction select the endpoint in a role.
    public func formula(
        of condition: EndpointCondition, roles: (Int) -> EndpointRole, listed: LabelSet,
        isolated: (EndpointRole, Direction, inout FormulaTable) -> Formula, in table: inout FormulaTable
    ) -> Formula {
        func formulas(_ parts: [EndpointCondition], in table: inout FormulaTable) -> [Formula] {
            parts.map { formula(of: $0, roles: roles, listed: listed, isolated: isolated, in: &table) }
        }
        switch condition {
        case .endpoint(let variable, let predicate):
            return formula(of: predicate, at: roles(variable), in: &table)
        case .node(let variable, let block):
            let isNode = table.atom(.isNode(roles(variable)))
            guard let block else { return isNode }
            return table.all([isNode, table.atom(.address(roles(variable), AddressSet([block])))])
        case .listed(let variable):
            let name = LabelVariable(role: roles(variable), space: .namespace, key: namespaceNameLabel)
            return table.all([table.atom(.isPod(roles(variable))), table.atom(.label(name, listed))])
        case .isolated(let variable, let direction):
            let selected = isolated(roles(variable), direction, &table)
            return table.all([table.atom(.isPod(roles(variable))), selected])
        case .sameEndpoint(let one, let other):
            let (one, other) = (roles(one), roles(other))
            return one == other ? .always : table.atom(.sameEndpoint(min(one, other), max(one, other)))
        case .sameNamespace(let one, let other):
            let (one, other) = (roles(one), roles(other))
            guard one != other else { return table.atom(.isPod(one)) }
            return table.atom(.sameNamespace(min(one, other), max(one, other)))
        case .sameLabel(let space, let key, let one, let other):
            let (one, other) = (roles(one), roles(other))
            guard one != other else {
                let present = table.atom(.label(LabelVariable(role: one, space: space, key: key), .present))
                return table.all([table.atom(.isPod(one)), present])
            }
            return table.atom(.sameLabel(space, key, min(one, other), max(one, other)))
        case .all(let parts): return table.all(formulas(parts, in: &table))
        case .any(let parts): return table.any(formulas(parts, in: &table))
        case .not(let inner):
            return table.not(formula(of: inner, roles: roles, listed: listed, isolated: isolated, in: &table))
        }
    }
}

extension EndpointCondition {
    /// The predicates that it is made of.
    public var predicates: [EndpointPredicate] {
        switch self {
        case .endpoint(_, let predicate): [predicate]
        case .node, .listed, .isolated, .sameEndpoint, .sameNamespace, .sameLabel: []
        case .all(let parts), .any(let parts): parts.flatMap(\.predicates)
        case .not(let inner): inner.predicates
        }
    }
}

extension DatalogProgram.Rule {
    /// The predicates that its conditions are made of.
    public var predicates: [EndpointPredicate] {
        body.flatMap { literal in
            if case .condition(let condition) = literal.part { condition.predicates } else { [EndpointPredicate]() }
        }
    }
}

extension EndpointSort {
    /// That a variable stands for such an endpoint.
    public func condition(of variable: Int) -> EndpointCondition {
        switch self {
        case .pod: .endpoint(variable, .pod)
        case .external: .endpoint(variable, .external)
        case .node: .node(variable, nil)
        case .endpoint: .endpoint(variable, .everything)
        }
    }
}

extension DatalogProgram {
    /// Whether nodes are among the endpoints of its worlds: if it speaks of them.
    public var speaksOfNodes: Bool {
        relations.contains { $0.sorts.contains(.node) }
            || rules.contains { rule in
                rule.variables.contains { $0.sort == .node }
                    || rule.body.contains { literal in
                        if case .condition(let condition) = literal.part { condition.speaksOfNodes } else { false }
                    }
            }
    }
}

extension EndpointCondition {
    fileprivate var speaksOfNodes: Bool {
        switch self {
        case .node: true
        case .endpoint, .listed, .isolated, .sameEndpoint, .sameNamespace, .sameLabel: false
        case .all(let parts), .any(let parts): parts.contains(where: \.speaksOfNodes)
        case .not(let inner): inner.speaksOfNodes
        }
    }
}
