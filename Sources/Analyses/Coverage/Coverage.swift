public import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
public import Reports

/// Measures how many changes of the policies the invariants of an input notice.
public struct Coverage: Sendable {
    public var options: VerifyOptions
    /// Which solver is at work, for the report.
    public var solver: SolverDescription

    public init(options: VerifyOptions = VerifyOptions(), solver: SolverDescription) {
        self.options = options
        self.solver = solver
    }

    /// What becomes of every mutant; nil where the input cannot be used, for reasons that `diagnostics` then holds.
    ///
    /// - Throws: What is the tool's own fault, such as a violation that does not hold up when replayed.
    public func run(_ request: InputRequest, into diagnostics: inout Diagnostics) throws -> CoverageReport? {
        var clock = StageClock()
        guard var inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        let waivers = WaiverPlan(
            inputs.specs, inputs.loaded.program.policies, on: options.day ?? .today, into: &diagnostics)
        inputs.specs = inputs.specs.selecting(options.selected, into: &diagnostics)
        guard !diagnostics.hasErrors else { return nil }
        inputs.noteEmptiness(into: &diagnostics)
        for note in waivers.notes(on: inputs.specs.invariants) { diagnostics.report(note) }
        let world = inputs.world
        let proofs = try proofs(inputs, waivers, world)
        clock.finish("prove")
        let mutants = try mutants(of: world, proofs.filter { $0.verdict == .proved })
        clock.finish("mutate")
        return CoverageReport(
            mutants: mutants, policies: policies(of: world, mutants, proofs),
            invariants: proofs.map { proof in
                CoveringInvariant(
                    name: proof.invariant.name, location: proof.invariant.location, verdict: proof.verdict,
                    caught: mutants.count { $0.fate == .caught(by: proof.invariant.name) })
            }, ignored: inputs.loaded.ignored.map(\.reported).sorted(), diagnostics: diagnostics.sorted,
            universe: inputs.specs.universe.described, inputs: inputs.counts, solver: solver, timings: clock.timings)
    }

    // MARK: Proofs

    /// What became of an invariant with the policies as they are.
    private struct Decided {
        var invariant: Invariant
        /// Without what is waived.
        var claim: Claim
        var verdict: Verdict
        /// The policies that its proofs rest on.
        var policies: Set<PolicyIdentity>
    }

    private func proofs(_ inputs: Inputs, _ waivers: WaiverPlan, _ world: World) throws -> [Decided] {
        let invariants = inputs.specs.invariants
        let claims = invariants.map(waivers.claim)
        let answers = try Prover(world, options: options.proverOptions).answers(to: claims, workers: options.jobs)
        let draft = ResultDraft(world: world, loaded: inputs.loaded)
        return invariants.indices.map { position in
            let policies = [answers[position].listed, answers[position].future].flatMap { answer -> [Policy] in
                if case .proved(let proof)? = answer { proof.policies } else { [] }
            }
            return Decided(
                invariant: invariants[position], claim: claims[position],
                verdict: draft.result(for: invariants[position], answers[position]).verdict,
                policies: Set(policies.map(\.identity)))
        }
    }

    // MARK: Mutants

    private func mutants(of world: World, _ proofs: [Decided]) throws -> [CoverageMutant] {
        let order = world.allPolicies.indices.sorted {
            (world.allPolicies[$0].location, $0) < (world.allPolicies[$1].location, $1)
        }
        let mutations = order.flatMap { number in
            world.allPolicies[number].mutations.map { (number: number, mutation: $0) }
        }
        let prover = MutationProver(
            world, mutants: mutations.map { Mutant(policy: $0.number, replacement: $0.mutation.replacement) },
            options: options.proverOptions)
        let fates = try prover.fates(under: proofs.map(\.claim), workers: options.jobs)
        return zip(mutations, fates).map { item, fate in
            CoverageMutant(
                policy: world.allPolicies[item.number].reported, change: item.mutation.change,
                rule: item.mutation.rule, location: item.mutation.location, text: item.mutation.text,
                fate: reported(fate, proofs))
        }
    }

    private func reported(_ fate: MutantFate, _ proofs: [Decided]) -> CoverageMutant.Fate {
        switch fate {
        case .caught(let claim): .caught(by: proofs[claim].invariant.name)
        case .survived: .survived
        case .equivalent: .equivalent
        case .undecided(let reason): .undecided(reason)
        }
    }

    private func policies(of world: World, _ mutants: [CoverageMutant], _ proofs: [Decided]) -> [CoveredPolicy] {
        let byPolicy = Dictionary(grouping: mutants, by: \.policy)
        return world.allPolicies.map { policy in
            let own = byPolicy[policy.reported] ?? []
            let rules = Dictionary(grouping: own.filter { $0.rule != nil }, by: { $0.rule ?? "" })
            let unwatched = rules.compactMap { name, mutants -> CoveredPolicy.Rule? in
                let counts = CoverageCounts(mutants)
                guard counts.caught == 0, counts.counted > 0 else { return nil }
                let place = mutants.first { $0.change == .dropRule }?.location ?? policy.location
                return CoveredPolicy.Rule(name: name, location: place)
            }
            return CoveredPolicy(
                policy: policy.reported, counts: CoverageCounts(own),
                restedOnBy: proofs.filter { $0.policies.contains(policy.identity) }.map(\.invariant.name),
                unwatchedRules: unwatched.sorted { $0.location < $1.location })
        }.sorted { ($0.policy.location, $0.policy) < ($1.policy.location, $1.policy) }
    }
}
