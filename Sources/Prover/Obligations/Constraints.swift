import NetworkModel
import PolicyModel

extension ObligationBuilder {
    /// What holds in every state that the universe permits, as far as the obligation depends on it.
    mutating func constraints(on groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        var result: [Formula] = []
        for role in EndpointRole.pair {
            for (number, group) in (groups[role] ?? []).enumerated() {
                result += facts(of: group, number, role)
            }
            result += namedPortFacts(role)
            result += addressFacts(role)
        }
        result += pairFacts(groups)
        return result.filter { $0 != .always }
    }

    // MARK: One endpoint

    /// What holds of an endpoint that is in one group of sites.
    mutating func facts(of group: SiteGroup, _ number: Int, _ role: EndpointRole) -> [Formula] {
        let site = workspace.table.atom(.site(role, number))
        let isPod = workspace.table.atom(.isPod(role))
        var facts = [group.members[0].isPod ? isPod : workspace.table.not(isPod)]
        if let unboundEnd, unboundEnd.role == role, group.members[0].place == .future {
            return (facts + names(of: unboundEnd)).map { workspace.table.implies(site, $0) }
        }
        for variable in relevance.variables(of: role) where !group.unasked.contains(variable) {
            if let value = group.fixed[variable] {
                facts.append(workspace.table.atom(.label(variable, relevance.domain(of: variable).set(of: value))))
            } else if group.members[0].isPod {
                facts += rules(on: variable, at: group.members[0])
            }
        }
        facts += implications(at: group.members[0], role)
        facts += declarations(of: group.members[0], role)
        return facts.map { workspace.table.implies(site, $0) }
    }

    /// What a namespace of an unbound end is not called.
    private mutating func names(of end: UnboundEnd) -> [Formula] {
        let variable = LabelVariable(role: end.role, space: .namespace, key: namespaceNameLabel)
        guard relevance.isRelevant(variable) else { return [] }
        let names = relevance.domain(of: variable).mentioned.filter(end.others.contains)
        return [workspace.table.atom(.label(variable, LabelSet.oneOf(names).complement))]
    }

    /// What the universe says of a label that is free at a site.
    private mutating func rules(on variable: LabelVariable, at site: Site) -> [Formula] {
        let universe = world.universe
        switch (variable.space, site.place) {
        case (.namespace, .future):
            if variable.key == namespaceNameLabel { return [futureName(variable)] }
            return rules(universe.namespaces.labels, on: variable, or: .nothing)
        case (.namespace, .namespace(let position)):
            let namespace = world.cluster.namespaces[position]
            guard namespace.hasManifest else { return [] }
            let present = relevance.domain(of: variable).set(of: namespace.labels[variable.key])
            return rules(universe.namespaces.labels, on: variable, or: present)
        case (.pod, .future), (.pod, .namespace):
            return site.workload == nil ? rules(universe.pods.labels, on: variable, or: .nothing) : []
        case (_, .external), (_, .node): return []
        }
    }

    private mutating func rules(
        _ rules: [Universe.LabelRule], on variable: LabelVariable, or exception: LabelSet
    ) -> [Formula] {
        guard let rule = rules.first(where: { $0.key == variable.key }) else { return [] }
        var formulas: [Formula] = []
        if rule.isRequired {
            let present = workspace.table.atom(.label(variable, LabelSet.present.union(exception)))
            formulas.append(assumed(.required(variable.space, key: rule.key), present))
        }
        if let values = rule.values {
            let admitted = LabelSet.oneOf(values).union(.absent).union(exception)
            formulas.append(
                assumed(.values(variable.space, key: rule.key), workspace.table.atom(.label(variable, admitted))))
        }
        return formulas
    }

