public import Diagnostics
import Dialects
import Invariants
import PolicyModel
import Prover
public import Reports

/// Finds out which assumptions about labels carry which proofs: every invariant is decided, and those whose proofs name
/// an assumption are decided once more without it.
public struct UniverseCheck: Sendable {
    public var options: VerifyOptions
    public var solver: SolverDescription

    public init(options: VerifyOptions = VerifyOptions(), solver: SolverDescription) {
        self.options = options
        self.solver = solver
    }

    /// Nil where the input cannot be used, for reasons that `diagnostics` then holds.
    ///
    /// - Throws: What is the tool's own fault.
    public func run(
        _ request: InputRequest, into diagnostics: inout Diagnostics, progress: @escaping VerifyProgress.Handler
    ) throws -> UniverseCheckReport? {
        var clock = StageClock()
        guard var inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        inputs.specs = inputs.specs.selecting(options.selected, into: &diagnostics)
        guard !diagnostics.hasErrors else { return nil }
        let answers = try decided(inputs, progress: progress)
        let report = VerificationReport(
            results: inputs.addingWarnings(to: results(inputs, answers)),
            ignored: inputs.loaded.ignored.map(\.reported).sorted(), diagnostics: diagnostics.sorted,
            universe: inputs.specs.universe.described, inputs: inputs.counts, solver: solver)
        let assumptions = try inputs.specs.universe.labelAssumptions.map { assumption in
            try self.assumption(assumption, inputs, answers, report.results)
        }
        return UniverseCheckReport(assumptions: assumptions, verification: report)
    }

    private func decided(
        _ inputs: Inputs, progress: @escaping VerifyProgress.Handler = { _ in }
    ) throws -> [Prover.Answer] {
        let invariants = inputs.specs.invariants
        let counter = ProgressCount()
        return try Prover(inputs.world, options: options.proverOptions).answers(
            to: invariants.map(\.claim), workers: options.jobs
        ) { position, _ in
            progress(
                VerifyProgress(
                    decided: counter.next(), total: invariants.count, invariant: invariants[position].name))
        }
    }

    private func results(_ inputs: Inputs, _ answers: [Prover.Answer]) -> [InvariantResult] {
        let draft = ResultDraft(world: inputs.world, loaded: inputs.loaded)
        return zip(inputs.specs.invariants, answers).map(draft.result)
    }

    // MARK: One assumption

    private func assumption(
        _ assumption: Universe.LabelAssumption, _ inputs: Inputs, _ answers: [Prover.Answer],
        _ results: [InvariantResult]
    ) throws -> UniverseCheckReport.Assumption {
        let users = answers.indices.flatMap { position in
            proofs(of: results[position], answers[position], using: assumption).map { (position, $0) }
        }
        guard !users.isEmpty else { return .init(name: assumption.name, uses: []) }
        var inputs = inputs
        let positions = Array(Set(users.map(\.0))).sorted()
        inputs.specs.universe = inputs.specs.universe.without(assumption)
        inputs.specs.invariants = positions.map { inputs.specs.invariants[$0] }
        let others = Dictionary(
            uniqueKeysWithValues: zip(positions, self.results(inputs, try decided(inputs))))
        let fallen = users.compactMap { position, proof -> UniverseCheckReport.Fallen? in
            // Every position was decided again.
            let scopes = others[position]!.scopes
            let verdict = proof.scope == .listed ? scopes.listed : scopes.future
            return verdict == .proved ? nil : .init(proof, becomes: verdict)
        }
        return .init(name: assumption.name, uses: users.map(\.1), fallsWithout: fallen)
    }

    /// The scopes in which an invariant is proved, and the proof names an assumption or does not know what it rests on.
    private func proofs(
        of result: InvariantResult, _ answer: Prover.Answer, using assumption: Universe.LabelAssumption
    ) -> [UniverseCheckReport.Proof] {
        let scopes: [(Reports.Scope, ScopeVerdict, Prover.ScopeAnswer?)] = [
            (.listed, result.scopes.listed, answer.listed), (.future, result.scopes.future, answer.future),
        ]
        return scopes.compactMap { scope, verdict, answer in
            guard verdict == .proved, case .proved(let proof)? = answer,
                !proof.isComplete || proof.universeRules.contains(assumption.name)
            else { return nil }
            return .init(result.invariant, scope)
        }
    }
}
