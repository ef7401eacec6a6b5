import Diagnostics
import Dialects
import Foundation
import Invariants
import Manifests
import PolicyModel
import Prover
import Testing

/// Small changes to the proved examples, each of which opens or shuts something: the verdict has to turn.
@Suite("Mutations of proved examples")
struct ExampleMutationTests {
    struct Mutation: Sendable, CustomStringConvertible {
        var description: String
        var example: String
        var invariant: String
        /// The first occurrence in the policies is replaced.
        var text: String
        var replacement: String
    }

    private static let mutations = [
        Mutation(
            description: "a rule's In becomes NotIn", example: "tenants", invariant: "tenants-are-apart",
            text: "namespaceSelector: {matchLabels: {tenant: acme}}",
            replacement: "namespaceSelector: {matchExpressions: [{key: tenant, operator: NotIn, values: [acme]}]}"),
        Mutation(
            description: "a rule asks only that the key exists", example: "tenants", invariant: "tenants-are-apart",
            text: "namespaceSelector: {matchLabels: {tenant: globex}}",
            replacement: "namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}]}"),
        Mutation(
            description: "a rule is dropped", example: "tenants", invariant: "a-tenant-reaches-itself",
            text: "ingress:\n    - from:\n        - namespaceSelector: {matchLabels: {tenant: acme}}",
            replacement: "ingress: []"),
        Mutation(
            description: "a policy selects other pods", example: "tenants", invariant: "tenants-are-apart",
            text: "podSelector: {}", replacement: "podSelector: {matchLabels: {app: web}}"),
        Mutation(
            description: "a policy isolates the other direction", example: "tenants",
            invariant: "nothing-comes-in-from-outside", text: "policyTypes: [Ingress]",
            replacement: "policyTypes: [Egress]"),
        Mutation(
            description: "a peer becomes a block of addresses outside", example: "tenants",
            invariant: "nothing-comes-in-from-outside", text: "namespaceSelector: {matchLabels: {tenant: acme}}",
            replacement: "ipBlock: {cidr: 203.0.113.7/32}"),
        Mutation(
            description: "two conditions of a peer become two peers", example: "gateway/one-peer",
            invariant: "only-frontend-calls-gateway", text: "          podSelector: {matchLabels: {app: frontend}}",
            replacement: "        - podSelector: {matchLabels: {app: frontend}}"),
        Mutation(
            description: "a rule loses its peers", example: "gateway/one-peer",
            invariant: "only-frontend-calls-gateway",
            text: "    - from:\n        - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: web}}\n"
                + "          podSelector: {matchLabels: {app: frontend}}\n      ports:", replacement: "    - ports:"),
        Mutation(
            description: "the port of a rule is another protocol's", example: "gateway/one-peer",
            invariant: "frontend-always-calls-gateway", text: "protocol: TCP, port: 8443",
            replacement: "protocol: UDP, port: 8443"),
        Mutation(
            description: "a port becomes a range that ends before it", example: "gateway/one-peer",
            invariant: "frontend-always-calls-gateway", text: "port: 8443", replacement: "port: 8000, endPort: 8442"),
        Mutation(
            description: "a port becomes a range that holds the next one", example: "gateway/one-peer",
            invariant: "no-other-port", text: "port: 8443", replacement: "port: 8443, endPort: 8444"),
        Mutation(
            description: "a block of addresses is widened", example: "gateway/one-peer", invariant: "no-other-address",
            text: "203.0.113.0/25", replacement: "203.0.113.0/24"),
        Mutation(
            description: "an exception of a block is forgotten", example: "gateway/one-peer",
            invariant: "no-excepted-address", text: ", except: [203.0.113.7/32]", replacement: ""),
        Mutation(
            description: "the callers' end of DNS forgets TCP", example: "article/fixed",
            invariant: "everyone-reaches-dns",
            text: "        - {protocol: UDP, port: 53}\n        - {protocol: TCP, port: 53}",
            replacement: "        - {protocol: UDP, port: 53}"),
        Mutation(
            description: "egress is opened to every address", example: "layered-baseline", invariant: "no-internet",
            text: "  egress:\n    - to:\n        - podSelector: {}",
            replacement: "  egress:\n    - to:\n        - ipBlock: {cidr: 0.0.0.0/0}"),
        Mutation(
            description: "a name of a namespace becomes NotIn", example: "layered-baseline",
            invariant: "monitoring-always-reaches-metrics",
            text: "namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}",
            replacement: "namespaceSelector: {matchExpressions: "
                + "[{key: kubernetes.io/metadata.name, operator: NotIn, values: [monitoring]}]}"),
    ]

