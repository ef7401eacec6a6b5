import Analyses
import Diagnostics
import Dialects
import Manifests
import Prover
import Reports
import TestSupport
import Testing

/// A cluster with a guard, and what `admit` says of the same.
struct GuardAndAdmit {
    let cluster: String
    let specs: String
    let resident: AdmissionGuard
    private let rules: String
    private let templates: [String: String]

    init(cluster: String, specs: String, rules: String = "", templates: [String: String] = [:]) throws {
        (self.cluster, self.specs, self.rules, self.templates) = (cluster, specs, rules, templates)
        let folder = try TemporaryFolder()
        for (name, text) in templates { try folder.write(name, text) }
        let request = InputRequest(
            paths: [try folder.write("cluster.yaml", cluster)],
            specPaths: [try folder.write("specs.yaml", specs), try folder.write("rules.dl", rules)])
        var diagnostics = Diagnostics()
        let resident = try AdmissionGuard(request, into: &diagnostics)
        self.resident = try #require(resident, "\(diagnostics.sorted.map(\.text))")
    }

    func resident(putting text: String, with solvers: inout Solvers) throws -> GuardDecision {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(text.utf8), file: "change", into: &diagnostics)
        return try resident.decide(.put(try #require(documents.first), namespace: "default"), with: &solvers)
    }

    func resident(putting text: String) throws -> GuardDecision {
        var solvers = try Solvers()
        return try resident(putting: text, with: &solvers)
    }

    /// - Parameter key: As `--delete` has it.
    func resident(removing key: String, with solvers: inout Solvers) throws -> GuardDecision {
        let parts = key.split(separator: "/").map(String.init)
        let kinds = [
            "namespace": ("", "Namespace"), "networkpolicy": ("networking.k8s.io", "NetworkPolicy"),
            "pod": ("", "Pod"),
        ]
        let (group, kind) = try #require(kinds[parts[0]])
        let identity = ObjectIdentity(
            group: group, kind: kind, namespace: parts.count == 3 ? parts[1] : nil, name: parts.last ?? "")
        return try resident.decide(.remove(identity), with: &solvers)
    }

    func admission(change: String = "", deleting: [String] = []) throws -> AdmissionReport {
        try Admitted(
            cluster: cluster, specs: specs, change: change, deleting: deleting, templates: templates, rules: rules
        ).decided()
    }

    /// Why `admit` denies a change, after the guard has been seen to say the same.
    func reasons(putting change: String? = nil, removing key: String? = nil) throws -> [AdmissionReason] {
        var solvers = try Solvers()
        let report = try admission(change: change ?? "", deleting: [key].compactMap(\.self))
        let decision =
            if let key { try resident(removing: key, with: &solvers) } else {
                try resident(putting: change ?? "", with: &solvers)
            }
        #expect(decision.reasons.map(\.message) == report.reasons.map(\.message))
        return report.reasons
    }
}
