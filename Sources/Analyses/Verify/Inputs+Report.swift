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