    /// What the universe's implications say of a site.
    private mutating func implications(at site: Site, _ role: EndpointRole) -> [Formula] {
        let spaces: [(LabelSpace, [Universe.LabelImplication])] = [
            (.namespace, world.universe.namespaces.implications), (.pod, world.universe.pods.implications),
        ]
        return spaces.flatMap { space, implications -> [Formula] in
            guard !implications.isEmpty, implicationsBind(space, at: site, role) else { return [] }
            let exception = space == .namespace ? asListed(site, role) : .never
            return implications.enumerated().map { position, implication in
                let condition = formula(of: implication.condition, space, role)
                let consequence = formula(of: implication.consequence, space, role)
                let holds = workspace.table.implies(condition, consequence)
                return assumed(
                    .implication(space, title: implication.title(at: position)),
                    workspace.table.any([exception, holds]))
            }
        }
    }

    private mutating func formula(of selector: LabelSelector, _ space: LabelSpace, _ role: EndpointRole) -> Formula {
        let requirements = selector.requirements.map { requirement in
            let variable = LabelVariable(role: role, space: space, key: requirement.key)
            return workspace.table.atom(.label(variable, .admitted(by: requirement)))
        }
        return workspace.table.all(requirements)
    }

    /// No label of a listed namespace is changed, of those that anything depends on.
    private mutating func asListed(_ site: Site, _ role: EndpointRole) -> Formula {
        guard let position = site.place.listed else { return .never }
        let namespace = world.cluster.namespaces[position]
        let free = relevance.variables(of: role).filter {
            $0.space == .namespace && world.state(of: $0, at: site) == .free
        }
        let unchanged = free.map { variable in
            let present = relevance.domain(of: variable).set(of: namespace.labels[variable.key])
            return workspace.table.atom(.label(variable, present))
        }
        return workspace.table.all(unchanged)
    }

    /// A rule of the universe; where the proof is to tell what it rests on, under a premise of its name.
    private mutating func assumed(_ assumption: Universe.LabelAssumption, _ formula: Formula) -> Formula {
        guard question == .trackedViolation else { return formula }
        let premise = Obligation.Premise.universe(assumption.name)
        let number = premises.firstIndex(of: premise) ?? premises.count
        if number == premises.count { premises.append(premise) }
        return workspace.table.implies(workspace.table.atom(.premise(number)), formula)
    }

    /// A future namespace has a name that is not listed and that a namespace can have (abstraction.md §10, item 30).
    private mutating func futureName(_ variable: LabelVariable) -> Formula {
        let impossible = relevance.domain(of: variable).mentioned.filter {
            world.listedNames.contains($0) || !NameSyntax.isDNSLabel($0)
        }
        return workspace.table.atom(.label(variable, LabelSet.oneOf(impossible).complement.intersection(.present)))
    }

    /// Which named ports a listed workload declares.
    mutating func declarations(of site: Site, _ role: EndpointRole) -> [Formula] {
        relevance.namedPorts(of: role).compactMap { key in
            guard let declared = world.declaredPorts(key, at: site) else { return nil }
            let sure = workspace.table.atom(.target(declared[0]))
            let perhaps = workspace.table.all([
                workspace.table.atom(.target(declared[1])), workspace.table.atom(.choice(.initContainerPortsCount)),
            ])
            let aimed = workspace.table.any([sure, perhaps])
            let named = workspace.table.atom(.namedPort(role, key.name, key.transport))
            return iff(named, aimed)
        }
    }

    mutating func namedPortFacts(_ role: EndpointRole) -> [Formula] {
        relevance.namedPorts(of: role).map { key in
            let named = workspace.table.atom(.namedPort(role, key.name, key.transport))
            let possible = workspace.table.all([
                workspace.table.atom(.isPod(role)), workspace.table.atom(.target(PortSet(key.transport))),
            ])
            return workspace.table.implies(named, possible)
        }
    }

    /// Addresses that nothing asks for matter only if there are too few of them. To what pods are open without any policy
    /// does not depend on who connects at all.
    private var asksForAddresses: Bool {
        guard workspace.claim.violation != .noIsolation else { return false }
        return !relevance.addressedRoles.isEmpty || !world.hasAddressesForAll
    }

