import Analyses
import Foundation
import Reports
import TestSupport
import Testing

/// The condition on a namespace's labels must be exactly what the direct check says of each.
@Suite("Residuals and the direct check")
struct ResidualAgreementTests {
    /// Clusters to try: `RESIDUAL_ROUNDS=200` compares 10,000 new namespaces.
    private static let rounds = ProcessInfo.processInfo.environment["RESIDUAL_ROUNDS"].flatMap { UInt64($0) } ?? 6

    private static func holds(_ cases: [[Residual.Condition]], of labels: [String: String]) -> Bool {
        cases.contains { conditions in
            conditions.allSatisfy { condition in
                guard let value = labels[condition.key] else { return condition.absent }
                return condition.values.contains(value) != condition.others
            }
        }
    }

    /// Whether the change is admitted with these labels by what a residual says.
    private static func isAdmitted(
        _ labels: [String: String], by residual: Residual, _ sample: RandomResidual
    ) throws -> Bool {
        let cases = try #require(residual.cases)
        guard !residual.isDeniedOtherwise else { return false }
        return holds(cases, of: labels) || residual.alsoUnchanged && labels == sample.old
    }

    private static func residual(
        of sample: RandomResidual, asked labels: [String: String], suggesting: Bool = false
    ) throws -> Residual {
        let report = try sample.decided(labels, asking: .withTheirPolicies, suggesting: suggesting)
        return try #require(report.residuals.first { $0.namespace == "new" })
    }

    @Test("a residual says of every new namespace what the direct check says of it", arguments: 0..<rounds)
    func new(seed: UInt64) throws {
        var dice = RandomSource(seed: seed &* 104_729 &+ 7)
        try compare(RandomResidual(isChange: false, &dice), times: 50, "seed \(seed)", &dice)
    }

    @Test("a residual says of every change about a namespace what the direct check says of it", arguments: 0..<rounds)
    func changed(seed: UInt64) throws {
        var dice = RandomSource(seed: seed &* 1_299_709 &+ 5)
        try compare(RandomResidual(isChange: true, &dice), times: 20, "seed \(seed)", &dice)
    }

    private func compare(
        _ sample: RandomResidual, times: Int, _ seed: String, _ dice: inout RandomSource
    ) throws {
        let asked = dice.pick([RandomResidual.labels(&dice), sample.old ?? [:]])
        let residual = try Self.residual(of: sample, asked: asked)
        for labels in [sample.old].compactMap(\.self) + dice.several(times...times, RandomResidual.labels) {
            let direct = try sample.decided(labels)
            #expect(
                try Self.isAdmitted(labels, by: residual, sample) == (direct.decision == .admitted),
                "\(seed), \(labels), was \(sample.old.map(String.init(describing:)) ?? "not there"): \(residual.phrases), \(direct.reasons.map { $0.name + " " + $0.message })"
            )
        }
    }

    @Test("where a residual asks for policies, these suffice, and where it does not, none do", arguments: 0..<rounds)
    func refined(seed: UInt64) throws {
        var dice = RandomSource(seed: seed &* 32_452_843 &+ 1)
        try compareRefinement(RandomResidual(isChange: dice.oneIn(3), &dice), "seed \(seed)", &dice)
    }

    private func compareRefinement(_ sample: RandomResidual, _ seed: String, _ dice: inout RandomSource) throws {
        let residual = try Self.residual(of: sample, asked: RandomResidual.labels(&dice), suggesting: true)
        let refinement = try #require(residual.refinement)
        for labels in dice.several(10...10, RandomResidual.labels) {
            let isAdmissible = try Self.isAdmitted(labels, by: residual, sample)
            let matching = refinement.cases.filter { Self.holds($0.cases, of: labels) }
            #expect(matching.isEmpty || !isAdmissible || labels == sample.old, "\(seed), \(labels)")
            #expect(matching.count <= 1, "\(seed), \(labels)")
            if let item = matching.first {
                let manifests = item.policies.map { "---\n" + $0.manifest }.joined()
                let mended = try sample.decided(labels, further: manifests)
                #expect(mended.decision == .admitted, "\(seed), \(labels): \(item.names)")
            } else if !isAdmissible, refinement.isComplete {
                let direct = try sample.decided(labels, suggesting: true)
                #expect(direct.suggestion?.outcome != .found, "\(seed), \(labels)")
            }
        }
    }
}
