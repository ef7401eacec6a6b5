import NetworkModel
import Prover
import Testing

/// Labels that nobody writes into a manifest, but that pods and namespaces carry.
struct AutomaticLabelTests {
    private static let namespaces = Question.namespace("red") + Question.namespace("blue")

    @Test("two namespaces of one name are one (NP-100)")
    func oneNameOneNamespace() throws {
        let name = "{namespaceLabel: \(namespaceNameLabel), is: same}"
        for other in ["same", "different"] {
            let question = try Question(
                Self.namespaces
                    + Question.invariant(
                        """
                        never: {from: {podSelector: {}}, to: {podSelector: {}},
                                pair: [\(name), {namespace: \(other)}]}
                        """))
            let answer = try question.answer()
            #expect(answer.listed.word == (other == "same" ? "refuted" : "vacuous"))
            #expect(answer.future?.word == (other == "same" ? "refuted" : "vacuous"))
        }
    }

    @Test("a controller overwrites what its template says of the labels that it adds (networkpolicy.md §10)")
    func overwrittenTemplateLabel() throws {
        for (kind, isRefuted) in [("Deployment", true), ("ReplicaSet", false)] {
            let workload = """
                ---
                apiVersion: apps/v1
                kind: \(kind)
                metadata: {name: web, namespace: red}
                spec:
                  selector: {matchLabels: {app: web}}
                  template:
                    metadata: {labels: {app: web, pod-template-hash: "1"}}
                    spec: {containers: [{name: c}]}

                """
            let question = try Question(
                Self.namespaces + workload
                    + Question.policy(
                        "red", "{podSelector: {matchLabels: {pod-template-hash: \"1\"}}, policyTypes: [Ingress]}")
                    + Question.invariant(
                        """
                        never: {from: {namespaces: [blue]},
                                to: {workload: {kind: \(kind), namespace: red, name: web}}}
                        """))
            #expect(try question.answer().listed.word == (isRefuted ? "refuted" : "proved"), "\(kind)")
        }
    }
}
