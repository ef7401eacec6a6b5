public import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
public import Reports

/// Decides whether a change may go into a cluster: it must not break an invariant for any endpoint that it touches, nor
/// the universe's rules for labels.
public struct Admission: Sendable {
    public var options: VerifyOptions
    /// Which solver is at work, for the report.
    public var solver: SolverDescription

    public init(options: VerifyOptions = VerifyOptions(), solver: SolverDescription) {
        self.options = options
        self.solver = solver
    }

    /// The decision; nil where the input cannot be used, for reasons that `diagnostics` then holds.
    ///
    /// - Throws: What is the tool's own fault, such as a counterexample that does not hold up when replayed.
    public func run(_ request: AdmissionRequest, into diagnostics: inout Diagnostics) throws -> AdmissionReport? {
        var clock = StageClock()
        guard var inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        let waivers = ChangedWaivers(
            inputs.specs, inputs.change, on: options.day ?? .today, into: &diagnostics)
        inputs.specs = inputs.specs.selecting(options.selected, into: &diagnostics)
        let written = inputs.specs
        inputs.specs.invariants = waivers.after.invariants(of: written)
        guard !diagnostics.hasErrors else { return nil }
        let (change, specs) = (inputs.change, inputs.specs)
        let before = DecidedCluster(change.before, specs: specs, options: options)
        let verdicts = try before.verdicts(of: waivers.before.invariants(of: written))
        clock.finish("before")
        let decision = try ChangeDecision(
            change, specs: specs, options: options, before: verdicts, explainsProofs: request.explainsProofs)
        let review = WaiverReview(
            plan: waivers.after, change: change, cluster: DecidedCluster(change.after, specs: specs, options: options))
        let waived = try review.waivers(of: written.invariants)
        clock.finish("after")
        var suggestion: PolicySuggestion?
        if request.suggests, !decision.reasons.isEmpty {
            suggestion = try SuggestionReview(inputs, options: options, before: verdicts).suggestion(for: decision)
            clock.finish("suggestion")
        }
        var residuals: [Residual] = []
        if let question = request.residual {
            let review = ResidualReview(
                inputs, options: options, before: verdicts, forAnyPolicies: question == .forAnyPolicies)
            let refinement =
                request.suggests && question == .withTheirPolicies
                ? ResidualRefinement(inputs, options: options, before: verdicts) : nil
            residuals = try review.residuals(refining: refinement?.refinement)
            clock.finish("residual")
        }
        var report = AdmissionReport(
            objects: change.objects.map(\.summary), reasons: decision.reasons, results: decision.results,
            diagnostics: diagnostics.sorted, ignored: change.after.ignored.map(\.reported).sorted(),
            universe: specs.universe.described,
            inputs: Inputs(loaded: change.after, specs: specs).counts, solver: solver, timings: clock.timings)
        report.hasLabelRules = specs.universe.hasLabelRules
        for (index, waivers) in waived.enumerated() { report.results[index].waivers = waivers }
        report.residuals = residuals
        report.suggestion = suggestion
        return report
    }
}

/// A cluster that claims are decided about.
struct DecidedCluster {
    let world: World
    private let loaded: LoadedInput
    private let options: VerifyOptions

    /// - Parameter open: namespaces of which any policies are taken to be possible.
    init(_ loaded: LoadedInput, specs: Specs, options: VerifyOptions, anyPolicies open: Set<String> = []) {
        self.loaded = loaded
        self.options = options
        var world = World(cluster: loaded.cluster, program: loaded.program, universe: specs.universe)
        world.anyPolicies = open
        self.world = world
    }

    /// What becomes of claims, each as the result of an invariant: its own, or a part of its own.
    func results(
        of questions: [(invariant: Invariant, claim: Claim)], explaining explanations: Prover.Explanations = .all
    ) throws -> [InvariantResult] {
        let answers = try answers(to: questions.map(\.claim), explaining: explanations)
        let draft = ResultDraft(world: world, loaded: loaded)
        return zip(questions, answers).map { question, answer in
            var invariant = question.invariant
            invariant.claim = question.claim
            return draft.result(for: invariant, answer)
        }
    }

    func answers(
        to claims: [Claim], explaining explanations: Prover.Explanations = .all
    ) throws -> [Prover.Answer] {
        var proverOptions = options.proverOptions
        proverOptions.explanations = explanations
        return try Prover(world, options: proverOptions).answers(to: claims, workers: options.jobs)
    }

    func verdicts(of invariants: [Invariant]) throws -> [Verdict] {
        try verdicts(of: invariants.map { ($0, $0.claim) })
    }

    /// No more than whether claims hold, in less time than `results` takes.
    func verdicts(of questions: [(invariant: Invariant, claim: Claim)]) throws -> [Verdict] {
        try results(of: questions, explaining: []).map(\.verdict)
    }
}

extension ClusterChange.ChangedObject {
    fileprivate var summary: ChangedObjectSummary {
        ChangedObjectSummary(
            action: action.rawValue, kind: identity.kind, namespace: identity.namespace, name: identity.name,
            location: location)
    }
}
