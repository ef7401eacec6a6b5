import Diagnostics
public import Manifests

/// Whether objects of a kind live in namespaces.
public enum ObjectScope: Hashable, Sendable {
    case namespaced, cluster
}

/// What the API server demands of the names of a kind (V1).
public enum NameRule: Hashable, Sendable {
    case dnsSubdomain
    /// Of namespaces and Services.
    case dnsLabel
}

extension ObjectReader {
    /// The `metadata` of an object, with every field that the API knows accepted and every other one reported.
    ///
    /// A namespaced object without a namespace is in `defaultNamespace`. Nil after an error has been reported.
    public mutating func objectMetadata(
        _ scope: ObjectScope, named rule: NameRule = .dnsSubdomain, defaultNamespace: String
    ) -> ObjectMetadata? {
        required("metadata") { $0.metadataFields(scope, rule, defaultNamespace: defaultNamespace) }
    }

    /// The labels of a pod template's `metadata`, which needs no name; none where there is no metadata.
    mutating func templateLabels() -> [WrittenLabel] {
        object("metadata") { reader in
            reader.ignoreOtherMetadata()
            reader.ignoring("name", "namespace")
            return reader.writtenLabels("labels").value ?? []
        }.value ?? []
    }

    private mutating func metadataFields(
        _ scope: ObjectScope, _ rule: NameRule, defaultNamespace: String
    ) -> ObjectMetadata? {
        ignoreOtherMetadata()
        let labels = writtenLabels("labels").value ?? []
        let namespace = string("namespace").flatMap { $0.isEmpty ? nil : Located($0, at: location(of: "namespace")) }
        if let namespace, scope == .namespaced { context.checkDNSLabel(namespace, .field(path, "namespace")) }
        guard let name = objectName(rule) else { return nil }
        return ObjectMetadata(
            name: name, namespace: scope == .cluster ? nil : namespace?.value ?? defaultNamespace,
            namespaceLocation: scope == .cluster ? nil : namespace?.location, labels: labels)
    }

    private mutating func objectName(_ rule: NameRule) -> Located<String>? {
        if !(field("name").map { !$0.isNull } ?? false), contains("generateName") {
            report(
                "required",
                "\(FieldPath.field(path, "name").inWords) is missing: `generateName` leaves it to the API server",
                at: "generateName", expected: "expected a name")
            return nil
        }
        guard require("name"), let text = string("name") else { return nil }
        let name = Located(text, at: location(of: "name"))
        switch rule {
        case .dnsSubdomain: context.checkName(name, .field(path, "name"))
        case .dnsLabel: context.checkDNSLabel(name, .field(path, "name"))
        }
        return name
    }

    private mutating func ignoreOtherMetadata() {
        ignoring(
            "annotations", "creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "finalizers",
            "generateName", "generation", "managedFields", "ownerReferences", "resourceVersion", "selfLink", "uid",
            // Written by older servers only.
            "clusterName", "initializers")
    }
}
