public import NetworkModel

/// The symbolic meaning of predicates and ports: the one place where they become formulas.
///
/// The concrete meaning of the same types is the evaluator's; replay and the differential tests hold the two together.
public struct Meaning: Sendable {
    /// Whether an ipBlock matches pods' addresses.
    public var ipBlockMatchesPods: Universe.BlockMatchesPods

    public init(ipBlockMatchesPods: Universe.BlockMatchesPods) {
        self.ipBlockMatchesPods = ipBlockMatchesPods
    }

    /// What a predicate says of the endpoint in a role.
    ///
    /// - Parameter own: the endpoint that the speaking policy selects, whose namespace is the policy's own; nil in claims.
    public func formula(
        of predicate: EndpointPredicate, at role: EndpointRole, own: EndpointRole? = nil, in table: inout FormulaTable
    ) -> Formula {
        switch predicate {
        case .pod: return table.atom(.isPod(role))
        case .external: return table.not(table.atom(.isPod(role)))
        case .namespaceNamed(let names):
            let variable = LabelVariable(role: role, space: .namespace, key: namespaceNameLabel)
            return pod(role, and: table.atom(.label(variable, .oneOf(names))), in: &table)
        case .ownNamespace: return ownNamespace(role, own: own, in: &table)
        case .namespaceLabels(let selector): return labels(selector, .namespace, role, in: &table)
        case .podLabels(let selector): return labels(selector, .pod, role, in: &table)
        case .address(let block): return address(block, role, in: &table)
        case .workload(let identity): return pod(role, and: table.atom(.workload(role, identity)), in: &table)
        case .all(let parts): return table.all(parts.map { formula(of: $0, at: role, own: own, in: &table) })
        case .any(let parts): return table.any(parts.map { formula(of: $0, at: role, own: own, in: &table) })
        case .not(let inner): return table.not(formula(of: inner, at: role, own: own, in: &table))
        }
    }

    /// What port entries say of the connection's target; nil admits every port and protocol (networkpolicy.md §4).
    public func formula(of ports: [PortEntry]?, in table: inout FormulaTable) -> Formula {
        guard let ports else { return .always }
        return table.any(
            ports.map { entry in
                switch entry.match {
                case .ports(let set): table.atom(.target(set))
                case .named(let name, let transport): table.atom(.namedPort(.destination, name, transport))
                }
            })
    }

    /// What a rule asks of the connection, its own policy's selection apart.
    public func formula(of rule: Rule, _ direction: Direction, in table: inout FormulaTable) -> Formula {
        let subject = EndpointRole.subject(of: direction)
        let peer = EndpointRole.peer(of: direction)
        let peers = rule.peers.map { entries in
            table.any(entries.map { formula(of: $0.predicate, at: peer, own: subject, in: &table) })
        }
        return table.all([peers ?? .always, formula(of: rule.ports, in: &table)])
    }

    private func pod(_ role: EndpointRole, and formula: Formula, in table: inout FormulaTable) -> Formula {
        table.all([table.atom(.isPod(role)), formula])
    }

    private func ownNamespace(_ role: EndpointRole, own: EndpointRole?, in table: inout FormulaTable) -> Formula {
        // Outside a namespaced policy there is no own namespace: nothing can be in it.
        guard let own else { return .never }
        if own == role { return table.atom(.isPod(role)) }
        return pod(role, and: table.atom(.sameNamespace(min(role, own), max(role, own))), in: &table)
    }

    private func labels(
        _ selector: LabelSelector, _ space: LabelSpace, _ role: EndpointRole, in table: inout FormulaTable
    ) -> Formula {
        let requirements = selector.requirements.map { requirement in
            table.atom(
                .label(LabelVariable(role: role, space: space, key: requirement.key), .admitted(by: requirement)))
        }
        return table.all([table.atom(.isPod(role))] + requirements)
    }

    private func address(_ block: AddressBlock, _ role: EndpointRole, in table: inout FormulaTable) -> Formula {
        let external = table.not(table.atom(.isPod(role)))
        let mayMatch: Formula
        switch ipBlockMatchesPods {
        case .always: mayMatch = .always
        case .never: mayMatch = external
        case .unknown: mayMatch = table.any([external, table.atom(.choice(.ipBlockMatchesPods))])
        }
        return table.all([table.atom(.address(role, block.addresses)), mayMatch])
    }
}
