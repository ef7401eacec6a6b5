import Diagnostics
import Dialects
import Invariants
import Manifests
import PolicyModel
import Prover
import Testing

/// Disagreements that the random tests have found, each as small as it can be.
@Suite("Disagreements found at random")
struct RegressionTests {
    @Test("two pods of one future namespace carry the labels that only one end's policies or claim ask for (NP-99)")
    func sharedFutureNamespace() throws {
        let answer = try answer(
            """
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: claim}
            spec: {always: {to: {namespaceSelector: {matchLabels: {team: b}}}, pair: [{namespace: same}]}}
            """)
        #expect(answer.future?.word == "refuted")
        #expect(answer.listed.word == "vacuous")
    }

    @Test("a label that may change may also stay what the manifest says, and is then compared as that value (AB-09)")
    func relabelledValueIsCompared() throws {
        let answer = try answer(
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: grey, labels: {env: a}}
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: sample}
            spec: {namespaces: {relabel: [env]}}
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: claim}
            spec: {never: {to: {namespaces: [grey]}, from: {not: {namespaces: [grey]}}, pair: [{namespaceLabel: env, is: same}]}}
            """)
        #expect(answer.listed.word == "refuted")
    }

    private func answer(_ text: String) throws -> Prover.Answer {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(text.utf8), file: "sample.yaml", into: &diagnostics)
        let specs = SpecReader { _, _ in nil }.read(documents, into: &diagnostics)
        let input = InputLoader().load(documents, into: &diagnostics)
        try #require(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))")
        let world = World(cluster: input.cluster, program: input.program, universe: specs.universe)
        let answers = try Prover(world).answers(to: specs.invariants.map(\.claim))
        return try #require(answers.first)
    }
}
