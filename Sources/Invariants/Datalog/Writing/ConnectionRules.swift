import NetworkModel
import PolicyModel

/// Writes a claim about connections as rules for its violation.
struct ConnectionRules {
    typealias Element = DatalogSyntax.Element
    typealias Term = DatalogSyntax.Term

    private let claim: ConnectionClaim
    private let source = PredicateWriting(variable: "S")
    private let destination = PredicateWriting(variable: "D")

    init(_ claim: ConnectionClaim) { self.claim = claim }

    func text(naming invariant: Invariant) -> String {
        guard !contradictsItself, !clauses.isEmpty else {
            return "// \(invariant.name): no two endpoints can be meant\n"
        }
        return RuleWriting.text(RuleWriting.head(invariant, protecting: protected), clauses)
    }

    private var clauses: [DatalogSyntax.Clause] {
        ends.flatMap { ends in targets.map { RuleWriting.clause(["S", "D"], ends + related + $0) } }
    }

    /// Addresses have nothing that could be the same.
    private var contradictsItself: Bool { needsPods && (from.excludesPods || claim.to.excludesPods) }

    /// Whether both ends have something in common that only pods have.
    private var needsPods: Bool {
        claim.pair.contains { relation in
            switch relation {
            case .namespace(let isSame), .namespaceLabel(_, let isSame), .podLabel(_, let isSame): isSame
            }
        }
    }

    private var from: EndpointPredicate { claim.quantity == .only ? .not(claim.from) : claim.from }

    /// What is asked of both ends: a rule for pods at the source and one for addresses where it may be either, and the
    /// destination is not a pod in any case.
    private var ends: [[Element]] {
        let own = source.conjunction(from) + destination.conjunction(claim.to)
        if from.impliesPod || claim.to.impliesPod || needsPods { return [own + existing(own)] }
        let pod = { (name: String) in Element.application(.pod, [.variable(name)]) }
        let ofPods = from.excludesPods ? [] : [[pod("S")] + own]
        let ofAddresses =
            claim.to.excludesPods
            ? [] : [[Element.application(.external, [.variable("S")]), pod("D")] + own]
        return (ofPods + ofAddresses).map { $0 + existing($0) }
    }

    /// Under `not` alone a variable would not be said to be anything.
    private func existing(_ elements: [Element]) -> [Element] {
        guard !passes else { return [] }
        let named = Set(elements.filter { !$0.isNegated }.flatMap(\.terms).compactMap(\.variable))
        return ["S", "D"].filter { !named.contains($0) }.map { .application(.endpoint, [.variable($0)]) }
    }

    /// Counted from one. Something always connects where both ends are listed; otherwise the claim names the side.
    private var protected: [Int] {
        guard claim.quantity == .always else { return claim.protect == .from ? [1] : [2] }
        return (from.excludesPods ? [] : [1]) + (claim.to.excludesPods ? [] : [2])
    }

    private var related: [Element] {
        claim.pair.map { relation in
            switch relation {
            case .namespace(let isSame): same(.namespaceName, isSame)
            case .namespaceLabel(let key, let isSame): same(.namespaceLabel(key), isSame)
            case .podLabel(let key, let isSame): same(.label(key), isSame)
            }
        }
    }

    /// In parentheses where they differ: addresses have no such thing, and so differ from everything.
    private func same(_ attribute: DatalogSyntax.Attribute, _ isSame: Bool) -> Element {
        let (one, other) = (Term(.attribute(of: "S", attribute)), Term(.attribute(of: "D", attribute)))
        let element = Element(.comparison(one, .equal, other))
        return isSame ? element : Element(.group([[element]]), isNegated: true)
    }

    // MARK: Ports

    /// What each rule says of the connection.
    private var targets: [[Element]] {
        guard let ports = claim.ports else { return [anything] }
        var set = PortSet.empty
        var named: [[Element]] = []
        for entry in ports {
            switch entry.match {
            case .ports(let ports): set = set.union(ports)
            case .named(let name, let transport): named.append([connects(word(transport), Term(.string(name)))])
            }
        }
        if set.isAll { return [anything] + named }
        return TransportProtocol.allCases.filter { !set[$0].isEmpty }.map { numbers($0, set[$0]) } + named
    }

    private var passes: Bool { claim.quantity != .always }

    /// Any port of any protocol; under `not` the one connection that does not pass is named.
    private var anything: [Element] {
        if passes { return [connects(Term(.anonymous), Term(.anonymous))] }
        let protocols = TransportProtocol.allCases.map(word)
        return [
            connects(.variable("Proto"), .variable("Port")), Element(.membership(.variable("Proto"), protocols)),
            Element(.membership(.variable("Port"), [range(PortSet.validPorts)])),
        ]
    }

    private func numbers(_ transport: TransportProtocol, _ ports: IntervalSet<UInt16>) -> [Element] {
        if ports.ranges == [PortSet.validPorts], passes { return [connects(word(transport), Term(.anonymous))] }
        if ports.ranges.count == 1, ports.ranges[0].count == 1 {
            return [connects(word(transport), range(ports.ranges[0]))]
        }
        return [
            connects(word(transport), .variable("Port")),
            Element(.membership(.variable("Port"), ports.ranges.map(range))),
        ]
    }

    private func connects(_ transport: Term, _ port: Term) -> Element {
        .application(.connects, [.variable("S"), .variable("D"), transport, port], isNegated: !passes)
    }

    private func word(_ transport: TransportProtocol) -> Term { Term(.word(transport.name.lowercased())) }

    private func range(_ ports: ClosedRange<UInt16>) -> Term {
        let (lower, upper) = (Int(ports.lowerBound), Int(ports.upperBound))
        return Term(lower == upper ? .number(lower) : .range(lower, upper))
    }
}

/// Writes that no policy selects a pod.
enum IsolationRules {
    static func body(of pods: EndpointPredicate, _ direction: Direction) -> [DatalogSyntax.Element] {
        let conditions = PredicateWriting(variable: "P").conjunction(.all([.pod, pods]))
        return conditions + [
            .application(.isolated, [.variable("P"), .init(.word(direction.rawValue))], isNegated: true)
        ]
    }
}
