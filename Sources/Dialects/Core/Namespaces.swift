import Manifests
import NetworkModel

extension ObjectReader {
    /// A Namespace. One that is being deleted still exists, and so do its pods.
    mutating func namespaceObject() -> Namespace? {
        ignoring("apiVersion", "kind", "spec", "status")
        return objectMetadata(.cluster, named: .dnsLabel, defaultNamespace: "").map {
            Namespace(name: $0.name.value, labels: $0.labels.dictionary, hasManifest: true)
        }
    }
}