    private mutating func addressFacts(_ role: EndpointRole) -> [Formula] {
        guard asksForAddresses else { return [] }
        let isPod = workspace.table.atom(.isPod(role))
        let pods = workspace.table.atom(.address(role, world.podAddresses))
        let external = workspace.table.atom(.address(role, world.externalAddresses))
        return [workspace.table.implies(isPod, pods), workspace.table.any([isPod, external])]
    }

    // MARK: Both endpoints

    private mutating func pairFacts(_ groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        let pods = EndpointRole.pair.map { workspace.table.atom(.isPod($0)) }
        var facts = [workspace.table.any(pods)]
        if asksForAddresses {
            let v4 = AddressSet(v4: AddressSet.all.v4, v6: .empty)
            let families = EndpointRole.pair.map { workspace.table.atom(.address($0, v4)) }
            facts.append(iff(families[0], families[1]))
        }
        facts += NamespacePairs(groups, world: world).facts(in: &workspace.table)
        facts += sharedNamespaceFacts(groups)
        for domain in relevance.domains where domain.freshValues > 1 {
            let same = workspace.table.atom(.sameLabel(domain.space, domain.key, .source, .destination))
            facts.append(workspace.table.implies(same, workspace.table.all(pods)))
        }
        return facts
    }

    /// Two pods of one namespace see the same namespace labels (NP-99); two future namespaces of one name are one.
    mutating func sharedNamespaceFacts(_ groups: [EndpointRole: [SiteGroup]]) -> [Formula] {
        let same = workspace.table.atom(.sameNamespace(.source, .destination))
        var facts: [Formula] = []
        for domain in relevance.domains where domain.space == .namespace {
            let ends = EndpointRole.pair.map { LabelVariable(role: $0, space: .namespace, key: domain.key) }
            guard ends.allSatisfy(relevance.isRelevant) else { continue }
            for state in [LabelSet.absent] + domain.mentioned.map({ LabelSet.oneOf([$0]) }) {
                let holds = ends.map { workspace.table.atom(.label($0, state)) }
                facts.append(workspace.table.implies(same, iff(holds[0], holds[1])))
                if domain.key == namespaceNameLabel, state != .absent {
                    facts.append(workspace.table.implies(workspace.table.all(holds), same))
                }
            }
            if domain.freshValues > 1 {
                let equal = workspace.table.atom(.sameLabel(.namespace, domain.key, .source, .destination))
                let present = workspace.table.atom(.label(ends[0], .present))
                facts.append(workspace.table.implies(workspace.table.all([same, present]), equal))
                if domain.key == namespaceNameLabel { facts.append(workspace.table.implies(equal, same)) }
            }
        }
        return facts
    }

    private mutating func iff(_ left: Formula, _ right: Formula) -> Formula {
        workspace.table.all([workspace.table.implies(left, right), workspace.table.implies(right, left)])
    }
}

extension World {
    /// The addresses that pods may have: the pod CIDRs where they are known.
    var podAddresses: AddressSet {
        universe.network.podCIDRs.isEmpty ? .all : AddressSet(universe.network.podCIDRs)
    }

    /// The addresses that nodes may have. Where nothing is known of them they may be among those of pods, too, as in clouds
    /// that route pods natively (abstraction.md §8); a Service's address is never one.
    var nodeAddresses: AddressSet {
        let network = universe.network
        return network.nodeCIDRs.isEmpty
            ? AddressSet(network.serviceCIDRs).complement : AddressSet(network.nodeCIDRs)
    }

    /// The addresses that are outside the cluster as far as is known (abstraction.md §6, row 9).
    var externalAddresses: AddressSet {
        let network = universe.network
        return AddressSet(network.podCIDRs + network.nodeCIDRs + network.serviceCIDRs).complement
    }

    /// Two pods, and a pod and an address outside, find addresses of one family and apart.
    var hasAddressesForAll: Bool {
        let (pods, external) = (podAddresses, externalAddresses)
        let families = IPAddress.Family.allCases
        return families.contains { pods[$0].hasSeveral }
            && families.contains { !pods[$0].isEmpty && !external[$0].isEmpty }
    }
}
