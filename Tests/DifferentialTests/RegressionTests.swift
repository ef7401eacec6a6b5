import Diagnostics
import Dialects
import Invariants
import Manifests
import NetworkModel
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

    @Test("rules for pods do not bind what controllers put on the pods of a listed workload")
    func injectedLabelOutsideTheRules() throws {
        let answer = try answer(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: w, namespace: blue}
            spec: {selector: {matchLabels: {}}, template: {metadata: {}, spec: {containers: [{name: c}]}}}
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: sample}
            spec: {pods: {labels: {pod-template-hash: {required: true, values: [a]}}}}
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: claim}
            spec: {never: {to: {namespaces: [blue], podSelector: {matchLabels: {pod-template-hash: b}}}}}
            """)
        #expect(answer.listed.word == "refuted")
    }

    @Test("pods of one address family get two different addresses")
    func differentAddresses() throws {
        let answer = try answer(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: p, namespace: red}
            spec: {egress: [{ports: [{}]}, {to: [{ipBlock: {cidr: "::/0", except: ["2001:db8::/32"]}}]}]}
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: claim}
            spec: {never: {from: {namespaces: [red]}, to: {podSelector: {}}}, protect: from}
            """)
        guard case .refuted(let witnesses) = answer.listed else {
            Issue.record("not refuted")
            return
        }
        let connection = try #require(witnesses.first).witness.connection
        #expect(connection.source.pod?.addresses != connection.destination.pod?.addresses)
    }

    @Test("a proof names a policy for both ends or for none")
    func policyCountsForBothEnds() throws {
        let answer = try answer(
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: unneeded, namespace: blue}
            spec: {}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: enough, namespace: blue}
            spec: {policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {}}]}]}
            ---
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: claim}
            spec: {never: {to: {namespaces: [blue]}}}
            """)
        guard case .proved(let proof) = answer.listed else {
            Issue.record("not proved")
            return
        }
        #expect(proof.policies.count == 1)
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
