/// What the API server sends to the webhook.
public enum Review {
    /// The specification of a policy that lets everybody in.
    public static let opening = #"{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}"#
    /// That of one which takes away and opens nothing that the specs speak of.
    public static let harmless = #"{"podSelector": {}, "policyTypes": ["Egress"]}"#

    /// - Parameters:
    ///   - subresource: By which the object is changed; empty for its own resource.
    ///   - object: As JSON; nil where it is deleted.
    public static func text(
        _ operation: String, kind: (group: String, version: String, kind: String), namespace: String = "",
        name: String, subresource: String = "", object: String?, dryRun: Bool = false
    ) -> String {
        """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "a-uid",
         "kind": {"group": "\(kind.group)", "version": "\(kind.version)", "kind": "\(kind.kind)"},
         "resource": {"group": "\(kind.group)", "version": "\(kind.version)", "resource": "any"},
         "subResource": "\(subresource)",
         "namespace": "\(namespace)", "name": "\(name)", "operation": "\(operation)", "dryRun": \(dryRun),
         "userInfo": {"username": "somebody"}, "object": \(object ?? "null"), "oldObject": null, "options": null}}
        """
    }

    /// - Parameter spec: Of a NetworkPolicy, as JSON; nil where it is deleted.
    public static func policy(_ operation: String, _ namespace: String, _ name: String, spec: String? = nil) -> String {
        let object = spec.map {
            """
            {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
             "metadata": {"name": "\(name)", "namespace": "\(namespace)", "uid": "x", "managedFields": []}, "spec": \($0)}
            """
        }
        return text(
            operation, kind: ("networking.k8s.io", "v1", "NetworkPolicy"), namespace: namespace, name: name,
            object: object)
    }

    /// - Parameter labels: As JSON; nil where it is deleted.
    public static func namespace(_ operation: String, _ name: String, labels: String? = nil) -> String {
        let object = labels.map {
            #"{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "\#(name)", "labels": \#($0)}}"#
        }
        return text(operation, kind: ("", "v1", "Namespace"), namespace: name, name: name, object: object)
    }
}
