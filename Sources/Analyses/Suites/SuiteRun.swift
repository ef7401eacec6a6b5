import Diagnostics
import Dialects
import Invariants
import Manifests
import NetworkModel
import PolicyModel
public import Reports

/// Runs suites: decides what they name, and compares it with what they expect.
public struct SuiteRun: Sendable {
    public var options: VerifyOptions
    /// Which solver is at work, for the report.
    public var solver: SolverDescription
    /// Only cases of whose full name, `suite: case`, one of these is a part; all where empty.
    public var filters: [String]

    public init(options: VerifyOptions = VerifyOptions(), solver: SolverDescription, filters: [String] = []) {
        self.options = options
        self.solver = solver
        self.filters = filters
    }

    /// The suites of files and directories. Problems of the suites' files are the report's own, those of what a suite
    /// names are the suite's.
    ///
    /// - Throws: What is the tool's own fault, such as a counterexample that does not hold up when replayed.
    public func run(_ paths: [String]) throws -> SuiteReport {
        var clock = StageClock()
        var found = Diagnostics()
        let files = ManifestFiles.collect(paths, into: &found)
        var diagnostics = Diagnostics()
        for problem in found.all {
            var problem = problem
            // Where there is nothing, no tests are found: that has a status of its own.
            if problem.id == ManifestFiles.emptyDirectory { problem.severity = .warning }
            diagnostics.report(problem)
        }
        let documents = ManifestReader().read(files, into: &diagnostics)
        let suites = SuiteReading.read(documents, into: &diagnostics)
        var results: [SuiteResult] = []
        for suite in suites {
            let chosen = chosen(suite)
            guard !chosen.invariants.isEmpty || !chosen.connections.isEmpty else { continue }
            results.append(try result(chosen))
        }
        clock.finish("test")
        return SuiteReport(
            suites: results, diagnostics: diagnostics.sorted, solver: solver, seconds: clock.timings.total)
    }

    private func chosen(_ suite: Suite) -> Suite {
        guard !filters.isEmpty else { return suite }
        var suite = suite
        func isChosen(_ name: String) -> Bool { filters.contains { "\(suite.name): \(name)".contains($0) } }
        let invariants = suite.invariants.filter { isChosen($0.invariant) }
        let connections = suite.connections.filter { isChosen($0.title) }
        (suite.invariants, suite.connections) = (invariants, connections)
        return suite
    }

    // MARK: One suite

    private func result(_ suite: Suite) throws -> SuiteResult {
        var diagnostics = Diagnostics()
        let cases = try cases(suite, into: &diagnostics)
        return SuiteResult(
            name: suite.name, location: suite.location, cases: cases ?? suite.undecidedCases,
            diagnostics: diagnostics.sorted)
    }

    /// Nil where the input cannot be used.
    private func cases(_ suite: Suite, into diagnostics: inout Diagnostics) throws -> [SuiteCase]? {
        var clock = StageClock()
        guard let inputs = suite.request.load(into: &diagnostics, clock: &clock) else { return nil }
        suite.check(inputs, into: &diagnostics)
        var tracer = FlowTracer(
            program: inputs.loaded.program, cluster: inputs.loaded.cluster, network: inputs.specs.universe.network,
            explaining: true)
        let flows = suite.flows(into: &diagnostics)
        let resolved = tracer.resolve(flows, into: &diagnostics)
        guard !diagnostics.hasErrors, resolved.count == suite.connections.count else { return nil }
        guard let verdicts = try verdicts(suite, into: &diagnostics) else { return nil }
        let connections = zip(suite.connections, resolved).map { $0.case(for: tracer.decide($1)) }
        return verdicts + connections
    }

    private func verdicts(_ suite: Suite, into diagnostics: inout Diagnostics) throws -> [SuiteCase]? {
        guard !suite.invariants.isEmpty else { return [] }
        var options = options
        options.selected = Set(suite.invariants.map(\.invariant)).sorted()
        options.day = suite.now ?? options.day
        let isExpectingCounterexamples = suite.invariants.contains { $0.counterexample != nil }
        options.maxCounterexamples = isExpectingCounterexamples ? suite.maxCounterexamples : 1
        let verification = Verification(options: options, solver: solver)
        var found = Diagnostics()
        guard let report = try verification.run(suite.request, into: &found, progress: { _ in }) else {
            diagnostics.append(contentsOf: found)
            return nil
        }
        let results = Dictionary(report.results.map { ($0.invariant, $0) }) { first, _ in first }
        // All of them were selected, and found in the input before.
        return suite.invariants.map { $0.case(for: results[$0.invariant]!) }
    }
}

extension Suite {
    fileprivate var request: InputRequest {
        InputRequest(
            paths: manifests, specPaths: specs, universePath: universe, defaultNamespace: namespace,
            ignoredKinds: ignoreKinds)
    }

    fileprivate var undecidedCases: [SuiteCase] {
        invariants.map { SuiteCase(name: $0.invariant, kind: .invariant, location: $0.location, outcome: .undecided) }
            + connections.map {
                SuiteCase(name: $0.title, kind: .connection, location: $0.location, outcome: .undecided)
            }
    }

    /// Reports what the suite speaks of and the input does not hold: a misspelt name must not look like a passed test.
    fileprivate func check(_ inputs: Inputs, into diagnostics: inout Diagnostics) {
        let known = inputs.specs.invariants.map(\.name)
        for expected in invariants where !known.contains(expected.invariant) {
            diagnostics.report(
                Diagnostic(
                    "unknown-invariant", at: expected.location,
                    "no invariant is named \(expected.invariant.inBackticks)",
                    expected: known.isEmpty ? "the input holds no invariants" : nil,
                    suggestion: SpellingSuggestion.sentence(for: expected.invariant, among: known)))
        }
        let templates = inputs.specs.universe.namespaces.policies ?? []
        let policies = (inputs.loaded.program.tiers.flatMap(\.policies) + templates).map(\.identity)
        let names = Set(policies.map(\.description)).sorted()
        for name in invariants.flatMap({ $0.counterexample?.policies ?? [] }) {
            let exists = policies.contains { $0.namespace == name.namespace && $0.name == name.name }
            guard !exists else { continue }
            diagnostics.report(
                Diagnostic(
                    "unknown-policy", at: name.location, "no policy is named \(name.qualifiedName.inBackticks)",
                    expected: names.isEmpty ? "the input holds no policies" : nil,
                    suggestion: SpellingSuggestion.sentence(for: name.qualifiedName, among: names)))
        }
    }

    fileprivate func flows(into diagnostics: inout Diagnostics) -> [Flow] {
        connections.compactMap { expected in
            var found = Diagnostics()
            var flow = Flow(from: expected.from, to: expected.to, target: expected.port, into: &found)
            flow?.expected = expected.outcome == .allowed ? .allowed : .denied
            flow?.location = expected.location
            for problem in found.all {
                var problem = problem
                problem.location = problem.location ?? expected.location
                diagnostics.report(problem)
            }
            return flow
        }
    }
}
