import Diagnostics
import Foundation
import Invariants
import Manifests
import TestSupport
import Testing

/// A place in a Specs object where a field that nobody knows stands, and what the schema says of that place.
struct SchemaProbe: CustomTestStringConvertible, Sendable {
    var definition: String
    var spec: String

    init(_ definition: String, _ spec: String) {
        self.definition = definition
        self.spec = spec
    }

    var testDescription: String { definition }
}

@Suite("Schemas")
struct SchemaTests {
    static func schema(_ kind: String) -> Node? {
        Repository.document("schemas/netproof.dev_\(kind)_v1alpha1.json")
    }

    private func names(_ problems: [Diagnostic]) -> Set<String> {
        let expected = problems.first { $0.id == "unknown-field" && $0.message.contains("`zzz`") }?.expected ?? ""
        return Set(
            expected.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) })
    }

    private func properties(_ kind: String, _ definition: String) -> Set<String> {
        Set(Self.schema(kind)?["definitions"]?[definition]?["properties"]?.keys ?? [])
    }

    @Test(
        "the schema of Invariant has the fields that are read, and no others",
        arguments: [
            SchemaProbe("spec", "zzz: 1"),
            SchemaProbe("claim", "never: {zzz: 1, to: {external: true}}"),
            SchemaProbe("peer", "never: {to: {zzz: 1}}"),
            SchemaProbe("ipBlock", "never: {to: {ipBlock: {zzz: 1}}}"),
            SchemaProbe("workload", "never: {to: {workload: {zzz: 1}}}"),
            SchemaProbe("port", "never: {to: {external: true}, ports: [{zzz: 1}]}"),
            SchemaProbe("relation", "never: {to: {external: true}, pair: [{zzz: 1}]}"),
            SchemaProbe("selector", "never: {to: {podSelector: {zzz: 1}}}"),
            SchemaProbe("expression", "never: {to: {podSelector: {matchExpressions: [{zzz: 1}]}}}"),
        ])
    func invariant(_ probe: SchemaProbe) {
        let read = names(Reading.invariant(probe.spec).problems)
        #expect(!read.isEmpty)
        #expect(read == properties("invariant", probe.definition))
    }

    @Test(
        "the schema of LabelUniverse has the fields that are read, and no others",
        arguments: [
            SchemaProbe("spec", "zzz: 1"),
            SchemaProbe("namespaces", "namespaces: {zzz: 1}"),
            SchemaProbe("pods", "pods: {zzz: 1}"),
            SchemaProbe("network", "network: {zzz: 1}"),
            SchemaProbe("labelRule", "pods: {labels: {app: {zzz: 1}}}"),
            SchemaProbe("setters", "namespaces: {labels: {env: {setBy: {zzz: 1}}}}"),
            SchemaProbe("implication", "namespaces: {implications: [{zzz: 1}]}"),
            SchemaProbe("selector", "namespaces: {untrusted: {zzz: 1}}"),
            SchemaProbe("expression", "namespaces: {untrusted: {matchExpressions: [{zzz: 1}]}}"),
        ])
    func universe(_ probe: SchemaProbe) {
        let read = names(Reading.universe(probe.spec).problems)
        #expect(!read.isEmpty)
        #expect(read == properties("labeluniverse", probe.definition))
    }

    @Test("every definition with fields is probed")
    func allProbed() {
        let probed: Set = [
            "spec", "claim", "peer", "ipBlock", "workload", "port", "relation", "selector", "expression", "namespaces",
            "pods", "network", "labelRule", "setters", "implication", "metadata",
        ]
        for kind in ["invariant", "labeluniverse"] {
            let definitions = Self.schema(kind)?["definitions"]
            let withFields = (definitions?.keys ?? []).filter { definitions?[$0]?["properties"] != nil }
            #expect(!withFields.isEmpty)
            #expect(Set(withFields).isSubset(of: probed))
        }
    }

    @Test("examples and guardrails obey the schemas")
    func validation() throws {
        guard let output = try Python.run(["schemas/check.py", "examples", "Specs"], missing: 3) else { return }
        #expect(output.status == 0, "\(output.text)")
    }
}
