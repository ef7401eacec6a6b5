import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Testing

@Suite("Blast radius")
struct BlastRadiusTests {
    private static let start = EndpointPredicate.namespaceNamed(["test"])

    private func radius(_ manifests: String, _ universe: String, hops: Int? = nil) throws -> BlastRadius {
        let question = try Question(manifests + Question.universe(universe))
        return try Prover(question.world).blastRadius(from: Self.start, hops: hops)
    }

    /// Each namespace lets in the one before it; the last one lets nobody in.
    private static let row = [
        Question.namespace("test"), Question.namespace("a"), Question.namespace("b"), Question.namespace("c"),
        Question.namespace("closed"),
        Question.policy("test", "{podSelector: {}, egress: [{to: [{namespaceSelector: {}}]}]}"),
        Question.policy("a", entry("test")), Question.policy("b", entry("a")), Question.policy("c", entry("b")),
        Question.policy("closed", "{podSelector: {}, policyTypes: [Ingress, Egress]}"),
    ].joined()

    private static func entry(_ namespace: String) -> String {
        """
        {podSelector: {}, policyTypes: [Ingress, Egress], egress: [{to: [{namespaceSelector: {}}]}],
         ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: \(namespace)}}}]}]}
        """
    }

    private func hops(_ radius: BlastRadius) -> [String: Int] {
        var result: [String: Int] = [:]
        for reached in radius.reached {
            switch reached.place {
            case .namespaces(let names): for name in names { result[name] = reached.hops }
            case .workloads(let workloads): for workload in workloads { result[workload.description] = reached.hops }
            case .futureNamespaces: result["<future>"] = reached.hops
            case .external: result["<external>"] = reached.hops
            }
        }
        return result
    }

    @Test("every place is listed with its shortest chain, and what cannot be reached is proved to be out of reach")
    func chains() throws {
        let radius = try radius(Self.row, "{namespaces: {exist: listed}}")
        #expect(hops(radius) == ["test": 0, "a": 1, "b": 2, "c": 3])
        #expect(Set(radius.unreached) == [.namespaces(["closed"]), .external])
        #expect(radius.undecided.isEmpty)
        for reached in radius.reached {
            #expect(reached.derivation.steps.flatMap(\.attempts).count == reached.hops)
            #expect(reached.derivation.steps.flatMap(\.attempts).allSatisfy { $0.decision.overall == .allowed })
        }
    }

    @Test("no more hops are taken than were asked for")
    func limited() throws {
        let radius = try radius(Self.row, "{namespaces: {exist: listed}}", hops: 2)
        #expect(hops(radius) == ["test": 0, "a": 1, "b": 2])
        #expect(radius.unreached.contains(.namespaces(["c"])))
    }

    @Test("longer chains than are looked at first are found, too")
    func longChain() throws {
        var manifests = Question.namespace("test") + Question.policy("test", Self.entry("nowhere"))
        for number in 0..<7 {
            manifests += Question.namespace("n\(number)")
            manifests += Question.policy("n\(number)", Self.entry(number == 0 ? "test" : "n\(number - 1)"))
        }
        let radius = try radius(manifests, "{namespaces: {exist: listed}}")
        #expect(hops(radius)["n6"] == 7)
    }

    @Test("new namespaces are a place of their own")
    func future() throws {
        let radius = try radius(Self.row, "{namespaces: {exist: any}}")
        #expect(hops(radius)["<future>"] == 1)
        // What a new namespace lets out is anybody's guess.
        #expect(hops(radius)["<external>"] == 2)
        #expect(radius.unreached == [.namespaces(["closed"])])
    }
}
