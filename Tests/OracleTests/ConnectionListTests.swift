import Dialects
import PolicyModel
import Testing

/// The connection lists that another analyser recorded, against the concrete evaluator.
///
/// The two differ in what they assume, not in what they say here: that analyser lets an ipBlock match no pod, where
/// Kubernetes leaves it open (NP-51, NP-52), so the evaluator is told the same; it takes all pods of one owner for
/// one, so every one of them is held to the recorded line; it leaves out a workload's connections with itself; its
/// `{ingress-controller}` stands for what Ingresses and Routes let in, which no policy names.
@Suite(.enabled(if: RecordedCorpus.exists, "skipped: ../shared/corpora is not there"))
struct ConnectionListTests {
    @Test("what another analyser recorded of NetworkPolicies is what the evaluator says")
    func connectionLists() throws {
        var tally = Tally()
        for file in try RecordedCorpus.names(in: "test_outputs/connlist") {
            let recorded = RecordedCase(file)
            tally.take(recorded.name, try recorded.outcome())
        }
        print(tally.inWords)
        #expect(tally.differences == [:])
        #expect(tally.refused == KnownFaults.refused)
        #expect(tally.compared >= 80)
        #expect(
            tally.skipped == [
                .otherFormat: 481, .part: 36, .explanation: 78, .noManifests: 42, .otherNetworks: 23,
                .otherPolicies: 70, .missingWorkloads: 26,
            ])
    }

    @Test("a policy that is lost is noticed")
    func controlExperiment() throws {
        let recorded = try #require(
            RecordedOutput(try RecordedCorpus.text("test_outputs/connlist/onlineboutique_connlist_output.txt")))
        var loaded = RecordedCorpus.load("onlineboutique")
        #expect(Comparison(ComparedCluster(loaded), recorded).differences.isEmpty)
        loaded.input.program.tiers[0].policies.removeLast()
        #expect(!Comparison(ComparedCluster(loaded), recorded).differences.isEmpty)
    }
}
