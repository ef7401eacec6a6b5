import NetworkModel
import PolicyModel

/// The sites where an endpoint of a claim may be, each with what the claim still asks of it there.
struct Candidates {
    struct Candidate {
        var site: Site
        var condition: Formula
        /// What each limit of the claim asks of it there.
        var limits: [Formula]
    }

    let world: World
    let role: EndpointRole
    /// What the claim asks of the endpoint, then what each of its limits does.
    private let asked: [Formula]
    private var byState: [[LabelState]: [Formula]] = [:]
    private let namespaceKeys: [String]
    private let namedWorkloads: Set<WorkloadIdentity>

    /// The state of a label at a site: known, or anybody's choice.
    enum LabelState: Hashable {
        case fixed(String?)
        case free
    }

    init(_ world: World, role: EndpointRole, condition: Formula, limits: [Formula] = [], in table: FormulaTable) {
        self.world = world
        self.role = role
        asked = [condition] + limits
        var collector = AtomCollector()
        collector.visit(asked, in: table)
        var keys: Set<String> = []
        var workloads: Set<WorkloadIdentity> = []
        for atom in collector.atoms {
            switch atom {
            case .label(let variable, _) where variable.space == .namespace: keys.insert(variable.key)
            case .workload(_, let identity): workloads.insert(identity)
            default: break
            }
        }
        namespaceKeys = keys.sorted()
        namedWorkloads = workloads
    }

    /// - Parameter positions: The listed namespaces to look at, by position in `Cluster.namespaces`; nil: all.
    mutating func sites(
        at places: Set<PlaceKind>, among positions: [Int]? = nil, in table: inout FormulaTable
    ) -> [Candidate] {
        var result: [Candidate] = []
        if places.contains(.external) { add(Site(place: .external), to: &result, in: &table) }
        if places.contains(.node) { add(Site(place: .node), to: &result, in: &table) }
        if places.contains(.listed) {
            for position in positions ?? Array(world.cluster.namespaces.indices) {
                addSites(in: position, to: &result, in: &table)
            }
        }
        if places.contains(.future), world.futurePodsMayExist {
            add(Site(place: .future), to: &result, in: &table)
        }
        return result
    }

    /// The kinds of places, as scopes choose among them.
    enum PlaceKind: Hashable, CaseIterable {
        case external, node, listed, future
    }

    private mutating func addSites(in position: Int, to result: inout [Candidate], in table: inout FormulaTable) {
        let namespace = world.cluster.namespaces[position]
        let states = namespaceKeys.map { world.state(of: $0, in: namespace) }
        let residual: [Formula]
        if let known = byState[states] {
            residual = known
        } else {
            residual = conditionInNamespace(states, in: &table)
            byState[states] = residual
        }
        guard residual[0] != .never else { return }
        if world.universe.pods.exist == .any {
            append(Site(place: .namespace(position)), residual, workload: nil, to: &result, in: &table)
        }
        for number in workloadsWithOwnSites(in: namespace.name) {
            append(
                Site(place: .namespace(position), workload: number), residual,
                workload: world.cluster.workloads[number], to: &result, in: &table)
        }
    }

    private func conditionInNamespace(_ states: [LabelState], in table: inout FormulaTable) -> [Formula] {
        var knowledge = Knowledge()
        knowledge.know(isPod: role, true)
        for (key, state) in zip(namespaceKeys, states) {
            guard case .fixed(let value) = state else { continue }
            knowledge.know(LabelVariable(role: role, space: .namespace, key: key), in: .exactly(value))
        }
        return simplified(asked, under: knowledge, in: &table)
    }

    private func simplified(
        _ formulas: [Formula], under knowledge: Knowledge, in table: inout FormulaTable
    ) -> [Formula] {
        var simplification = Simplification(under: knowledge)
        return formulas.map { simplification.simplified($0, in: &table) }
    }

    /// A listed workload is one of the pods that may exist anyway, unless it stands apart or the claim names it. The
    /// others are not even looked at: there may be many.
    private func workloadsWithOwnSites(in namespace: String) -> [Int] {
        let apart = world.workloadsApart[namespace] ?? []
        guard namedWorkloads.contains(where: { $0.namespace == namespace }) else { return apart }
        let named = (world.workloads[namespace] ?? []).filter {
            namedWorkloads.contains(world.cluster.workloads[$0].identity)
        }
        return Set(apart).union(named).sorted()
    }

    private func append(
        _ site: Site, _ residual: [Formula], workload: Workload?, to result: inout [Candidate],
        in table: inout FormulaTable
    ) {
        var knowledge = Knowledge()
        knowledge.know(workload: role, workload?.identity)
        if let workload {
            for variable in podVariables(of: residual, in: table) {
                guard case .fixed(let value) = world.state(of: variable.key, of: workload) else { continue }
                knowledge.know(variable, in: .exactly(value))
            }
        }
        append(site, simplified(residual, under: knowledge, in: &table), to: &result)
    }

    private func append(_ site: Site, _ asked: [Formula], to result: inout [Candidate]) {
        guard asked[0] != .never else { return }
        result.append(Candidate(site: site, condition: asked[0], limits: Array(asked.dropFirst())))
    }

    private func podVariables(of formulas: [Formula], in table: FormulaTable) -> [LabelVariable] {
        var collector = AtomCollector()
        collector.visit(formulas, in: table)
        return collector.atoms.compactMap { atom in
            if case .label(let variable, _) = atom, variable.space == .pod { variable } else { nil }
        }
    }

    /// External and future sites.
    private func add(_ site: Site, to result: inout [Candidate], in table: inout FormulaTable) {
        var knowledge = Knowledge()
        knowledge.know(isPod: role, site.isPod)
        knowledge.know(workload: role, nil)
        if site.place == .future {
            let name = LabelVariable(role: role, space: .namespace, key: namespaceNameLabel)
            knowledge.know(name, in: world.listedNames.complement.intersection(.present))
        }
        append(site, simplified(asked, under: knowledge, in: &table), to: &result)
    }
}
