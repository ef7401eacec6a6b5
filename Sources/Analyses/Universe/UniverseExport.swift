public import Diagnostics
import Dialects
import Evaluation
import Invariants
import NetworkModel
import PolicyModel
public import Reports

/// Writes what a LabelUniverse assumes in a form that a cluster enforces.
public struct UniverseExport: Sendable {
    public var export: AdmissionExport

    public init(_ export: AdmissionExport = AdmissionExport()) {
        self.export = export
    }

    /// Policies with comments for what they leave open; nil where the input cannot be used, or holds nothing to export.
    public func run(_ request: InputRequest, into diagnostics: inout Diagnostics) -> Exported? {
        var clock = StageClock()
        guard let inputs = request.load(into: &diagnostics, clock: &clock) else { return nil }
        let universe = inputs.specs.universe
        let policies = export.policies(for: universe)
        guard let name = universe.name, !policies.isEmpty else {
            diagnostics.report(nothing(in: universe))
            return nil
        }
        warn(of: inputs.loaded, universe, into: &diagnostics)
        let unenforced = export.unenforced(of: universe)
        var comments = ["What the LabelUniverse \(name) assumes of labels, for the API server to enforce."]
        if !unenforced.isEmpty {
            comments += ["", "Left open, and taken as given by proofs:"] + unenforced.map { "- " + $0 }
        }
        return Exported(policies: policies, comments: comments, diagnostics: diagnostics.sorted)
    }

    /// Policies, comments about all of them, and warnings.
    public struct Exported: Hashable, Sendable {
        public var policies: [AdmissionPolicy]
        public var comments: [String]
        public var diagnostics: [Diagnostic]
    }

    private func nothing(in universe: Universe) -> Diagnostic {
        Diagnostic(
            "nothing-to-export", at: universe.location,
            universe.name.map { "the LabelUniverse \($0.inBackticks) has no rules for labels" }
                ?? "the input holds no LabelUniverse",
            expected: "expected `labels` or `implications` of namespaces or pods")
    }

    // MARK: What is there already

    /// Tells what the policies would refuse if it were created again.
    private func warn(of loaded: LoadedInput, _ universe: Universe, into diagnostics: inout Diagnostics) {
        let cluster = loaded.cluster
        for workload in cluster.workloads where !export.exemptNamespaces.contains(workload.identity.namespace) {
            let broken = universe.pods.violations(of: workload.podLabels)
            guard !broken.isEmpty else { continue }
            diagnostics.report(
                Diagnostic(
                    "refused-by-export", severity: .warning, at: place(of: workload.identity, in: loaded),
                    "new pods of \(workload.identity.description.inBackticks) would be refused: their labels break "
                        + words(broken, .pod)))
        }
        for namespace in cluster.namespaces where namespace.hasManifest {
            guard !export.exemptNamespaces.contains(namespace.name) else { continue }
            let broken = universe.namespaces.violations(of: namespace.labels)
            guard !broken.isEmpty else { continue }
            diagnostics.report(
                Diagnostic(
                    "refused-by-export", severity: .note, at: loaded.locations[.namespace(namespace.name)],
                    "the labels of the namespace \(namespace.name.inBackticks) break \(words(broken, .namespace)); "
                        + "they may stay until they are changed"))
        }
    }

    private func place(of workload: WorkloadIdentity, in loaded: LoadedInput) -> SourceLocation? {
        ["", "apps", "batch"].lazy.compactMap { group in
            loaded.locations[
                ObjectIdentity(
                    group: group, kind: workload.kind, namespace: workload.namespace, name: workload.name)]
        }.first
    }

    private func words(_ violations: [Universe.LabelRuleViolation], _ space: LabelSpace) -> String {
        violations.map { "\(space.owners).\($0.ruleName)".inBackticks }.joined(separator: ", ")
    }
}
