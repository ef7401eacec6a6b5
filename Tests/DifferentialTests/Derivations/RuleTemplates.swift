import Diagnostics
import PolicyModel

/// Programs made around a claim about connections: where it starts and ends, how its ends relate, and its ports.
///
/// The texts of conditions (`from`, `to`, `pair`) tell `DerivationBruteForce` what they are.
struct RuleTemplates {
    let claim: ConnectionClaim

    static let count = 13

    func program(_ number: Int) -> DerivedClaim {
        switch number {
        case 0: spreading(pair: false)
        case 1: spreading(pair: true)
        case 2: paths
        case 3: alternating
        case 4: waypoint
        case 5: gates
        case 6: spreadingInTwoWays
        case 7: pairs
        case 8: evasion
        case 9: another
        case 10: comingBack
        case 11: samePort
        default: throughNodes
        }
    }

    // MARK: Programs

    /// What spreads from `from` along connections.
    private func spreading(pair: Bool) -> DerivedClaim {
        let step = [call(0, 0), passes()] + (pair ? related(0, 1) : [])
        return claim(
            [rule(0, [0], [.endpoint], [from(0)])]
                + hops.map { rule(0, [1], $0, [(0, 1)], step) }
                + [rule(1, [0], [.endpoint], [call(0, 0), to(0)])],
            [("reached", 1), ("violation", 1)], protected: 0)
    }

    /// The same by a relation of two endpoints, one call of which stands for any number of hops.
    private var paths: DerivedClaim {
        claim(
            hops.map { rule(0, [0, 1], $0, [(0, 1)], [passes()]) }
                + [rule(0, [0, 2], [.endpoint, .pod, .endpoint], [call(0, 0, 1), call(0, 1, 2)])]
                + [rule(1, [0, 1], [.endpoint, .endpoint], [from(0), call(0, 0, 1), to(1)])],
            [("path", 2), ("violation", 2)], protected: 1)
    }

    /// Reached in an odd number of hops.
    private var alternating: DerivedClaim {
        claim(
            [rule(0, [0], [.endpoint], [from(0)])]
                + hops.map { rule(1, [1], $0, [(0, 1)], [call(0, 0), passes()]) }
                + hops.map { rule(0, [1], $0, [(0, 1)], [call(1, 0), passes()]) }
                + [rule(2, [0], [.endpoint], [call(1, 0), to(0)])],
            [("even", 1), ("odd", 1), ("violation", 1)], protected: 0)
    }

    /// In two hops, by way of something that `pair` relates to where it starts.
    private var waypoint: DerivedClaim {
        let sorts: [EndpointSort] = [.endpoint, .pod, .endpoint]
        let body = [from(0), passes(0), passes(1), to(2)] + related(0, 1)
        return claim(
            [rule(0, [0, 2], sorts, [(0, 1), (1, 2)], body)], [("violation", 2)], protected: 1)
    }

    /// One end lets a connection pass that the other one does not.
    private var gates: DerivedClaim {
        let body = [
            from(0), to(1), literal(.attempt(0, .ingress, passes: true)),
            literal(.attempt(0, .egress, passes: false)),
        ]
        return claim(
            hops.map { rule(0, [0, 1], $0, [(0, 1)], body) }, [("violation", 2)], protected: 1)
    }

    /// By connections, and to whatever `pair` relates to what is reached.
    private var spreadingInTwoWays: DerivedClaim {
        claim(
            [rule(0, [0], [.endpoint], [from(0)])]
                + hops.map { rule(0, [1], $0, [(0, 1)], [call(0, 0), passes()]) }
                + [rule(0, [1], [.pod, .pod], [call(0, 0), listed(1)] + related(0, 1))]
                + [rule(1, [0], [.endpoint], [call(0, 0), to(0)])],
            [("reached", 1), ("violation", 1)], protected: 0)
    }

    /// Two endpoints that both reach each other, by way of a relation that is not recursive.
    private var pairs: DerivedClaim {
        claim(
            hops.map { rule(0, [0, 1], $0, [(0, 1)], [passes()]) }
                + [rule(1, [0, 1], [.endpoint, .endpoint], [call(0, 0, 1), call(0, 1, 0)])]
                + [rule(2, [0, 1], [.endpoint, .endpoint], [call(1, 1, 0), from(0), to(1)])],
            [("link", 2), ("both", 2), ("violation", 2)], protected: 1)
    }

    /// What is reached though it is not by one connection from where it starts.
    private var evasion: DerivedClaim {
        let step = [call(0, 0, 1), passes()]
        let body = [call(0, 0, 1), from(0), to(1), literal(.attempt(0, .both, passes: false))]
        return claim(
            hops.map { rule(0, [0, 1], $0, [(0, 1)], [from(0), passes()]) }
                + [rule(0, [0, 2], [.endpoint, .pod, .endpoint], [(1, 2)], step)]
                + hops.map { rule(1, [0, 1], $0, [(0, 1)], body) },
            [("path", 2), ("violation", 2)], protected: 1)
    }

