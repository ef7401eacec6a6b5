import Diagnostics
import Dialects
import NetworkModel
import PolicyModel
import Reports
import TestSupport
import Testing

@testable import Analyses

@Suite("The fates of mutants")
struct FateTests {
    private static let solver = SolverDescription(version: "test")

    @Test("every mutant's fate is what verifying the mutated manifests says", arguments: Clusters.all)
    func everyMutant(_ sample: Clusters.Sample) throws {
        #expect(try Self.checkEveryMutant(sample).contains("caught"))
    }

    @Test("so it is in clusters at random", arguments: UInt64(1)...12)
    func random(_ seed: UInt64) throws {
        _ = try Self.checkEveryMutant(RandomCluster.sample(seed: seed))
    }

    @Test("so it is where claims and rules hold of the listed namespaces alone")
    func randomGaps() throws {
        var withGaps: Set<String> = []
        for seed in UInt64(1)...6 {
            let sample = RandomCluster.sample(seed: seed, hasGaps: true)
            _ = try Self.checkEveryMutant(sample)
            let folder = try TemporaryFolder()
            let paths = try [folder.write("all.yaml", sample.namespaces + sample.policies)]
            let results = try Self.verdicts(paths + sample.writeSpecs(to: folder))
            withGaps.formUnion(results.filter { $0.verdict == .proved && $0.scopes.hasGap }.map(\.invariant))
        }
        #expect(withGaps.isSuperset(of: ["claim-8", "tests_do_not_open_production"]), "\(withGaps)")
    }

