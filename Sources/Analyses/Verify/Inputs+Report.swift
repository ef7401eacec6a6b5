import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Reports

extension Inputs {
    var counts: InputCounts {
        InputCounts(
            policies: loaded.policyCount, namespaces: loaded.cluster.namespaces.count,
            workloads: loaded.cluster.workloads.count)
    }

    /// Warns of an input that is invariants and nothing else, as from a forgotten path or an empty dump of a cluster.
    func noteEmptiness(into diagnostics: inout Diagnostics) {
        guard counts.policies + counts.namespaces + counts.workloads == 0, !specs.invariants.isEmpty else { return }
        diagnostics.report(
            Diagnostic(
                "nothing-listed", severity: .warning, at: nil,
                "the input holds no policy, no namespace and no workload",
                expected: "expected the manifests of a cluster beside the invariants"))
    }

    /// The results, in the order of the specs, each with the warnings about its own claim.
    func addingWarnings(to results: [InvariantResult]) -> [InvariantResult] {
        let checks = SpecChecks(cluster: loaded.cluster)
        return results.enumerated().map { index, result in
            var result = result
            result.warnings += checks.warnings(for: specs.invariants[index], at: specs.places[index])
            return result
        }
    }
}

extension IgnoredKind {
    var reported: IgnoredObjects {
        IgnoredObjects(apiVersion: kind.apiVersion, kind: kind.kind, count: count)
    }
}