    /// In two hops something other than where it starts.
    private var another: DerivedClaim {
        let sorts: [EndpointSort] = [.endpoint, .pod, .endpoint]
        let body = [from(0), passes(0), passes(1), different(0, 2), to(2)]
        return claim(
            [rule(0, [0, 2], sorts, [(0, 1), (1, 2)], body)], [("violation", 2)], protected: 1)
    }

    /// Back to where it started, by way of something else each time but the last.
    private var comingBack: DerivedClaim {
        let sorts: [EndpointSort] = [.endpoint, .pod, .endpoint]
        let back = [call(0, 0, 1), from(0), passes(), literal(.condition(.sameEndpoint(0, 2)), "same"), to(2)]
        return claim(
            hops.map { rule(0, [0, 1], $0, [(0, 1)], [passes()]) }
                + [rule(0, [0, 2], sorts, [(1, 2)], [call(0, 0, 1), passes(), different(0, 2)])]
                + [rule(1, [0, 2], sorts, [(1, 2)], back)],
            [("path", 2), ("violation", 2)], protected: 1)
    }

    /// In two hops along one port.
    private var samePort: DerivedClaim {
        let sorts: [EndpointSort] = [.endpoint, .pod, .endpoint]
        var rule = rule(0, [0, 2], sorts, [(0, 1), (1, 2)], [from(0), passes(0), passes(1), to(2)])
        rule.agreements = [.init(.transport, 0, 1), .init(.port, 0, 1)]
        return claim([rule], [("violation", 2)], protected: 1)
    }

    /// By way of nodes alone.
    private var throughNodes: DerivedClaim {
        claim(
            [
                rule(0, [0], [.pod], [from(0)]), rule(0, [1], [.pod, .node], [(0, 1)], [call(0, 0), passes()]),
                rule(0, [1], [.node, .pod], [(0, 1)], [call(0, 0), passes()]),
                rule(1, [0], [.pod], [call(0, 0), to(0)]),
            ], [("reached", 1), ("violation", 1)], protected: 0)
    }

    // MARK: Parts

    private let place = SourceLocation(file: "rules.dl")
    /// An attempt is between a pod and anything.
    private let hops: [[EndpointSort]] = [[.pod, .endpoint], [.external, .pod]]

    init(_ claim: ConnectionClaim) {
        self.claim = claim
    }

    private func claim(
        _ rules: [DatalogProgram.Rule], _ relations: [(String, Int)], protected: Int
    ) -> DerivedClaim {
        DerivedClaim(
            program: DatalogProgram(
                relations: relations.map { name, count in
                    .init(name: name, sorts: Array(repeating: .endpoint, count: count), location: place)
                },
                rules: rules),
            violation: relations.count - 1, protected: [protected])
    }

    private func rule(
        _ relation: Int, _ arguments: [Int], _ sorts: [EndpointSort], _ attempts: [(Int, Int)],
        _ body: [DatalogProgram.Literal]
    ) -> DatalogProgram.Rule {
        DatalogProgram.Rule(
            head: .init(relation: relation, arguments: arguments),
            variables: sorts.enumerated().map { .init(name: "V\($0)", sort: $1) },
            attempts: attempts.map { .init(source: $0, destination: $1, ports: claim.ports) }, body: body,
            text: "\(relation)(\(arguments)) :- \(body.map(\.text))", location: place)
    }

    private func rule(
        _ relation: Int, _ arguments: [Int], _ sorts: [EndpointSort], _ body: [DatalogProgram.Literal]
    ) -> DatalogProgram.Rule {
        rule(relation, arguments, sorts, [], body)
    }

    private func literal(_ part: DatalogProgram.Part, _ text: String = "") -> DatalogProgram.Literal {
        .init(part, text: text, location: place)
    }

    private func call(_ relation: Int, _ arguments: Int...) -> DatalogProgram.Literal {
        literal(.call(.init(relation: relation, arguments: arguments)), "call \(relation)")
    }

    private func passes(_ attempt: Int = 0) -> DatalogProgram.Literal {
        literal(.attempt(attempt, .both, passes: true), "passes")
    }

    private func listed(_ variable: Int) -> DatalogProgram.Literal { literal(.condition(.listed(variable)), "listed") }

    private func different(_ one: Int, _ other: Int) -> DatalogProgram.Literal {
        literal(.condition(.not(.sameEndpoint(one, other))), "different")
    }

    private func from(_ variable: Int) -> DatalogProgram.Literal {
        literal(.condition(.endpoint(variable, claim.from)), "from")
    }

    private func to(_ variable: Int) -> DatalogProgram.Literal {
        literal(.condition(.endpoint(variable, claim.to)), "to")
    }

    private func related(_ one: Int, _ other: Int) -> [DatalogProgram.Literal] {
        claim.pair.enumerated().map { number, relation in
            let (condition, isSame): (EndpointCondition, Bool) =
                switch relation {
                case .namespace(let isSame): (.sameNamespace(one, other), isSame)
                case .namespaceLabel(let key, let isSame): (.sameLabel(.namespace, key: key, one, other), isSame)
                case .podLabel(let key, let isSame): (.sameLabel(.pod, key: key, one, other), isSame)
                }
            return literal(.condition(isSame ? condition : .not(condition)), "pair \(number)")
        }
    }
}
