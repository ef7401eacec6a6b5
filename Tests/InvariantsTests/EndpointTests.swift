import Diagnostics
import Invariants
import NetworkModel
import PolicyModel
import Testing

@Suite("Endpoints of claims")
struct EndpointTests {
    private func from(_ endpoint: String) throws -> EndpointPredicate {
        try Reading.invariant("never:\n  to: {namespaces: [prod]}\n  from: \(endpoint)\n").claim.from
    }

    @Test("a podSelector alone means pods of any namespace")
    func podSelector() throws {
        #expect(try from("{podSelector: {matchLabels: {app: web}}}") == .pods("app", "web"))
    }

    @Test("an empty selector is every pod, of every namespace")
    func emptySelectors() throws {
        #expect(try from("{podSelector: {}}") == .podLabels(.everything))
        #expect(try from("{namespaceSelector: {}}") == .namespaceLabels(.everything))
    }

    @Test("the fields of a peer must all hold, of a list of peers any may")
    func andOr() throws {
        let one = try from("{namespaceSelector: {matchLabels: {env: test}}, podSelector: {matchLabels: {app: web}}}")
        #expect(one == .all([.namespaces("env", "test"), .pods("app", "web")]))
        let two = try from(
            "[{namespaceSelector: {matchLabels: {env: test}}}, {podSelector: {matchLabels: {app: web}}}]")
        #expect(two == .any([.namespaces("env", "test"), .pods("app", "web")]))
    }

    @Test("an ipBlock is the external addresses of the block")
    func ipBlock() throws {
        let cidr = try #require(CIDRBlock("10.0.0.0/8"))
        let exception = try #require(CIDRBlock("10.1.0.0/16"))
        #expect(
            try from("{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}")
                == .all([.external, .address(AddressBlock(cidr, except: [exception]))]))
    }

    @Test("external addresses can be narrowed by a block and by what they are not")
    func external() throws {
        let cidr = try #require(CIDRBlock("10.0.0.0/8"))
        let block = EndpointPredicate.all([.external, .address(AddressBlock(cidr))])
        #expect(try from("{external: true}") == .external)
        #expect(try from("{external: true, not: {ipBlock: {cidr: 10.0.0.0/8}}}") == .all([.external, .not(block)]))
        #expect(try from("{external: true, ipBlock: {cidr: 10.0.0.0/8}}") == block)
    }

    @Test("not is the complement among all endpoints, of a peer or of a list")
    func not() throws {
        #expect(try from("{not: {namespaces: [prod]}}") == .not(.namespaceNamed(["prod"])))
        #expect(
            try from("{podSelector: {}, not: [{namespaces: [prod]}, {external: true}]}")
                == .all([.podLabels(.everything), .not(.any([.namespaceNamed(["prod"]), .external]))]))
    }

    @Test("namespaces and workloads are named")
    func named() throws {
        #expect(try from("{namespaces: [b, a, b]}") == .namespaceNamed(["a", "b"]))
        #expect(
            try from("{workload: {kind: StatefulSet, namespace: prod, name: mysql}}")
                == .workload(WorkloadIdentity(kind: "StatefulSet", namespace: "prod", name: "mysql")))
    }
}