    /// Added to the example of the gateway: claims on one port and on addresses, which no example makes, and a policy for them.
    private static let additions = """
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: partners}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: partners, namespace: partners}
        spec: {ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/25, except: [203.0.113.7/32]}}]}]}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: no-other-port}
        spec: {never: {to: {namespaces: [api], podSelector: {matchLabels: {app: gateway}}}, ports: [{port: 8444}]}}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: no-other-address}
        spec: {never: {from: {ipBlock: {cidr: 203.0.113.128/25}}, to: {namespaces: [partners]}}}
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: no-excepted-address}
        spec: {never: {from: {ipBlock: {cidr: 203.0.113.7/32}}, to: {namespaces: [partners]}}}

        """

    @Test("the verdict turns", arguments: mutations)
    func turns(_ mutation: Mutation) throws {
        #expect(try Self.verdict(mutation.example, mutation.invariant) { $0 } == "proved")
        let verdict = try Self.verdict(mutation.example, mutation.invariant) { text in
            guard let range = text.range(of: mutation.text) else { return text }
            return text.replacingCharacters(in: range, with: mutation.replacement)
        }
        #expect(verdict == "refuted")
    }

    @Test(
        "a policy that a proof rests on is dropped",
        arguments: [
            ("tenants", "tenants-are-apart"), ("tenants", "nothing-comes-in-from-outside"),
            ("gateway/one-peer", "only-frontend-calls-gateway"), ("article/fixed", "app-always-reaches-db"),
            ("article/fixed", "everyone-reaches-dns"), ("layered-baseline", "no-internet"),
            ("layered-baseline", "frontend-reaches-catalog"), ("online-boutique", "only-cart-opens-redis"),
        ])
    func droppedPolicy(_ example: String, _ invariant: String) throws {
        let answer = try Self.answer(example, invariant) { $0 }
        guard case .proved(let proof) = answer else {
            Issue.record("not proved")
            return
        }
        #expect(!proof.policies.isEmpty)
        let named = Set(proof.policies.map(\.identity))
        for dropped in named {
            // Others may take its place where they are there at all, or isolate what it lets pass where they are.
            let remaining: [(PolicyIdentity) -> Bool] = [{ $0 != dropped }, { named.contains($0) && $0 != dropped }]
            let words = try remaining.map { try Self.answer(example, invariant, keeping: $0) { $0 }.word }
            #expect(words.contains("refuted"), "without \(dropped)")
        }
    }

    // MARK: Reading examples

    private static func verdict(
        _ example: String, _ invariant: String, _ change: (String) -> String
    ) throws -> String {
        let mutated = try answer(example, invariant, change)
        return mutated.word
    }

    private static func answer(
        _ example: String, _ invariant: String, keeping isKept: (PolicyIdentity) -> Bool = { _ in true },
        _ change: (String) -> String
    ) throws -> Prover.ScopeAnswer {
        var diagnostics = Diagnostics()
        let reader = ManifestReader()
        let directory = root + "examples/" + example + "/"
        let files = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(".yaml") }
            .sorted()
        var isChanged = false
        var documents: [Document] = []
        for file in files + (example == "gateway/one-peer" ? [nil] : []) {
            var text = try file.map { try String(contentsOfFile: directory + $0, encoding: .utf8) } ?? additions
            if !isChanged, text.contains("kind: NetworkPolicy") {
                let changed = change(text)
                isChanged = changed != text
                text = changed
            }
            documents += reader.read(
                text: Array(text.utf8), file: directory + (file ?? "additions.yaml"), into: &diagnostics)
        }
        let specs = SpecReader { path, diagnostics in reader.read(paths: [path], into: &diagnostics) }
            .read(documents, into: &diagnostics)
        let input = InputLoader().load(documents, into: &diagnostics)
        try #require(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))")
        var program = input.program
        for tier in program.tiers.indices {
            program.tiers[tier].policies.removeAll { !isKept($0.identity) }
        }
        let world = World(cluster: input.cluster, program: program, universe: specs.universe)
        let claim = try #require(specs.invariants.first { $0.name == invariant }).claim
        return try #require(try Prover(world).answers(to: [claim]).first).listed
    }

    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/") + "/"
}