    /// The names of the fates that there are.
    private static func checkEveryMutant(_ sample: Clusters.Sample) throws -> Set<String> {
        let folder = try TemporaryFolder()
        let specs = try sample.writeSpecs(to: folder)
        let original = [try folder.write("original.yaml", sample.namespaces + sample.policies)] + specs
        let report = try #require(try Self.coverage(original))
        let policies = try Self.policies(original)
        var fates: Set<String> = []
        for (position, mutant) in report.mutants.enumerated() {
            let number = try #require(
                policies.firstIndex {
                    $0.identity.name == mutant.policy.name
                        && $0.identity.namespace == mutant.policy.namespace
                })
            let mutation = try #require(
                policies[number].mutations.first {
                    $0.change == mutant.change && $0.rule == mutant.rule && $0.text == mutant.text
                        && $0.location == mutant.location
                })
            var mutated = policies
            mutated.replaceSubrange(number...number, with: [mutation.replacement].compactMap(\.self))
            let text = mutated.map { PolicyYAML(policy: $0).text }.joined()
            let file = try folder.write("mutant-\(position).yaml", sample.namespaces + text)
            let expected = try Self.fate(original, [file] + specs)
            #expect(
                mutant.fate == expected, "\(sample): \(mutant.policy.name) \(mutant.rule ?? "") \(mutant.text)\n\(text)"
            )
            fates.insert(mutant.fate.name)
        }
        return fates
    }

    @Test("the samples have mutants that are caught, that survive and that mean nothing")
    func variety() throws {
        var all: Set<String> = []
        var changes: Set<CoverageMutant.Change> = []
        for sample in Clusters.all {
            let folder = try TemporaryFolder()
            let path = try folder.write("all.yaml", sample.namespaces + sample.policies + sample.specs)
            let report = try #require(try Self.coverage([path]))
            all.formUnion(report.mutants.map(\.fate.name))
            changes.formUnion(report.mutants.map(\.change))
        }
        #expect(all == ["caught", "survived", "equivalent"])
        #expect(changes == Set(CoverageMutant.Change.allCases))
    }

    @Test("a policy that no proof rests on is looked at all the same: widened, it may break one")
    func outsideTheCore() throws {
        let sample = Clusters.layered
        let folder = try TemporaryFolder()
        let path = try folder.write("all.yaml", sample.namespaces + sample.policies + sample.specs)
        let report = try #require(try Self.coverage([path], only: "test-never-reaches-db"))
        let policy = try #require(report.policies.first { $0.policy.name == "db" })
        #expect(policy.restedOnBy.isEmpty)
        let caught = report.mutants.filter { $0.policy.name == "db" && $0.fate == .caught(by: "test-never-reaches-db") }
        #expect(caught.map(\.change) == [.widenNamespace])
    }

    @Test("a change is not noticed by what was violated before in namespaces yet to be created")
    func gaps() throws {
        let folder = try TemporaryFolder()
        let paths =
            try [folder.write("all.yaml", Clusters.gaps.namespaces + Clusters.gaps.policies)]
            + Clusters.gaps.writeSpecs(to: folder)
        for name in ["test-never-opens-prod", "tests_do_not_open_production"] {
            let report = try #require(try Self.coverage(paths, only: name))
            let out = report.mutants.filter { $0.policy.name == "out" }
            #expect(!out.isEmpty && out.allSatisfy { $0.fate == .survived }, "\(name): \(out.map(\.fate))")
            #expect(report.mutants.contains { $0.fate == .caught(by: name) })
        }
    }

    @Test("the proof of an invariant of rules names the policies that it rests on")
    func rulesRestOn() throws {
        let folder = try TemporaryFolder()
        let paths =
            try [folder.write("all.yaml", Clusters.hops.namespaces + Clusters.hops.policies)]
            + Clusters.hops.writeSpecs(to: folder)
        let name = "tests_do_not_reach_the_database_in_two_hops"
        let report = try #require(try Self.coverage(paths, only: name))
        let rested = report.policies.map { "\($0.policy.name) \($0.restedOnBy)" }
        #expect(Set(rested) == [#"api ["\#(name)"]"#, "db []"])
    }

    @Test("what the solver gives up on is undecided, and never survives")
    func undecided() throws {
        let sample = Clusters.layered
        let folder = try TemporaryFolder()
        let path = try folder.write("all.yaml", sample.namespaces + sample.policies + sample.specs)
        let decided = try #require(try Self.coverage([path]))
        for limit in [UInt32(1), 50, 400, 2_000] {
            let report = try #require(try Self.coverage([path], options: VerifyOptions(resourceLimit: limit)))
            for (mutant, truth) in zip(report.mutants, decided.mutants) where mutant.fate == .equivalent {
                #expect(truth.fate == .equivalent, "rlimit \(limit): \(mutant.text)")
            }
            let proved = report.invariants.filter { $0.verdict == .proved }.map(\.name)
            for (mutant, truth) in zip(report.mutants, decided.mutants) where mutant.fate == .survived {
                guard case .caught(let name) = truth.fate else { continue }
                #expect(!proved.contains(name), "rlimit \(limit): \(mutant.text)")
            }
        }
    }

    @Test("the answers do not depend on the number of workers")
    func workers() throws {
        let sample = Clusters.tenants
        let folder = try TemporaryFolder()
        let path = try folder.write("all.yaml", sample.namespaces + sample.policies + sample.specs)
        let reports = try [1, 2, 3].map { try Self.coverage([path], options: VerifyOptions(jobs: $0))?.mutants }
        #expect(reports[0] == reports[1])
        #expect(reports[0] == reports[2])
    }

    // MARK: The long way

    /// What becomes of a mutant if everything is done again from its manifests.
    private static func fate(_ original: [String], _ mutant: [String]) throws -> CoverageMutant.Fate {
        let (before, after) = (try verdicts(original), try verdicts(mutant))
        let caught = zip(before, after).first { $0.verdict == .proved && $1.verdict != .proved }
        let relation = try relation(original, mutant)
        if let caught {
            #expect(relation != .equivalent)
            return .caught(by: caught.0.invariant)
        }
        return relation == .equivalent ? .equivalent : .survived
    }

    private static func verdicts(_ paths: [String]) throws -> [InvariantResult] {
        var diagnostics = Diagnostics()
        let report = try Verification(solver: solver).run(InputRequest(paths: paths), into: &diagnostics) { _ in }
        return try #require(report, "\(diagnostics.sorted)").results
    }

    private static func relation(_ base: [String], _ head: [String]) throws -> DiffReport.Relation {
        var diagnostics = Diagnostics()
        let request = DiffRequest(base: base[0], head: head[0], specPaths: [base[1]])
        let options = DiffOptions(maximumClasses: 1)
        return try #require(try Diffing(options: options, solver: solver).run(request, into: &diagnostics)).relation
    }

    private static func policies(_ paths: [String]) throws -> [Policy] {
        var diagnostics = Diagnostics()
        var clock = StageClock()
        let inputs = InputRequest(paths: paths).load(into: &diagnostics, clock: &clock)
        return try #require(inputs).loaded.program.tiers.flatMap(\.policies)
    }

    private static func coverage(
        _ paths: [String], only invariant: String? = nil, options: VerifyOptions = VerifyOptions()
    ) throws -> CoverageReport? {
        var options = options
        options.selected = [invariant].compactMap(\.self)
        var diagnostics = Diagnostics()
        return try Coverage(options: options, solver: solver).run(InputRequest(paths: paths), into: &diagnostics)
    }
}
