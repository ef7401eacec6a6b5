import Diagnostics
import NetworkModel
import PolicyModel
import Reports
import Testing

@Suite("What rules become")
struct ProgramTests {
    static let lateral = """
        // a foothold spreads along every connection that policy permits
        .decl foothold(p: pod)
        foothold(P) :- P.namespace.label["env"] = "test".
        foothold(Q) :- foothold(P), connects(P, Q, tcp, _).

        .invariant no_lateral_movement  severity critical
            "whatever is compromised in test, prod's database stays out of reach"
        violation(P) :- foothold(P), P.namespace.label["env"] = "prod", P.label["app"] = "mysql".
        """

    private func label(_ key: String, _ value: String) -> LabelSelector {
        LabelSelector([LabelRequirement(key, equals: value)])
    }

    @Test("A recursive program keeps its relations, and conditions are those of claims")
    func recursion() throws {
        let reading = Reading(Self.lateral)
        #expect(reading.diagnostics.isEmpty, "\(reading.text)")
        let claim = try #require(reading.claim)
        #expect(reading.invariants[0].severity == .critical)
        #expect(reading.invariants[0].location == SourceLocation(file: "rules.dl", line: 6, column: 12))
        #expect(claim.program.relations.map(\.name) == ["violation", "foothold"])
        #expect(claim.protected == [0])
        #expect(claim.program.recursiveRelations == [1])
        let step = claim.program.rules[1]
        #expect(step.variables == [.init(name: "Q", sort: .pod), .init(name: "P", sort: .pod)])
        #expect(step.attempts.map { [$0.source, $0.destination] } == [[1, 0]])
        #expect(step.attempts[0].ports?.map(\.match) == [.ports(PortSet(.tcp))])
        #expect(
            claim.rules(for: "violation")[0].conditions == [
                .endpoint(0, .namespaceLabels(label("env", "prod"))), .endpoint(0, .podLabels(label("app", "mysql"))),
            ])
    }

    @Test("Facts are multiplied out into one condition")
    func facts() throws {
        let claim = try #require(
            Reading(
                """
                .decl trusted(namespace: string, app: string)
                trusted("shop", "frontend").
                trusted("bank", "ledger").
                .invariant a
                violation(P) :- trusted(N, A), P.namespace.name = N, P.label["app"] = A.
                """
            ).claim)
        #expect(claim.program.relations.map(\.name) == ["violation"])
        #expect(
            claim.program.rules.map(\.conditions) == [
                [
                    .any([
                        .all([
                            .endpoint(0, .namespaceNamed(["shop"])), .endpoint(0, .podLabels(label("app", "frontend"))),
                        ]),
                        .all([
                            .endpoint(0, .namespaceNamed(["bank"])), .endpoint(0, .podLabels(label("app", "ledger"))),
                        ]),
                    ])
                ]
            ])
    }

    @Test("Relations that rest on each other keep all their rules, in whatever order these stand")
    func mutualRecursion() throws {
        let head = """
            .decl a(p: pod, t: string)
            .decl b(p: pod, t: string)
            .invariant no_taint
            violation(P) :- a(P, "x").

            """
        let rules = ["a(P, T) :- b(P, T).", "b(P, T) :- a(P, T).", #"b(P, "x") :- P.label["b"] = "1"."#]
        for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
            let claim = try #require(Reading(head + order.map { rules[$0] }.joined(separator: "\n")).claim)
            #expect(
                Set(claim.program.rules.map(\.text)).isSuperset(of: rules.map { String($0.dropLast()) }), "\(order)")
        }
    }

    @Test("A violation by way of relations that rest on each other is found, in whatever order their rules stand")
    func mutualRecursionIsDecided() throws {
        let result = try Verified.result(
            """
            .decl a(p: pod, t: string)
            .decl b(p: pod, t: string)
            .invariant no_taint
            violation(P) :- a(P, "x").
            violation(P) :- P.namespace.name = "prod", P.label["c"] = "1", connects(Q, P, tcp, 80), external(Q).
            a(P, T) :- b(P, T).
            b(P, T) :- a(P, T).
            b(P, "x") :- P.label["b"] = "1".
            """,
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: prod}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: deny, namespace: prod}
            spec: {podSelector: {}}
            """)
        #expect(result.verdict == .refuted)
    }

    @Test("A relation with values is one relation for each of them")
    func values() throws {
        let claim = try #require(
            Reading(
                """
                .decl level(p: pod, n: string)
                level(P, "one") :- P.label["a"] = "1".
                level(P, "two") :- level(Q, "one"), connects(Q, P, tcp, 80).
                .invariant a
                violation(P) :- level(P, "two").
                """
            ).claim)
        #expect(claim.program.written == ["violation(X)", "level(X, \"two\")", "level(X, \"one\")"])
    }

    @Test("What is asked under not of facts and labels is a condition, which what is absent meets")
    func negatedFacts() throws {
        let claim = try #require(
            Reading(
                """
                .decl trusted(namespace: string)
                trusted("shop").
                .decl gate(p: pod)
                gate(P) :- trusted(P.namespace.name), P.label["role"] = "gate".
                .invariant a
                violation(P) :- pod(P), not gate(P), not trusted(P.label["origin"]).
                """
            ).claim)
        #expect(
            claim.rules(for: "violation")[0].conditions == [
                .endpoint(0, .pod),
                .not(
                    .all([
                        .endpoint(0, .pod), .endpoint(0, .namespaceNamed(["shop"])),
                        .endpoint(0, .podLabels(label("role", "gate"))),
                    ])),
                .not(.endpoint(0, .podLabels(label("origin", "shop")))),
            ])
    }

    @Test("Same is both present and equal; different is its negation (abstraction.md §9)")
    func pairs() throws {
        let claim = try #require(
            Reading(
                """
                .invariant a
                violation(S, D) :- pod(S), pod(D), connects(S, D, _, _), S.namespace.name = D.namespace.name,
                    S.namespace.label["tenant"] != D.namespace.label["tenant"], S.label["app"] = A, D.label["app"] = A.
                """
            ).claim)
        let conditions = claim.rules(for: "violation")[0].conditions
        #expect(conditions.contains(.sameNamespace(0, 1)))
        #expect(conditions.contains(.not(.sameLabel(.namespace, key: "tenant", 0, 1))))
        #expect(conditions.contains(.sameLabel(.pod, key: "app", 1, 0)))
        #expect(claim.program.rules[0].attempts.map(\.ports) == [nil])
        #expect(claim.protected == [1])
    }

    @Test("Literals with the same ends, protocol and port are about one connection, those with _ are not")
    func attempts() throws {
        let claim = try #require(
            Reading(
                """
                .invariant a
                violation(S, D) :- pod(S), pod(D), egress_allows(S, D, tcp, Port), not ingress_allows(S, D, tcp, Port),
                    Port in {80, 8000..8080}, Port != 8001, connects(S, D, udp, _), connects(S, D, udp, _).
                """
            ).claim)
        let rule = claim.program.rules[0]
        let tried = rule.body.compactMap { literal -> DatalogProgram.Part? in
            if case .attempt = literal.part { literal.part } else { nil }
        }
        #expect(
            tried == [
                .attempt(0, .egress, passes: true), .attempt(0, .ingress, passes: false),
                .attempt(1, .both, passes: true), .attempt(2, .both, passes: true),
            ])
        let ports = IntervalSet<UInt16>([80...80, 8000...8000, 8002...8080])
        #expect(rule.attempts[0].ports?.map(\.match) == [.ports(PortSet(.tcp, ports))])
    }

    @Test("Ports that facts list are tried one by one, names of ports with each protocol that is meant")
    func ports() throws {
        let claim = try #require(
            Reading(
                """
                .decl database(port: port)
                database(3306).
                database(5432).
                .invariant a
                violation(P) :- pod(P), database(Port), connects(_, P, tcp, Port).
                violation(P) :- pod(P), connects(_, P, _, "mysql").
                """
            ).claim)
        #expect(
            claim.program.rules.map { $0.attempts[0].ports?.map(\.match) } == [
                [.ports(PortSet(.tcp, 3306...3306))], [.ports(PortSet(.tcp, 5432...5432))],
                [.named("mysql", .tcp), .named("mysql", .udp), .named("mysql", .sctp)],
            ])
    }

    @Test("Alternatives are rules of their own, conditions in parentheses are not")
    func alternatives() throws {
        let claim = try #require(
            Reading(
                """
                .invariant a
                violation(P) :- pod(P), (connects(P, _, tcp, 80); connects(_, P, tcp, 80)),
                    not (P.listed; P.namespace.name = "a", not has P.label["b"]).
                """
            ).claim)
        #expect(claim.program.rules.count == 2)
        #expect(
            claim.program.rules[0].conditions.last
                == .not(
                    .any([
                        .listed(0),
                        .all([
                            .endpoint(0, .namespaceNamed(["a"])),
                            .not(.endpoint(0, .podLabels(LabelSelector([LabelRequirement("b", .exists)])))),
                        ]),
                    ])))
    }

    @Test("A claim holds the rules that its violation rests on, and no others")
    func slices() throws {
        let reading = Reading(
            """
            .decl one(p: pod)
            one(P) :- P.listed.
            .decl other(p: pod)
            other(P) :- one(P), isolated(P, ingress).
            .invariant a
            violation(P) :- one(P).
            .invariant b protect 1
            violation(P, Q) :- other(P), one(Q).
            """)
        let programs = reading.invariants.compactMap { invariant in
            if case .derived(let claim) = invariant.claim { claim } else { nil }
        }
        #expect(
            programs.map { $0.program.relations.map(\.name) } == [
                ["violation", "one"], ["violation", "other", "one"],
            ])
        #expect(programs.map(\.protected) == [[0], [0]])
    }

    @Test("Each rule that can never hold is warned of where it stands, also beside others that can")
    func deadRules() {
        let reading = Reading(
            """
            .decl small(port: port)
            small(80).
            .decl circle(p: pod)
            circle(Q) :- circle(P), connects(P, Q, tcp, _).
            .decl kept(p: pod)
            kept(P) :- P.label["a"] = "1" ; P.label["b"] = "1", small(Port), Port > 100.
            .invariant a
            violation(P) :- kept(P).
            violation(P) :- pod(P), small(Port), Port > 100, connects(_, P, tcp, Port).
            violation(P) :- circle(P), P.label["a"] = "1".
            """)
        #expect(
            reading.diagnostics.map { "\($0.location?.description ?? ""): \($0.message)" }
                == [4, 9, 10].map {
                    "rules.dl:\($0):1: this rule can never hold"
                })
        #expect(reading.diagnostics.allSatisfy { $0.severity == .warning && $0.id == "datalog-never" })
    }

    @Test("What a rule never meets is no rule, and a violation without one is warned of")
    func never() {
        let reading = Reading(
            """
            .decl small(port: port)
            small(80).
            .invariant a
            violation(P) :- pod(P), small(Port), Port > 100, connects(_, P, tcp, Port).
            """)
        #expect(reading.errors.isEmpty)
        #expect(reading.diagnostics.map(\.id) == ["datalog-never"])
        #expect(reading.claim?.program.rules.isEmpty == true)
    }

    @Test("Renamed variables, the order of rules and rules that stand twice change nothing but places")
    func metamorphic() throws {
        let renamed = Self.lateral.replacing(
            "foothold(Q) :- foothold(P), connects(P, Q, tcp, _)",
            with: "foothold(P) :- foothold(R), connects(R, P, tcp, _)")
        let (one, other) = (try #require(Reading(Self.lateral).claim), try #require(Reading(renamed).claim))
        func parts(_ claim: DerivedClaim) -> [[DatalogProgram.Part]] { claim.program.rules.map { $0.body.map(\.part) } }
        #expect(parts(one) == parts(other))
    }
}
