import Foundation
import NetworkModel
import Reports
import Testing

/// Nodes other than those of the pods (networkpolicy.md §7, abstraction.md §6 rows 11 to 14).
@Suite("Nodes in rules")
struct NodeTests {
    private static func cluster(_ spec: String, network: String = "{}") -> String {
        """
        apiVersion: v1
        kind: Namespace
        metadata: {name: red}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: closed}
        spec: {namespaces: {exist: listed}, network: \(network)}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: policy, namespace: red}
        spec: \(spec)

        """
    }

    private static let fromNodes = """
        .invariant from_nodes
        violation(N, P) :- node(N), P.namespace.name = "red", connects(N, P, _, _).
        """

    private static let toNodes = """
        .invariant to_nodes
        violation(P, N) :- node(N), P.namespace.name = "red", connects(P, N, _, _).
        """

    private func verdict(_ rules: String, _ spec: String, network: String = "{}") throws -> Verdict {
        try Verified.result(rules, Self.cluster(spec, network: network)).verdict
    }

    @Test("Nodes are matched by an empty peer list, and not by selectors (NP-13, NP-37, NP-55, NP-83, NP-84)")
    func selectors() throws {
        #expect(try verdict(Self.fromNodes, "{podSelector: {}, ingress: [{}]}") == .refuted)
        #expect(try verdict(Self.fromNodes, "{podSelector: {}, policyTypes: [Ingress]}") == .proved)
        #expect(try verdict(Self.fromNodes, "{podSelector: {}, policyTypes: [Egress]}") == .refuted)
        #expect(
            try verdict(Self.fromNodes, "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}") == .proved)
        let toAll = "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]}"
        #expect(try verdict(Self.toNodes, toAll) == .proved)
        #expect(try verdict(Self.toNodes, "{podSelector: {}, policyTypes: [Egress]}") == .proved)
        #expect(try verdict(Self.toNodes, "{podSelector: {}, policyTypes: [Ingress]}") == .refuted)
    }

    private static let block = "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.12/32}}]}]}"

    @Test("Whether an ipBlock matches a node depends on the plugin, unless it is known to compare addresses (NP-88)")
    func blocks() throws {
        let unknown = try Verified.result(Self.fromNodes, Self.cluster(Self.block))
        #expect(unknown.verdict == .refuted)
        let derivation = try #require(unknown.derivations.first)
        #expect(derivation.dependsOn.map(\.id) == ["ip-block-matches-nodes"])
        #expect(derivation.endpoints.contains { $0.endpoint == .node([.init("192.168.0.12")!]) })
        // That it does not connect is refuted by those that match pods only.
        let blocked = """
            .invariant nodes_get_in
            violation(N, P) :- node(N), N.address in "192.168.0.12/32", P.namespace.name = "red",
                not connects(N, P, tcp, 80).
            """
        let open = "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.0/16}}]}]}"
        #expect(try verdict(blocked, open) == .refuted)
        #expect(try verdict(blocked, open, network: "{ipBlockMatchesPods: never}") == .refuted)
        #expect(try verdict(blocked, open, network: "{ipBlockMatchesPods: always}") == .proved)
    }

    @Test("Nodes have addresses where the universe puts them, and what is outside has none of these")
    func addresses() throws {
        let network = "{nodeCIDRs: [192.168.0.0/16]}"
        let documentation = "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]}"
        #expect(try verdict(Self.fromNodes, documentation) == .refuted)
        #expect(try verdict(Self.fromNodes, documentation, network: network) == .proved)
        #expect(try verdict(Self.fromNodes, Self.block, network: network) == .refuted)
        let fromOutside = Self.fromNodes.replacing("node(N)", with: "external(N)")
        #expect(try verdict(fromOutside, Self.block) == .refuted)
        #expect(try verdict(fromOutside, Self.block, network: network) == .proved)
        let elsewhere = Self.fromNodes.replacing("node(N)", with: "node(N), N.address in \"192.168.7.0/24\"")
        #expect(try verdict(elsewhere, Self.block, network: network) == .proved)
    }

    private static let spreading = """
        .decl reached(e: endpoint)
        reached(X) :- external(X).
        reached(Q) :- reached(P), pod(P), connects(P, Q, _, _).
        reached(Q) :- reached(P), connects(P, Q, _, _), pod(Q).
        .invariant a
        violation(P) :- reached(P), P.namespace.name = "red".
        """

    @Test("An endpoint may be a node once rules speak of nodes, and what is derived of nodes is not derived of others")
    func endpoints() throws {
        let network = "{nodeCIDRs: [192.168.0.0/16], ipBlockMatchesPods: always}"
        let open = "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.0/16}}]}]}"
        // There are no pods that could hand it on, and nobody speaks of nodes.
        #expect(try verdict(Self.spreading, open, network: network) == .proved)
        let withNodes = Self.spreading.replacing(
            "reached(X) :- external(X).", with: "reached(X) :- external(X); node(X).")
        let result = try Verified.result(withNodes, Self.cluster(open, network: network))
        #expect(result.verdict == .refuted)
        #expect(result.assumptions.contains { $0.text.contains("a node to its own pods and they to it") })
        let outside = withNodes.replacing(
            "P.namespace.name = \"red\"", with: "external(P), P.address in \"192.168.0.0/16\"")
        #expect(try verdict(outside, open, network: network) == .vacuous)
    }

    @Test("The report names a node by its address, and says what lets it through; its manifests leave it out")
    func report() throws {
        let open = "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.0/16}}]}]}"
        let report = try #require(try Verified.report(Self.fromNodes, Self.cluster(open)))
        let text = TextReport().text(report)
        for words in ["node with address 192.168.0.10", "no policy governs a node", "red/policy ingress[0]"] {
            #expect(text.contains(words), "\(words)\n\(text)")
        }
        let json = report.json(FailureRule()).document
        #expect(json.contains(#""kind": "node""#) && json.contains("not-governed-node"))
        let file = try #require(CounterexampleFile.files(for: report).first)
        #expect(file.text.contains("# Left out: A, a node with such an address"), "\(file.text)")
        #expect(file.text.components(separatedBy: "kind: Pod").count == 2)
    }
}
