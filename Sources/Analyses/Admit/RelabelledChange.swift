import Diagnostics
import Dialects
import Manifests
import NetworkModel
import Reports

extension AdmissionInputs {
    /// The inputs with other labels on a namespace of the change.
    func relabelling(_ namespace: String, _ labels: [String: String]) -> AdmissionInputs {
        let written = labels.filter { $0.key != namespaceNameLabel }.sorted { $0.key < $1.key }
            .map { JSONValue.literal($0.key) + ": " + JSONValue.literal($0.value) }.joined(separator: ", ")
        let manifest =
            "{apiVersion: v1, kind: Namespace, metadata: {name: \(JSONValue.literal(namespace)), labels: {\(written)}}}\n"
        // The name and the labels come from objects that were read without an error.
        var known = Diagnostics()
        let documents = ManifestReader().read(text: Array(manifest.utf8), file: "", into: &known)
        let objects = parts.loader.decode(documents, into: &known)
        var inputs = self
        inputs.parts.changed.removeAll { $0.identity?.isNamespace == true && $0.identity?.name == namespace }
        inputs.parts.changed += objects
        inputs.change = inputs.parts.change(into: &known)
        return inputs
    }
}
