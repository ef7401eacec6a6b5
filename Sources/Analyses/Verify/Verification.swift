public import Diagnostics
import Dialects
import Invariants
import PolicyModel
public import Reports

/// Decides the invariants of an input.
public struct Verification: Sendable {
    public var options: VerifyOptions
    /// Which solver is at work, for the report.
    public var solver: SolverDescription

    public init(options: VerifyOptions = VerifyOptions(), solver: SolverDescription) {
        self.options = options
        self.solver = solver
    }

    /// A verdict for each invariant; nil where the input cannot be used, for reasons that `diagnostics` then holds.
    ///
    /// - Throws: What is the tool's own fault, such as a counterexample that does not hold up when replayed.
    public func run(
        _ request: InputRequest, into diagnostics: inout Diagnostics, progress: @escaping VerifyProgress.Handler
    ) throws -> VerificationReport? {
        var clock = StageClock()
        guard var inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        let day = options.day ?? .today
        let waivers = WaiverPlan(inputs.specs, inputs.loaded.program.policies, on: day, into: &diagnostics)
        options.baseline?.check(into: &diagnostics)
        inputs.specs = inputs.specs.selecting(options.selected, into: &diagnostics)
        guard !diagnostics.hasErrors else { return nil }
        inputs.noteEmptiness(into: &diagnostics)
        let names = Set(inputs.specs.invariants.map(\.name))
        let shard = shard(of: inputs.specs, request, on: day)
        if let shard { inputs.specs = inputs.specs.keeping(shard.positions) }
        let decided = try decide(inputs, waivers, progress: progress)
        clock.finish("decide")
        let results = inputs.addingWarnings(to: decided)
        let existing = options.selected.isEmpty ? names : nil
        for warning in options.baseline?.goneWarnings(results, among: existing) ?? [] {
            diagnostics.report(warning)
        }
        var report = VerificationReport(
            results: results, ignored: inputs.loaded.ignored.map(\.reported).sorted(),
            diagnostics: diagnostics.sorted, universe: inputs.specs.universe.described, inputs: inputs.counts,
            solver: solver, timings: clock.timings)
        report.shard = shard
        return report
    }
}
