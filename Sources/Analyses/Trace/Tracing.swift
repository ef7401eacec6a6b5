public import Diagnostics
import Dialects
import Invariants
import PolicyModel
public import Reports

/// Answers a question about connections.
public struct Tracing: Sendable {
    public var question: TraceQuestion
    /// Whether to find out which rule came nearest to allowing what is denied.
    public var isExplaining: Bool

    public init(_ question: TraceQuestion, explaining: Bool) {
        self.question = question
        isExplaining = explaining
    }

    /// Reads the input and the flows; nil where there is an error in either, for then nothing is answered.
    public func run(_ request: InputRequest, into diagnostics: inout Diagnostics) -> TraceAnswers? {
        var clock = StageClock()
        var found = Diagnostics()
        let flows = question.flows(into: &found)
        if flows.isEmpty, !found.hasErrors {
            found.report(
                Diagnostic("nothing-checked", severity: .warning, at: question.place, "no connections were given"))
        }
        if let inputs = request.load(into: &found, clock: &clock) {
            var tracer = FlowTracer(
                program: inputs.loaded.program, cluster: inputs.loaded.cluster, network: inputs.specs.universe.network,
                explaining: isExplaining)
            let resolved = tracer.resolve(flows, into: &found)
            inputs.loaded.noteUnconsidered(into: &found)
            if !found.hasErrors { return TraceAnswers(tracer, resolved, diagnostics: found.sorted) }
        }
        diagnostics.append(contentsOf: found)
        return nil
    }
}

/// The answers to a question, made one by one as they are asked for, in the order of the flows.
public struct TraceAnswers: Sequence, IteratorProtocol {
    /// Warnings and notes.
    public let diagnostics: [Diagnostic]
    private var tracer: FlowTracer
    private let flows: [ResolvedFlow]
    private var position = 0

    init(_ tracer: FlowTracer, _ flows: [ResolvedFlow], diagnostics: [Diagnostic]) {
        self.tracer = tracer
        self.flows = flows
        self.diagnostics = diagnostics
    }

    public mutating func next() -> TracedFlow? {
        guard position < flows.count else { return nil }
        defer { position += 1 }
        return tracer.decide(flows[position])
    }
}

extension LoadedInput {
    /// Tells of objects that were read past and may have a say all the same.
    fileprivate func noteUnconsidered(into diagnostics: inout Diagnostics) {
        for kind in restrictingKinds {
            diagnostics.report(
                Diagnostic(
                    "not-considered", severity: .note, at: kind.firstLocation,
                    "\(kind.count) of \(kind.kind.description.inBackticks) not considered, which may deny what is "
                        + "said to be allowed"))
        }
        for kind in overriddenKinds {
            diagnostics.report(
                Diagnostic(
                    "not-considered", severity: .warning, at: kind.firstLocation,
                    "\(kind.count) of \(kind.kind.description.inBackticks) not considered, which may decide otherwise"))
        }
    }
}
