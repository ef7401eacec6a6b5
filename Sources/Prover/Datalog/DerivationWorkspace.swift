import NetworkModel
import PolicyModel

/// What all questions about one Datalog program share: where its endpoints may be, what the policies there make of
/// connections, and its conditions, all in formulas of one table.
///
/// Formulas of one end are made for the role `source`, those of a connection for both roles of a pair; the solver's side
/// puts the endpoints of a derivation in their place. A class, as `ClaimWorkspace` is.
final class DerivationWorkspace {
    let world: World
    let program: DatalogProgram
    /// Whether nodes are among the endpoints.
    let hasNodes: Bool
    /// How many endpoints may be compared with one another in one question.
    let comparedValues: Int
    /// Whether connections pass whatever the policies say.
    let isOpen: Bool
    /// The places whose policies count; elsewhere every connection passes. Nil: everywhere they count.
    let guarded: Set<Site.Place>?
    /// Whether each policy, and each assumption of the universe about labels, is there only if its premise holds.
    let isTracked: Bool
    private(set) var classes: [SiteClass] = []
    /// For each rule and each literal of its body what a condition says, variables being roles.
    private(set) var conditions: [[Formula]] = []
    /// For each rule and each of its attempts what it may aim at.
    private(set) var ports: [[Formula]] = []
    private(set) var relevance = Relevance()
    /// What holds of the namespaces of two endpoints, and what does of two different pods beyond that.
    private(set) var pairFacts: (ofAny: [Formula], ofDifferent: [Formula]) = ([], [])
    /// What holds of the ports that the destination of a connection declares under names.
    private(set) var namedPortFacts: [Formula] = []
    /// Whether two endpoints that nothing relates may still have to agree: on labels of one namespace that are not fixed.
    private(set) var hasRigidLabels = false
    /// Every atom that any formula here is made of.
    private(set) var atoms: [Atom] = []
    /// What a proof may rest on, where that is tracked; the groups of policies are classes.
    private(set) var premises: [Obligation.Premise] = []
    /// For each premise the first one of those that share a policy with it.
    private(set) var representatives: [Int] = []
    let workspace: ClaimWorkspace

    var table: FormulaTable {
        get { workspace.table }
        set { workspace.table = newValue }
    }

    /// How many endpoints one question may have: where labels are compared, one for each value that nobody mentions.
    var maximumEndpoints: Int {
        let comparesLabels = atoms.contains { atom in
            if case .sameLabel = atom { true } else { false }
        }
        return comparesLabels ? comparedValues : 64
    }

    /// Whether it matters which endpoints are one: rules say so, or a relation takes one endpoint twice.
    private(set) lazy var comparesEndpoints: Bool =
        atoms.contains { atom in
            if case .sameEndpoint = atom { true } else { false }
        }
        || program.rules.contains { rule in
            ([rule.head] + rule.calls).contains { Set($0.arguments).count < $0.arguments.count }
        }

    /// The kinds of places where endpoints may be.
    var placeKinds: Set<Candidates.PlaceKind> {
        hasNodes ? [.external, .node, .listed, .future] : [.external, .listed, .future]
    }

    var groups: [SiteGroup] { classes.map(\.group) }

    /// - Parameters:
    ///   - isOpen: whether connections pass whatever the policies say, to ask whether anything is claimed.
    ///   - guarded: the places whose policies count; elsewhere every connection passes. Nil: everywhere they count.
    ///   - isTracked: whether what a proof rests on is to be told.
    init(
        _ program: DatalogProgram, in world: World, isOpen: Bool, comparedValues: Int,
        guarded: Set<Site.Place>? = nil, isTracked: Bool = false
    ) {
        self.world = world
        self.program = program
        hasNodes = program.speaksOfNodes
        self.comparedValues = comparedValues
        self.isOpen = isOpen
        (self.guarded, self.isTracked) = (guarded, isTracked)
        let everything = ConnectionClaim(
            quantity: .never, from: .everything, to: .everything, ports: program.aimedPorts, protect: .to)
        workspace = ClaimWorkspace(.connections(everything), in: world)
        conditions = program.rules.map(conditions)
        ports = program.rules.map { rule in
            rule.attempts.map { world.meaning.formula(of: $0.ports, in: &workspace.table) }
        }
        let located = locate()
        atoms = atoms(of: located)
        relevance = Relevance(
            of: atoms.flatMap(\.atBothEnds), at: located.map(\.asLocated), comparedValues: comparedValues, world: world)
        var builder = builder
        classes = grouped(located, &builder)
        addFacts(&builder)
        premises = builder.premises
        representatives = representativesOfPremises
    }

    /// The same with endpoints in some of the classes only, which are numbered anew.
    ///
    /// Fewer derivations are possible then: good for finding one, and for nothing else.
    func keeping(_ numbers: Set<Int>) -> DerivationWorkspace {
        DerivationWorkspace(self, keeping: numbers)
    }

    private init(_ other: DerivationWorkspace, keeping numbers: Set<Int>) {
        world = other.world
        program = other.program
        hasNodes = other.hasNodes
        comparedValues = other.comparedValues
        isOpen = other.isOpen
        (guarded, isTracked) = (other.guarded, other.isTracked)
        (premises, representatives) = (other.premises, other.representatives)
        workspace = other.workspace
        conditions = other.conditions
        ports = other.ports
        atoms = other.atoms
        relevance = other.relevance
        classes = other.classes.indices.filter(numbers.contains).map { other.classes[$0] }
        var builder = builder
        addFacts(&builder)
    }

