import Diagnostics
import NetworkModel
import PolicyModel
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
        #expect(claim.program.relations.map(\.name) == ["violation", "level[two]", "level[one]"])
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

    private static let tenants = """
        .decl tenant(p: pod, t: string)
        tenant(P, T) :- P.namespace.label["tenant"] = T.
        .decl taint(p: pod, t: string)
        taint(P, T) :- tenant(P, T).
        taint(Q, T) :- taint(P, T), connects(P, Q, _, _).
        .invariant a

        """

    private func sameTenant(_ one: Int, _ other: Int) -> EndpointCondition {
        .sameLabel(.namespace, key: "tenant", one, other)
    }

    @Test("What a label holds is handed on as the pod that carries it, where it is no argument anyway")
    func held() throws {
        let reading = Reading(Self.tenants + "violation(Q) :- taint(Q, T), tenant(Q, U), T != U.")
        #expect(reading.diagnostics.isEmpty, "\(reading.text)")
        let claim = try #require(reading.claim)
        let names = [
            "violation", #"taint[namespace.label["tenant"] of argument 1]"#,
            #"tenant[namespace.label["tenant"] of argument 1]"#, #"taint[namespace.label["tenant"] of argument 2]"#,
        ]
        #expect(Set(claim.program.relations.map(\.name)) == Set(names))
        #expect(claim.program.relations.map(\.sorts.count).sorted() == [1, 1, 1, 2])
        // From the pod itself nothing is different; from another pod that is what is asked.
        let violations = claim.rules(for: "violation")
        #expect(violations.map(\.conditions) == [[.not(sameTenant(1, 0))]])
        #expect(violations.map(\.variables.count) == [2])
    }

    @Test("A label that is handed on is compared with strings, facts and labels, and under not")
    func heldValues() throws {
        func conditions(_ body: String) -> [[EndpointCondition]] {
            let program = ".decl known(t: string)\nknown(\"acme\").\nknown(\"globex\").\n" + Self.tenants
            return Reading(program + "violation(P) :- \(body).").claim?.rules(for: "violation").map(\.conditions) ?? []
        }
        func isIn(_ values: String...) -> EndpointCondition {
            .endpoint(0, .namespaceLabels(LabelSelector([LabelRequirement("tenant", .isIn, values)])))
        }
        #expect(conditions("tenant(P, \"acme\")") == [[isIn("acme")]])
        #expect(conditions("tenant(P, T), T != \"acme\"") == [[.not(isIn("acme"))]])
        #expect(conditions("tenant(P, T), not known(T)") == [[.not(.any([isIn("acme"), isIn("globex")]))]])
        #expect(conditions("tenant(P, T), T in {\"acme\", \"globex\"}") == [[.any([isIn("acme"), isIn("globex")])]])
        #expect(conditions("tenant(P, T), tenant(Q, T), pod(Q)") == [[sameTenant(0, 1), .endpoint(1, .pod)]])
        #expect(
            conditions("pod(P), tenant(Q, T), not tenant(P, T)")
                == [
                    [
                        .endpoint(0, .pod),
                        .not(
                            .all([
                                sameTenant(1, 0), .endpoint(0, .pod),
                                .endpoint(
                                    0, .namespaceLabels(LabelSelector([LabelRequirement("tenant", .exists)]))),
                            ])),
                    ]
                ])
    }

    @Test("Endpoints can be one or different, with the sort of what they are one with")
    func identity() throws {
        let claim = try #require(
            Reading(
                """
                .decl twins(p: pod, q: pod)
                twins(P, P) :- pod(P).
                .invariant a
                violation(P, Q, R) :- pod(P), pod(Q), P != Q, R = P, not twins(Q, P), R not in {Q}, not (Q = R, Q.listed).
                """
            ).claim)
        let rule = claim.program.rules[0]
        #expect(rule.variables.map(\.sort) == [.pod, .pod, .pod])
        #expect(
            rule.conditions.suffix(5) == [
                .not(.sameEndpoint(0, 1)), .sameEndpoint(2, 0),
                .not(.all([.endpoint(1, .pod), .sameEndpoint(1, 0), .endpoint(1, .pod)])),
                .not(.sameEndpoint(2, 1)), .not(.all([.sameEndpoint(1, 2), .listed(1)])),
            ])
    }

    @Test("Nodes are a sort of their own, with addresses and nothing else")
    func nodes() throws {
        let claim = try #require(
            Reading(
                """
                .decl reached(e: endpoint)
                reached(N) :- node(N), N.address in {"192.168.0.0/16", "fd00::/8"}, not N.address in "192.168.7.0/24".
                reached(Q) :- reached(E), connects(E, Q, _, _), pod(Q).
                .invariant a
                violation(E) :- reached(E), not node(E), not external(E).
                """
            ).claim)
        let blocks = ["192.168.0.0/16", "fd00::/8", "192.168.7.0/24"].map { CIDRBlock($0) }
        let start = try #require(claim.rules(for: "reached").first)
        #expect(start.variables.map(\.sort) == [.node])
        #expect(
            start.conditions == [
                .node(0, nil), .any([.node(0, blocks[0]), .node(0, blocks[1])]), .not(.node(0, blocks[2])),
            ])
        #expect(
            claim.rules(for: "violation")[0].conditions == [.not(.node(0, nil)), .not(.endpoint(0, .external))])
        #expect(claim.program.speaksOfNodes)
    }

    @Test("One variable for the ports of two connections makes them agree, with what is said of it")
    func agreements() throws {
        let claim = try #require(
            Reading(
                """
                .invariant a
                violation(P, R) :- pod(P), connects(P, Q, Proto, Port), pod(Q), connects(Q, R, Proto, Port), Port < 1024,
                    connects(P, R, udp, Port).
                """
            ).claim)
        let rule = claim.program.rules[0]
        #expect(rule.agreements == [.init(.transport, 0, 1), .init(.port, 0, 1), .init(.port, 1, 2)])
        let low = IntervalSet<UInt16>([1...1023])
        #expect(
            rule.attempts.map { $0.ports?.map(\.match) } == [
                [.ports(TransportProtocol.allCases.reduce(.empty) { $0.union(PortSet($1, low)) })],
                [.ports(TransportProtocol.allCases.reduce(.empty) { $0.union(PortSet($1, low)) })],
                [.ports(PortSet(.udp, low))],
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
