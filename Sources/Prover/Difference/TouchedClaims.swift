import NetworkModel
public import PolicyModel
import SMT

extension DifferenceProver {
    /// For each class, the positions of those claims that speak of a connection of it; ascending. What the solver leaves
    /// open counts as spoken of.
    public func claims(_ claims: [ConnectionClaim], touchedBy classes: [ConnectionClass]) throws -> [[Int]] {
        guard !claims.isEmpty, !classes.isEmpty else { return classes.map { _ in [] } }
        let revisions = AlignedRevisions(base: base, head: head, universe: universe)
        let world = revisions.head
        var table = revisions.table
        let formulas =
            classes.map { $0.formula(in: world, &table) }
            + claims.map { claim in
                let formulas = ClaimFormulas(claim, meaning: world.meaning, in: &table)
                return table.all(EndpointRole.pair.map { formulas.conditions[$0] ?? .always } + [formulas.relation])
            }
        let obligation = DifferenceObligation.premises(formulas, revisions, in: table)
        let options = SolverOptions(
            timeoutMilliseconds: options.timeoutMilliseconds, resourceLimit: options.resourceLimit, strategy: .simple)
        return try onSolverThread {
            var session = try Session(options: options)
            let encoding = try Encoding(obligation, in: &session)
            func premise(_ number: Int) -> Term { encoding.booleans[.premise(number)] ?? session.literal(true) }
            var result: [[Int]] = []
            for number in classes.indices {
                var touched: [Int] = []
                for claim in claims.indices {
                    let question = [premise(number), premise(classes.count + claim)]
                    if try session.check(assuming: question, keepsModel: false) != .unsatisfiable {
                        touched.append(claim)
                    }
                }
                result.append(touched)
            }
            return result
        }
    }
}

extension ConnectionClass {
    fileprivate func formula(in world: World, _ table: inout FormulaTable) -> Formula {
        var parts = [connections.formula(in: world, &table)]
        for exception in exceptions { parts.append(table.not(exception.formula(in: world, &table))) }
        return table.all(parts)
    }
}

extension ConnectionSet {
    fileprivate func formula(in world: World, _ table: inout FormulaTable) -> Formula {
        var parts = [
            from.formula(at: .source, in: world, &table), to.formula(at: .destination, in: world, &table),
            table.atom(.target(ports)),
        ]
        for condition in conditions {
            // What policies let pass is not looked at: a claim may be said to be touched that just is not.
            if case .passes = condition { continue }
            let (atom, holds): (Atom, Bool) =
                switch condition {
                case .sameNamespace(let isSame): (.sameNamespace(.source, .destination), isSame)
                case .declaresPort(let name, let transport, let isSo): (.namedPort(.destination, name, transport), isSo)
                case .choice(let choice, let isSo): (.choice(choice), isSo)
                // Nothing else depends on it here.
                case .ownerAllows(let role, let isSo): (.ownerAllows(role, tier: 0), isSo)
                case .passes(let role): (.isPod(role), true)
                }
            let formula = table.atom(atom)
            parts.append(holds ? formula : table.not(formula))
        }
        return table.all(parts)
    }
}

extension EndpointClass {
    fileprivate func formula(at role: EndpointRole, in world: World, _ table: inout FormulaTable) -> Formula {
        let isPod = table.atom(.isPod(role))
        let outside = table.all([table.not(isPod), table.atom(.address(role, external))])
        guard let pods else { return outside }
        return table.any([outside, table.all([isPod, pods.formula(at: role, in: world, &table)])])
    }
}

extension PodClass {
    /// Of workloads only their namespaces are told.
    fileprivate func formula(at role: EndpointRole, in world: World, _ table: inout FormulaTable) -> Formula {
        func label(_ space: LabelSpace, _ key: String, _ states: LabelSet) -> Formula {
            table.atom(.label(LabelVariable(role: role, space: space, key: key), states))
        }
        var places = LabelSet.oneOf(namespaces + (workloads ?? []).map(\.namespace))
        if includesFuture { places = places.union(world.listedNames.complement.intersection(.present)) }
        var parts = [label(.namespace, namespaceNameLabel, places)]
        parts += namespaceLabels.map { label(.namespace, $0.key, $0.states) }
        parts += labels.map { label(.pod, $0.key, $0.states) }
        if let addresses { parts.append(table.atom(.address(role, addresses))) }
        return table.all(parts)
    }
}
