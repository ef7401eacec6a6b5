public import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
public import Reports

/// Finds what can be reached from some pods along connections.
public struct BlastRadiusAnalysis: Sendable {
    /// A label selector of namespaces, or the name of one.
    public var from: String
    /// A label selector of pods; nil for all pods there.
    public var pods: String?
    /// The most hops; nil for any number.
    public var hops: Int?
    /// The one TCP port along which it spreads; nil for any port of any protocol.
    public var port: UInt16?
    public var timeoutMilliseconds: UInt32?

    public init(
        from: String, pods: String? = nil, hops: Int? = nil, port: UInt16? = nil, timeoutMilliseconds: UInt32? = nil
    ) {
        (self.from, self.pods) = (from, pods)
        (self.hops, self.port, self.timeoutMilliseconds) = (hops, port, timeoutMilliseconds)
    }

    /// The places that can be reached; nil where the input cannot be used, for reasons that `diagnostics` then holds.
    ///
    /// - Throws: What is the tool's own fault.
    public func run(_ request: InputRequest, into diagnostics: inout Diagnostics) throws -> BlastRadiusReport? {
        var clock = StageClock()
        let start: EndpointPredicate
        do throws(PodSelection.Problem) {
            start = try PodSelection(from, pods: pods).predicate
        } catch {
            diagnostics.report(Diagnostic("selection", at: nil, error.message))
            return nil
        }
        guard let inputs = request.load(into: &diagnostics, clock: &clock), !diagnostics.hasErrors else { return nil }
        let warning = SpecChecks(cluster: inputs.loaded.cluster)
            .warning(forSelected: start, namespaceFlag: "--from", podFlag: "--pods")
        if let warning { diagnostics.report(warning) }
        let world = inputs.world
        let ports = port.map {
            [PortEntry(.ports(PortSet(.tcp, $0...$0)), location: SourceLocation(file: "--port"))]
        }
        let prover = Prover(world, options: Prover.Options(timeoutMilliseconds: timeoutMilliseconds))
        let radius = try prover.blastRadius(from: start, ports: ports, hops: hops)
        let findings = Findings(world: world)
        return BlastRadiusReport(
            from: from + (pods.map { ", pods \($0)" } ?? ""), hops: hops,
            reached: radius.reached.map { reached in
                BlastRadiusReport.Reached(
                    place: reached.place.inWords, hops: reached.hops,
                    chain: reached.derivation.steps.flatMap(\.attempts).map(findings.reported))
            },
            unreached: radius.unreached.map(\.inWords), undecided: radius.undecided.map(\.inWords),
            reason: radius.reason, universe: inputs.specs.universe.described, diagnostics: diagnostics.sorted)
    }
}

extension BlastRadius.Place {
    /// `namespaces shop, web`.
    fileprivate var inWords: String {
        switch self {
        case .namespaces(let names): (names.count == 1 ? "namespace " : "namespaces ") + names.joined(separator: ", ")
        case .workloads(let workloads):
            (workloads.count == 1 ? "workload " : "workloads ")
                + workloads.map(\.description).joined(separator: ", ")
        case .futureNamespaces: "namespaces yet to be created"
        case .external: "addresses outside the cluster"
        }
    }
}
