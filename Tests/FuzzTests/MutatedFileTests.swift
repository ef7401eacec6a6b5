import Analyses
import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

/// Real files with bytes of theirs changed, from the file system to the verdict: no crash, no hang, and never a verdict
/// over what was half understood.
@Suite("Mutated files")
struct MutatedFileTests {
    private static let settings = FuzzSettings()

    @Test("A mutated file of an example or of real manifests is read without an error, or refused", arguments: 0..<4)
    func mutations(shard: Int) throws {
        let files = RealFiles.contents
        try #require(files.count > 20)
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: Self.settings.seed &+ UInt64(shard))
        var refusedCount = 0
        for round in 0..<Self.settings.rounds / 4 {
            let file = files[Int.random(in: files.indices, using: &random)]
            let bytes = Mutation.of(file, with: files, &random)
            let path = try folder.write("input.yaml", bytes)
            var diagnostics = Diagnostics()
            var clock = StageClock()
            let inputs = InputRequest(paths: [path]).load(into: &diagnostics, clock: &clock)
            let comment = Comment(rawValue: "seed \(Self.settings.seed), shard \(shard), round \(round)")
            #expect((inputs == nil) == diagnostics.hasErrors, comment)
            #expect(diagnostics.sorted.allSatisfy { !$0.text.isEmpty }, comment)
            if inputs == nil { refusedCount += 1 }
        }
        #expect(refusedCount > Self.settings.rounds / 4 / 10, "only \(refusedCount) were refused")
    }

    @Test("Beside input that cannot be read, what could be proved gets no verdict", arguments: Malformed.all)
    func noVerdict(malformed: Malformed) throws {
        let folder = try TemporaryFolder()
        #expect(try verdicts([Self.proved, folder.write("input.yaml", malformed.bytes)]) == nil)
    }

    @Test("What the malformed input is put beside is proved without it")
    func verdict() throws {
        #expect(try verdicts([Self.proved]).map(Set.init) == [.proved])
    }

    private static let proved = packageRoot.appending(path: "examples/article/fixed").path()

    private func verdicts(_ paths: [String]) throws -> [Verdict]? {
        var diagnostics = Diagnostics()
        let verification = Verification(solver: SolverDescription(version: "any"))
        let report = try verification.run(InputRequest(paths: paths), into: &diagnostics) { _ in }
        #expect((report == nil) == diagnostics.hasErrors)
        return report?.results.map(\.verdict)
    }
}
