import Testing

@testable import NetproofBench

struct GeneratedClusterTests {
    private static let size = ClusterSize(policies: 60, namespaces: 10, invariants: 20, pods: 30)

    private func text(seed: UInt64, _ size: ClusterSize = size) -> String {
        let cluster = GeneratedCluster(size, seed: seed)
        return cluster.namespaces.map { cluster.manifests(of: $0) }.joined() + cluster.invariants
    }

    @Test("The same seed gives the same cluster, another seed another")
    func seeds() {
        #expect(text(seed: 7) == text(seed: 7))
        #expect(text(seed: 7) != text(seed: 8))
    }

    @Test("The cluster of a seed stays what it was, so that measurements can be compared")
    func sameText() {
        let hash = text(seed: 7).utf8.reduce(14_695_981_039_346_656_037 as UInt64) {
            ($0 ^ UInt64($1)) &* 1_099_511_628_211
        }
        #expect(hash == 7_239_233_710_760_064_040)
    }

    @Test("A cluster holds as much as its size says")
    func counts() {
        let kinds = text(seed: 7).split(separator: "\n").filter { $0.hasPrefix("kind: ") }
        func count(_ kind: String) -> Int { kinds.count { $0 == "kind: \(kind)" } }
        #expect(count("NetworkPolicy") == 60)
        #expect(count("Namespace") == 10)
        #expect(count("Invariant") == 20)
        #expect(count("Pod") == 30)
    }

    @Test("Pods change nothing else in a cluster")
    func pods() {
        var without = Self.size
        without.pods = 0
        #expect(text(seed: 7).hasSuffix(GeneratedCluster(without, seed: 7).invariants))
        let documents = Set(text(seed: 7).split(separator: "---\n"))
        #expect(text(seed: 7, without).split(separator: "---\n").allSatisfy(documents.contains))
    }

    @Test("Generated clusters are verified without an error", arguments: [1, 2, 3] as [UInt64])
    func stages(_ seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let bench = Workbench(folder: folder, seed: seed, netproof: "", bench: "", divisor: 1)
        let path = try bench.write(GeneratedCluster(Self.size, seed: seed), as: "cluster", .fileForEachNamespace)
        var staged = StagedRun()
        try staged.run([path], onlyReading: false)
        let figures = StagedFigures(stages: staged.meter.stages, claims: staged.claims)
        #expect(figures.stages.map(\.name) == ["read", "lower", "compile", "decide"])
        #expect(figures.claims.count == Self.size.invariants)
        let carriedOver = try StagedFigures(text: figures.text)
        #expect(carriedOver.claims == figures.claims)
    }
}
