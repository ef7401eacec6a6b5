import Foundation
import Reports
import TestSupport
import Testing

@testable import Analyses

/// The conditions of `deploy/webhook.yaml`, under which the API server asks the webhook at all.
@Suite("Conditions of the webhook")
struct WebhookConditionTests {
    private static func webhook() throws -> String {
        let file = packageRoot.appending(path: "deploy/webhook.yaml")
        return String(decoding: try Data(contentsOf: file), as: UTF8.self)
    }

    private struct Request {
        var kind = "Pod"
        var subresource: String?
        var labels: [String: String]?
        var oldLabels: [String: String]?
        var isCreated = false
        var isDeleted = false

        var json: [String: Any] {
            func object(_ labels: [String: String]?) -> [String: Any] {
                ["metadata": labels.map { ["name": "x", "labels": $0] } ?? ["name": "x"]]
            }
            var request: [String: Any] = ["kind": ["group": "", "version": "v1", "kind": kind]]
            if let subresource { request["subResource"] = subresource }
            return [
                "request": request, "object": isDeleted ? NSNull() : object(labels),
                "oldObject": isCreated ? NSNull() : object(oldLabels),
            ]
        }
    }

    @Test(
        "another implementation of CEL leaves out subresources that change no label, and Bindings without labels, alone"
    )
    func meaning() throws {
        let (a, b) = (["app": "a"], ["app": "b"])
        let cases: [(Request, [String])] = [
            // What is asked for by itself is never left out.
            (Request(labels: a, oldLabels: a), []), (Request(labels: a, isCreated: true), []),
            (Request(oldLabels: a, isDeleted: true), []), (Request(isDeleted: true), []), (Request(), []),
            (Request(subresource: "", labels: a, oldLabels: a), []),
            (Request(kind: "Namespace", labels: a, oldLabels: a), []),
            // Through subresources, changes of labels are not.
            (Request(subresource: "status", labels: a, oldLabels: b), []),
            (Request(subresource: "status", labels: a), []), (Request(subresource: "status", oldLabels: a), []),
            (Request(kind: "Namespace", subresource: "finalize", labels: a, oldLabels: b), []),
            (Request(subresource: "status", labels: a, oldLabels: a), ["subresource-changes-labels"]),
            (Request(subresource: "status"), ["subresource-changes-labels"]),
            (Request(subresource: "status", labels: [:]), ["subresource-changes-labels"]),
            (
                Request(kind: "Namespace", subresource: "finalize", labels: a, oldLabels: a),
                ["subresource-changes-labels"]
            ),
            (Request(kind: "Binding", subresource: "binding", labels: a, isCreated: true), []),
            (Request(kind: "Binding", labels: a, isCreated: true), []),
            (Request(kind: "Binding", subresource: "binding", isCreated: true), ["binding-writes-labels"]),
            (
                Request(
                    kind: "Binding", subresource: "binding", labels: ["topology.kubernetes.io/zone": "a"],
                    isCreated: true), ["binding-writes-labels"]
            ),
            (
                Request(
                    kind: "Binding", subresource: "binding", labels: ["topology.kubernetes.io/zone": "a", "app": "a"],
                    isCreated: true), []
            ),
        ]
        let task: [String: Any] = ["webhook": try Self.webhook(), "requests": cases.map(\.0.json)]
        let input = String(decoding: try JSONSerialization.data(withJSONObject: task), as: UTF8.self)
        guard let result = try Judge.run("conditions.py", input: input) else { return }
        try #require(result.status == 0, "\(result.text)")
        let answers = try #require(
            try JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [[String]], "\(result.text)")
        for (answer, (request, expected)) in zip(answers, cases) { #expect(answer == expected, "\(request)") }
        #expect(answers.count == cases.count)
    }

    @Test("what a change of labels is, the webhook and the exported admission policies say in the same words")
    func sameWords() throws {
        let folded = try Self.webhook().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let own = LabelValidations.changesLabels.expression.filter { $0 != "(" && $0 != ")" }
        #expect(folded.filter { $0 != "(" && $0 != ")" }.contains(own))
    }
}
