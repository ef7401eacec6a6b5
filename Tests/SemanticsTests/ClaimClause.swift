import Diagnostics
import Dialects
import Invariants
import Manifests
import NetworkModel
import PolicyModel

/// One numbered clause of the handbook on claims for all label assignments: policies, a claim, and what it comes to.
struct ClaimClause: Sendable {
    /// Such as `AB-09`.
    var number: String
    var says: String
    var policies: [WrittenPolicy]
    var namespaces: [Namespace]
    var workloads: [Workload]
    /// The `spec` of the LabelUniverse, if there is one.
    var universe: Node?
    /// The `spec` of the Invariant.
    var invariant: Node?
    /// The verdict for the namespaces that are listed.
    var listed: String
    /// The verdict for namespaces yet to be created, where the clause speaks of them.
    var future: String?
    /// The unspecified behaviour that the counterexample depends on, by name.
    var dependsOn: [String]
    var location: SourceLocation

    /// The sentence, with the number.
    var sentence: String { "\(says) (\(number))" }

    /// One case; its fields are those of `Specs/semantics/README.md`.
    init(_ reader: inout ObjectReader) {
        location = reader.location
        number = reader.requiredString("clause")
        says = reader.requiredString("says")
        policies = reader.objects("policies") { WrittenPolicy(&$0) }
        let unknown = reader.strings("withoutManifest")
        let named = [
            Namespace(name: "red", labels: ["team": "r", "tenant": "r"], hasManifest: !unknown.contains("red")),
            Namespace(name: "blue", labels: ["team": "b", "tenant": "b"], hasManifest: !unknown.contains("blue")),
        ]
        let known = named.map { $0.hasManifest ? $0 : Namespace(name: $0.name, hasManifest: false) }
        namespaces = known + reader.namespaces("namespaces")
        workloads = reader.pods("pods")
        universe = reader.field("universe")
        invariant = reader.require("invariant") ? reader.field("invariant") : nil
        listed = reader.requiredString("listed")
        future = reader.string("future")
        dependsOn = reader.strings("dependsOn")
    }

    /// The claim, and the universe it is made in.
    func specs(into diagnostics: inout Diagnostics) -> Specs {
        let objects = [("Invariant", invariant), ("LabelUniverse", universe)].compactMap { kind, spec in
            spec.map { Document(kind: kind, of: "netproof.dev/v1alpha1", named: "clause", spec: $0, at: location) }
        }
        return SpecReader { _, _ in nil }.read(objects, into: &diagnostics)
    }

    /// The policies, as if read from a file.
    func program(into diagnostics: inout Diagnostics) -> PolicyProgram {
        let documents = policies.enumerated().map { $0.element.document(named: "p\($0.offset)") }
        return InputLoader().load(documents, into: &diagnostics).program
    }
}
