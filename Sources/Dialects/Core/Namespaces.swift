import Manifests
import NetworkModel

extension ObjectReader {
    /// A Namespace. One that is being deleted still exists, and so do its pods.
    mutating func namespaceObject() -> Namespace? {
        ignoring("apiVersion", "kind", "spec", "status")
        guard let metadata = objectMetadata(.cluster, defaultNamespace: "") else { return nil }
        context.checkDNSLabel(metadata.name, .field(.field(path, "metadata"), "name"))
        return Namespace(name: metadata.name.value, labels: metadata.labels.dictionary, hasManifest: true)
    }
}
