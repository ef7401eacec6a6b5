import Testing

/// The differences between two cases that another analyser recorded, against the concrete evaluator.
@Suite(.enabled(if: RecordedCorpus.exists, "skipped: ../shared/corpora is not there"))
struct DiffTests {
    /// Recorded diffs of plain NetworkPolicies whose workloads are all in the corpus: before, after.
    static let cases = [
        ("acs-security-demos", "acs-security-demos-new"),
        ("acs-security-demos", "acs-security-demos-no-routes"),
        ("deny_all_to_from_a_deployment", "deny_all_to_from_a_deployment_changed_netpol"),
        ("k8s_ingress_test", "k8s_ingress_test_new"),
        ("netpol-analysis-example-minimal", "netpol-diff-example-minimal"),
        ("new_online_boutique", "new_online_boutique_synthesis"),
        ("onlineboutique_workloads", "onlineboutique_workloads_changed_netpols"),
        ("onlineboutique_workloads", "onlineboutique_workloads_changed_netpols_and_workloads"),
        ("onlineboutique_workloads", "onlineboutique_workloads_changed_workloads"),
    ]

    @Test("what another analyser recorded as changed is what changes", arguments: cases)
    func diff(_ before: String, _ after: String) throws {
        let (first, second) = (RecordedCorpus.load(before), RecordedCorpus.load(after))
        try #require(first.refusals == [] && second.refusals == [])
        let text = try RecordedCorpus.text("test_outputs/diff/diff_between_\(after)_and_\(before).txt")
        let recorded = try #require(RecordedDiff(text))
        let comparison = DiffComparison(ComparedCluster(first), ComparedCluster(second), recorded)
        print("\(before) to \(after): \(recorded.changes.count) changes, \(comparison.agreed) connections equal")
        #expect(comparison.differences == [])
    }
}
