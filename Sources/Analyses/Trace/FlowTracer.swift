public import Diagnostics
import Evaluation
public import NetworkModel
public import PolicyModel
public import Reports

/// Decides flows between the pods of a cluster, each question once.
///
/// First `resolve` all flows, so that no verdict is given where any of them is in error; then `decide` one by one.
public struct FlowTracer {
    private let evaluator: Evaluator
    /// Whether to find out which rule came nearest to allowing what is denied.
    private let isExplaining: Bool
    private var resolver: NameResolver
    private var numbers: [String: Int] = [:]
    private var problems: [String: FlowProblem] = [:]
    private var ends: [NamedEnd] = []
    private var answers: [ResolvedFlow.Question: Answer] = [:]
    private var endTexts: InternedEnds = InternedEnds()

    public init(
        program: PolicyProgram, cluster: Cluster, network: Universe.Network = Universe.Network(),
        explaining: Bool = false
    ) {
        var network = network
        // A pod on its node's network has the node's address.
        network.nodeCIDRs += cluster.workloads.filter(\.usesHostNetwork).flatMap(\.addresses).map {
            CIDRBlock($0, prefixLength: $0.family.bits)
        }
        evaluator = Evaluator(program: program, behaviour: Behaviour(network), network: network)
        resolver = NameResolver(cluster, evaluator, network)
        isExplaining = explaining
    }

    /// Finds what the names of the flows stand for. Flows with an error are left out, so that nothing may be decided
    /// where `diagnostics` has errors.
    public mutating func resolve(_ flows: [Flow], into diagnostics: inout Diagnostics) -> [ResolvedFlow] {
        var resolved: [ResolvedFlow] = []
        resolved.reserveCapacity(flows.count)
        for flow in flows {
            let from = number(flow.from, flow.location, &diagnostics)
            let to = number(flow.to, flow.location, &diagnostics)
            guard let from, let to else { continue }
            do throws(FlowProblem) {
                try FlowTargets.check(flow, ends[to])
                let question = ResolvedFlow.Question(from: from, to: to, transport: flow.transport, port: flow.port)
                resolved.append(ResolvedFlow(flow: flow, question: question))
            } catch {
                diagnostics.report(error.diagnostic(at: flow.location))
            }
        }
        return resolved
    }

    /// Decides one flow that this tracer has resolved.
    public mutating func decide(_ flow: ResolvedFlow) -> TracedFlow {
        let answer = answer(flow)
        let written = flow.flow
        return TracedFlow(
            from: written.from, to: written.to, transport: written.writtenTransport, port: written.writtenPort,
            verdict: answer.verdict, egress: endTexts[answer.egress], ingress: endTexts[answer.ingress],
            expected: written.expected, location: written.location)
    }

    private mutating func number(
        _ name: String, _ location: SourceLocation?, _ diagnostics: inout Diagnostics
    ) -> Int? {
        if let number = numbers[name] { return number }
        do throws(FlowProblem) {
            if let problem = problems[name] { throw problem }
            let end = try resolver.resolve(name) { note in
                diagnostics.report(Diagnostic(note.id, severity: .warning, at: location, note.message))
            }
            ends.append(end)
            numbers[name] = ends.count - 1
            return ends.count - 1
        } catch {
            problems[name] = error
            diagnostics.report(error.diagnostic(at: location))
            return nil
        }
    }

    private mutating func answer(_ flow: ResolvedFlow) -> Answer {
        if let known = answers[flow.question] { return known }
        let answer = newAnswer(flow)
        answers[flow.question] = answer
        return answer
    }

    private mutating func newAnswer(_ flow: ResolvedFlow) -> Answer {
        let (source, destination) = (ends[flow.question.from], ends[flow.question.to])
        let reasons = [source.isOpen, destination.isOpen].compactMap(\.self)
        // Resolving has found the targets once already, so there is nothing left to fail.
        let targets = (try? FlowTargets(flow.flow, destination).targets) ?? []
        guard reasons.isEmpty, !source.candidates.isEmpty, !targets.isEmpty else {
            return open(reasons.isEmpty ? ["it is not known which pods are meant"] : reasons)
        }
        var merged = MergedDecisions()
        for from in source.candidates {
            for target in targets {
                let decision = evaluator.decide(
                    from: from.prepared, to: target.endpoint.prepared, flow.flow.transport, target.port,
                    samePod: from.isSamePod(as: target.endpoint), explaining: isExplaining)
                let isHairpin = destination.service != nil && from.isSamePod(as: target.endpoint)
                merged.add(decision, "\(from.name) -> \(target.endpoint.name)", isHairpin: isHairpin)
            }
        }
        return Answer(
            verdict: merged.verdict, egress: endTexts.number(of: merged.egress),
            ingress: endTexts.number(of: merged.ingress))
    }

    private mutating func open(_ reasons: [String]) -> Answer {
        let end = endTexts.number(of: .text(reasons))
        return Answer(verdict: .undecided, egress: end, ingress: end)
    }
}

/// A flow whose ends are found.
public struct ResolvedFlow: Sendable {
    public var flow: Flow
    let question: Question

    /// What is asked, whatever words it is asked in.
    struct Question: Hashable, Sendable {
        var from: Int
        var to: Int
        var transport: TransportProtocol
        var port: Flow.Port
    }
}

/// A verdict, and what both ends say as numbers of `InternedEnds`.
private struct Answer {
    var verdict: TraceVerdict
    var egress: Int
    var ingress: Int
}
