public import NetworkModel

/// What is known of the attributes of the endpoints before anything is solved: an over-approximation of the states that
/// matter. Formulas are simplified under it.
public struct Knowledge: Hashable, Sendable {
    public private(set) var labels: [LabelVariable: LabelSet] = [:]
    public private(set) var target: PortSet = .all
    public private(set) var addresses: [EndpointRole: AddressSet] = [:]
    public private(set) var isPod: [EndpointRole: Bool] = [:]
    public private(set) var workload: [EndpointRole: WorkloadIdentity?] = [:]
    /// Whether the two ends are in one namespace.
    public private(set) var isSameNamespace: Bool?
    public private(set) var choices: [Choice: Bool] = [:]
    /// Nothing satisfies what was learnt.
    public private(set) var isContradictory = false

    public init() {}

    public mutating func know(_ variable: LabelVariable, in set: LabelSet) {
        let known = labels[variable].map { $0.intersection(set) } ?? set
        labels[variable] = known
        if known.isEmpty { isContradictory = true }
    }

    public mutating func know(target set: PortSet) {
        target = target.intersection(set)
        if target.isEmpty { isContradictory = true }
    }

    public mutating func know(address role: EndpointRole, in set: AddressSet) {
        let known = addresses[role].map { $0.intersection(set) } ?? set
        addresses[role] = known
        if known.isEmpty { isContradictory = true }
    }

    public mutating func know(isPod role: EndpointRole, _ value: Bool) {
        if let known = isPod[role], known != value { isContradictory = true }
        isPod[role] = value
    }

    /// The endpoint belongs to this workload, or (nil) to none that is listed.
    public mutating func know(workload role: EndpointRole, _ identity: WorkloadIdentity?) {
        workload[role] = .some(identity)
    }

    /// The two ends are in one namespace, or they are not.
    public mutating func know(isSameNamespace value: Bool) {
        if let known = isSameNamespace, known != value { isContradictory = true }
        isSameNamespace = value
    }

    public mutating func know(_ choice: Choice, _ value: Bool) {
        choices[choice] = value
    }

    /// What every model of a formula has in common, as far as this shape of knowledge can say it.
    public static func implied(by formula: Formula, in table: FormulaTable) -> Knowledge {
        var knowledge = Knowledge()
        knowledge.learn(formula, in: table)
        return knowledge
    }

    private mutating func learn(_ formula: Formula, in table: FormulaTable) {
        switch table[formula] {
        case .constant(let value): if !value { isContradictory = true }
        case .atom(let atom): learn(atom)
        case .not(let inner): if case .atom(.isPod(let role)) = table[inner] { know(isPod: role, false) }
        case .all(let parts): for part in parts { learn(part, in: table) }
        case .any(let parts): learnCommon(parts, in: table)
        }
    }

    private mutating func learn(_ atom: Atom) {
        switch atom {
        case .isPod(let role): know(isPod: role, true)
        case .label(let variable, let set): know(variable, in: set)
        case .target(let set): know(target: set)
        case .address(let role, let set): know(address: role, in: set)
        case .namedPort(_, _, let transport): know(target: PortSet(transport))
        default: break
        }
    }

    /// From a disjunction only what all its satisfiable branches agree on.
    private mutating func learnCommon(_ parts: [Formula], in table: FormulaTable) {
        let branches = parts.map { Self.implied(by: $0, in: table) }.filter { !$0.isContradictory }
        guard let first = branches.first else {
            isContradictory = true
            return
        }
        for (variable, set) in first.labels {
            let others = branches.dropFirst().map { $0.labels[variable] ?? .anything }
            know(variable, in: others.reduce(set) { $0.union($1) })
        }
        know(target: branches.reduce(PortSet.empty) { $0.union($1.target) })
        for (role, set) in first.addresses {
            know(address: role, in: branches.dropFirst().reduce(set) { $0.union($1.addresses[role] ?? .all) })
        }
        for (role, value) in first.isPod where branches.allSatisfy({ $0.isPod[role] == value }) {
            know(isPod: role, value)
        }
    }
}
