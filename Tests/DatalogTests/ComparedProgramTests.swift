import Diagnostics
import NetworkModel
import PolicyModel
import Testing

@Suite("What rules become that compare endpoints, labels and ports")
struct ComparedProgramTests {
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
            "violation(X)", #"taint(X, X.namespace.label["tenant"])"#,
            #"tenant(X, X.namespace.label["tenant"])"#, #"taint(X, Y.namespace.label["tenant"])"#,
        ]
        #expect(Set(claim.program.written) == Set(names))
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
}
