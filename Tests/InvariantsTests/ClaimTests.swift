import Diagnostics
import Invariants
import NetworkModel
import PolicyModel
import Testing

@Suite("Claims")
struct ClaimTests {
    @Test("an invariant has a name, a description, a severity, a claim and a place")
    func wholeInvariant() throws {
        let reading = Reading(
            """
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: test-never-reaches-prod-db}
            spec:
              description: No pod of a test namespace can open MySQL in prod.
              severity: critical
              never:
                from: {namespaceSelector: {matchLabels: {env: test}}}
                to:   {namespaceSelector: {matchLabels: {env: prod}}}
                ports: [{protocol: TCP, port: 3306}]
                pair: [{namespace: different}, {namespaceLabel: tenant, is: different}]
              protect: to
            """)
        let claim = try reading.claim
        let invariant = try #require(reading.specs.invariants.first)
        #expect(invariant.name == "test-never-reaches-prod-db")
        #expect(invariant.description == "No pod of a test namespace can open MySQL in prod.")
        #expect(invariant.severity == .critical)
        #expect(invariant.location.line == 1)
        #expect(claim.quantity == .never)
        #expect(claim.from == .namespaces("env", "test"))
        #expect(claim.to == .namespaces("env", "prod"))
        #expect(claim.ports?.map(\.match) == [.ports(PortSet(.tcp, 3306...3306))])
        #expect(claim.pair == [.namespace(isSame: false), .namespaceLabel("tenant", isSame: false)])
        #expect(claim.protect == .to)
    }

    @Test("an end that is left out is every endpoint, external addresses included")
    func missingEnd() throws {
        let claim = try Reading.invariant("never: {to: {namespaces: [prod]}}").claim
        #expect(claim.from == .everything)
        #expect(claim.to == .namespaceNamed(["prod"]))
        #expect(claim.ports == nil)
        #expect(claim.pair == [])
    }

    @Test("severity is medium where none is written")
    func severity() throws {
        let reading = Reading.invariant("never: {to: {namespaces: [prod]}}")
        #expect(reading.specs.invariants.map(\.severity) == [.medium])
    }

    @Test("always and only are read as they are written")
    func quantities() throws {
        #expect(try Reading.invariant("always: {from: {namespaces: [a]}}").claim.quantity == .always)
        let only = "only: {from: {namespaces: [a]}, to: {namespaces: [b]}}"
        #expect(try Reading.invariant(only).claim.quantity == .only)
    }

    @Test("ports are numbers, ranges, names or whole protocols, of TCP where no protocol is written")
    func ports() throws {
        let claim = try Reading.invariant(
            """
            never:
              to: {namespaces: [prod]}
              ports:
                - {port: 3306}
                - {protocol: UDP, port: 8000, endPort: 8080}
                - {protocol: TCP, port: metrics}
                - {protocol: SCTP}
            """
        ).claim
        #expect(
            claim.ports?.map(\.match) == [
                .ports(PortSet(.tcp, 3306...3306)), .ports(PortSet(.udp, 8000...8080)), .named("metrics", .tcp),
                .ports(PortSet(.sctp)),
            ])
        #expect(claim.ports?.map(\.usesEndPort) == [false, true, false, false])
    }

    @Test("pair relates namespaces, namespace labels and pod labels")
    func pair() throws {
        let claim = try Reading.invariant(
            """
            never:
              from: {namespaceSelector: {}}
              pair: [{namespace: same}, {namespaceLabel: example.com/tenant, is: same}, {podLabel: app, is: different}]
            """
        ).claim
        #expect(
            claim.pair == [
                .namespace(isSame: true), .namespaceLabel("example.com/tenant", isSame: true),
                .podLabel("app", isSame: false),
            ])
    }

    @Test("to is protected, and from where to is external by its words alone")
    func protectedSide() throws {
        #expect(try Reading.invariant("never: {from: {namespaces: [a]}}").claim.protect == .to)
        #expect(try Reading.invariant("never: {from: {namespaces: [a]}, to: {external: true}}").claim.protect == .from)
        let block = "never: {from: {namespaces: [a]}, to: [{ipBlock: {cidr: 10.0.0.0/8}}, {external: true}]}"
        #expect(try Reading.invariant(block).claim.protect == .from)
        let noPods = "never: {from: {namespaces: [a]}, to: {not: {podSelector: {}}}}"
        #expect(try Reading.invariant(noPods).claim.protect == .from)
        let either = "never: {from: {namespaces: [a]}, to: [{external: true}, {namespaces: [b]}]}"
        #expect(try Reading.invariant(either).claim.protect == .to)
        let said = "never: {from: {namespaces: [a]}, to: {namespaces: [b]}}\nprotect: from"
        #expect(try Reading.invariant(said).claim.protect == .from)
    }

    @Test("invariants keep the order of the file, and other kinds are passed over")
    func order() throws {
        let reading = Reading(
            ["zebra", "ant"].map { name in
                "apiVersion: netproof.dev/v1alpha1\nkind: Invariant\nmetadata: {name: \(name)}\n"
                    + "spec: {never: {to: {namespaces: [a]}}}\n---\n"
            }.joined() + "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n")
        #expect(reading.ids == [])
        #expect(reading.specs.invariants.map(\.name) == ["zebra", "ant"])
        #expect(reading.specs.universe == Universe())
    }
}
