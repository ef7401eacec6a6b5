import Diagnostics
import NetworkModel
import PolicyModel
import Testing

@testable import Invariants

@Suite("Rules as text")
struct TextTests {
    static let programs = [
        ProgramTests.lateral,
        """
        .decl trusted(namespace: string, app: string)
        .decl alarm()
        trusted("shop", "front\\"end\\\\").
        alarm() :- pod(P), trusted(P.namespace.name, _).
        .invariant "with-hyphens" severity low protect 1, 2 "what is meant"
        violation(S, D, Port) :- pod(S), pod(D), not connects(S, D, Proto, Port), Proto in {tcp, udp}, Port in 1..1024,
            Port != 80, (has S.label["a/b"]; S.workload = "a/Deployment/b"), not (S.listed), alarm(),
            S.namespace.label["t"] = D.namespace.label["t"] ; pod(S), pod(D), isolated(S, egress), D.listed,
            ingress_allows(S, D, sctp, Port), Port >= 9000.
        .invariant other
        violation(X) :- external(X), X.address not in {"10.0.0.0/8", "fc00::/7"}, pod(P), egress_allows(P, X, _, "http").
        """,
    ]

    @Test("What is printed reads back as the same program", arguments: programs)
    func roundTrip(_ program: String) {
        var diagnostics = Diagnostics()
        let source = SourceText(file: "a.dl", bytes: Array(program.utf8))
        let printed = DatalogText.text(of: DatalogParser.parse(source, into: &diagnostics))
        let again = DatalogText.text(
            of: DatalogParser.parse(SourceText(file: "a.dl", bytes: Array(printed.utf8)), into: &diagnostics))
        #expect(diagnostics.all.isEmpty, "\(diagnostics.all.map(\.text))")
        #expect(printed == again)
        let (one, other) = (Reading(program), Reading(printed))
        #expect(one.errors.isEmpty && !one.invariants.isEmpty, "\(one.text)")
        #expect(one.rules == other.rules)
    }

    @Test("Claims of every kind are written as rules that are read without an error")
    func claims() {
        let web = EndpointPredicate.all([
            .namespaceLabels(LabelSelector([LabelRequirement("env", .notIn, ["prod", "test"])])),
            .podLabels(
                LabelSelector([LabelRequirement("app", equals: "web"), LabelRequirement("old", .doesNotExist)])),
        ])
        let block = EndpointPredicate.all([
            .external, .address(AddressBlock(CIDRBlock("10.0.0.0/8")!, except: [CIDRBlock("10.1.0.0/16")!])),
        ])
        let predicates: [EndpointPredicate] = [
            .everything, .pod, .external, web, block, .any([web, block]), .not(web), .not(.any([web, block])),
            .workload(WorkloadIdentity(kind: "Deployment", namespace: "a", name: "b")),
            .all([.pod, .not(.namespaceNamed(["kube-system"]))]), .not(.external),
        ]
        let place = SourceLocation(file: "claims.yaml")
        let ports: [[PortEntry]?] = [
            nil, [PortEntry(.ports(PortSet(.tcp, 80...80)), location: place)],
            [
                PortEntry(.ports(PortSet(.udp, IntervalSet([53...53, 9000...9999]))), location: place),
                PortEntry(.named("http", .tcp), location: place),
            ],
        ]
        for quantity in ConnectionClaim.Quantity.allCases {
            for from in predicates {
                for to in predicates
                where !(from.excludesPods && to.excludesPods) && (quantity != .only || isSensible(from)) {
                    for ports in ports {
                        let side: ConnectionClaim.Side = to.excludesPods ? .from : .to
                        let different: [ConnectionClaim.Relation] = [.namespaceLabel("tenant", isSame: false)]
                        let mayBePods = !from.excludesPods && !to.excludesPods && quantity != .only
                        let claim = ConnectionClaim(
                            quantity: quantity, from: from, to: to, ports: ports,
                            pair: mayBePods ? different + [.namespace(isSame: true)] : different, protect: side)
                        let invariant = Invariant(
                            name: "a-claim", severity: .high, claim: .connections(claim), location: place)
                        let text = RuleWriting.text(of: [invariant])
                        let reading = Reading(text)
                        #expect(reading.errors.isEmpty && reading.invariants.count == 1, "\(text)\n\(reading.text)")
                    }
                }
            }
        }
    }

    /// `only` about everything says nothing.
    private func isSensible(_ from: EndpointPredicate) -> Bool { !EndpointPredicate.not(from).excludesPods }

    @Test("A claim that something is never reached is one rule")
    func never() {
        let labels = { (key: String, value: String) in LabelSelector([LabelRequirement(key, equals: value)]) }
        let claim = ConnectionClaim(
            quantity: .never, from: .namespaceLabels(labels("env", "test")),
            to: .all([.namespaceLabels(labels("env", "prod")), .podLabels(labels("app", "mysql"))]),
            ports: [PortEntry(.ports(PortSet(.tcp, 3306...3306)), location: SourceLocation(file: ""))], protect: .to)
        let invariant = Invariant(
            name: "test-never-reaches-prod-db", description: "No pod of test opens MySQL in prod.", severity: .critical,
            claim: .connections(claim), location: SourceLocation(file: ""))
        #expect(
            RuleWriting.text(of: [invariant]) == """
                .invariant "test-never-reaches-prod-db" severity critical protect 2
                    "No pod of test opens MySQL in prod."
                violation(S, D) :- S.namespace.label["env"] = "test", D.namespace.label["env"] = "prod", \
                D.label["app"] = "mysql", connects(S, D, tcp, 3306).

                """)
    }
}

extension Reading {
    /// Of all invariants, without places.
    var rules: [[DatalogProgram.Rule]] {
        invariants.map { invariant in
            if case .derived(let claim) = invariant.claim { claim.program.rules.map(\.placeless) } else { [] }
        }
    }
}