    private var builder: ObligationBuilder {
        var builder = ObligationBuilder(workspace, .listed, isTracked ? .trackedViolation : .violation)
        builder.relevance = relevance
        builder.premises = premises
        return builder
    }

    /// The places where an endpoint of a rule of some relation may be, as far as the rule's conditions tell.
    func places(ofRulesOf relation: Int) -> Set<Site.Place> {
        var result: Set<Site.Place> = []
        for (number, rule) in program.rules.enumerated() where rule.head.relation == relation {
            let all = workspace.table.all(conditions[number])
            for variable in rule.variables.indices {
                var candidates = Candidates(
                    world, role: EndpointRole(index: UInt8(variable)), condition: all, in: workspace.table)
                let sites = candidates.sites(at: placeKinds, in: &workspace.table)
                result.formUnion(sites.map(\.site.place))
            }
        }
        return result
    }

    /// The numbers of the classes with a site at one of some places.
    func classes(at places: Set<Site.Place>) -> Set<Int> {
        Set(classes.indices.filter { classes[$0].group.members.contains { places.contains($0.place) } })
    }

    /// The first few places of some classes.
    func places(of numbers: Set<Int>, atMost limit: Int) -> Set<Site.Place> {
        Set(numbers.flatMap { classes[$0].group.members.prefix(limit).map(\.place) })
    }

    /// Whether any pod can exist in any new namespace under the universe's rules for labels.
    func anythingNew() -> Obligation {
        var builder = ObligationBuilder(workspace, .listed, .premises)
        return builder.anythingNew()
    }

    private func conditions(of rule: DatalogProgram.Rule) -> [Formula] {
        rule.body.map { literal in
            guard case .condition(let condition) = literal.part else { return .always }
            return world.meaning.formula(
                of: hasNodes ? condition.leavingNodesOut : condition, roles: { EndpointRole(index: UInt8($0)) },
                listed: world.listedNames,
                isolated: { role, direction, table in table.atom(.isolated(role, direction)) }, in: &workspace.table)
        }
    }

    // MARK: Facts

    private func addFacts(_ builder: inout ObligationBuilder) {
        for number in classes.indices {
            classes[number].facts = builder.facts(of: classes[number].group, number, .source)
                .filter { $0 != .always }
            let site = workspace.table.atom(.site(.destination, number))
            classes[number].declarations = builder.declarations(of: classes[number].group.members[0], .destination)
                .map { workspace.table.implies(site, $0) }.filter { $0 != .always }
        }
        namedPortFacts = builder.namedPortFacts(.destination)
        let groups: [EndpointRole: [SiteGroup]] = [.source: self.groups, .destination: self.groups]
        let ofAny = NamespacePairs(groups, world: world, areDifferent: false).facts(in: &workspace.table)
        let known = Set(ofAny)
        let ofDifferent = NamespacePairs(groups, world: world).facts(in: &workspace.table).filter {
            !known.contains($0) && $0 != .always
        }
        let shared = builder.sharedNamespaceFacts(groups)
        pairFacts = ((ofAny + shared).filter { $0 != .always }, ofDifferent)
        let variables = relevance.variables(of: .source).filter { $0.space == .namespace }
        hasRigidLabels = classes.contains { item in
            guard item.group.members[0].isPod else { return false }
            let free = variables.filter { item.group.fixed[$0] == nil && !item.group.unasked.contains($0) }
            return item.kind == .listed ? !free.isEmpty : free.contains { $0.key == namespaceNameLabel }
        }
    }
}

extension Atom {
    /// The same asked of either end of a pair, whatever endpoints it is about.
    fileprivate var atBothEnds: [Atom] {
        switch self {
        case .label(let variable, let set):
            EndpointRole.pair.map {
                .label(LabelVariable(role: $0, space: variable.space, key: variable.key), set)
            }
        case .sameLabel(let space, let key, _, _): [.sameLabel(space, key, .source, .destination)]
        case .address(_, let set): EndpointRole.pair.map { .address($0, set) }
        case .namedPort(_, let name, let transport): [.namedPort(.destination, name, transport)]
        default: [self]
        }
    }
}

extension EndpointCondition {
    /// The same where an endpoint that is no pod may be a node: what is outside the cluster is none.
    fileprivate var leavingNodesOut: Self {
        switch self {
        case .endpoint(let variable, let predicate) where predicate.isOutside:
            .all([self, .not(.node(variable, nil))])
        case .endpoint, .node, .listed, .isolated, .sameEndpoint, .sameNamespace, .sameLabel: self
        case .all(let parts): .all(parts.map(\.leavingNodesOut))
        case .any(let parts): .any(parts.map(\.leavingNodesOut))
        case .not(let inner): .not(inner.leavingNodesOut)
        }
    }
}

extension EndpointPredicate {
    /// Whether whatever matches is outside the cluster.
    fileprivate var isOutside: Bool {
        switch self {
        case .external: true
        case .all(let parts): parts.contains(where: \.isOutside)
        default: false
        }
    }
}
