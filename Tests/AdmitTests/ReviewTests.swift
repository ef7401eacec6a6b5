import Analyses
import Dialects
import Testing

/// What is read of the reviews that an API server sends.
@Suite("Reviews")
struct ReviewTests {
    private static let policy =
        #"{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "deny", "namespace": "prod"}}"#

    private static func deletion(
        named name: String, in namespace: String = "prod", of old: String = policy
    ) throws(AdmissionReview.Malformed) -> AdmissionReview {
        let text = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u",
             "kind": {"group": "networking.k8s.io", "version": "v1", "kind": "NetworkPolicy"}, "name": "\(name)",
             "namespace": "\(namespace)", "operation": "DELETE", "object": null, "oldObject": \(old)}}
            """
        return try AdmissionReview(json: Array(text.utf8))
    }

    private static func removed(by review: AdmissionReview) -> ObjectIdentity? {
        if case .remove(let identity)? = review.change { identity } else { nil }
    }

    @Test("an object that is deleted with its whole collection has its name from itself alone")
    func collection() throws {
        let deny = ObjectIdentity(group: "networking.k8s.io", kind: "NetworkPolicy", namespace: "prod", name: "deny")
        #expect(try Self.removed(by: Self.deletion(named: "")) == deny)
        #expect(try Self.removed(by: Self.deletion(named: "", in: "")) == deny)
        #expect(try Self.removed(by: Self.deletion(named: "deny")) == deny)
        // Of older API servers, which do not tell what goes.
        #expect(try Self.removed(by: Self.deletion(named: "deny", of: "null")) == deny)
    }

    @Test("a deletion that does not tell what goes, or tells two things, is malformed")
    func malformedDeletions() {
        let other = Self.policy.replacing("deny", with: "other")
        for (name, namespace, old) in [
            ("", "prod", "null"), ("", "prod", "{}"), ("deny", "prod", other), ("deny", "test", Self.policy),
            ("deny", "prod", Self.policy.replacing("NetworkPolicy", with: "Pod")),
        ] {
            #expect(throws: AdmissionReview.Malformed.self, "\(name) \(namespace) \(old)") {
                try Self.deletion(named: name, in: namespace, of: old)
            }
        }
    }

    @Test("a Namespace is in no namespace, though the API server gives its own name as one")
    func namespaces() throws {
        let text = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u",
             "kind": {"group": "", "version": "v1", "kind": "Namespace"}, "name": "prod", "namespace": "prod",
             "operation": "DELETE", "object": null,
             "oldObject": {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "prod"}}}}
            """
        let prod = ObjectIdentity(group: "", kind: "Namespace", namespace: nil, name: "prod")
        #expect(try Self.removed(by: AdmissionReview(json: Array(text.utf8))) == prod)
    }

    @Test("an object that does not name its namespace is in that of the request")
    func unnamedNamespace() throws {
        let object = Self.policy.replacing(#", "namespace": "prod""#, with: "")
        let text = """
            {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "u",
             "kind": {"group": "networking.k8s.io", "version": "v1", "kind": "NetworkPolicy"}, "name": "deny",
             "namespace": "prod", "operation": "CREATE", "object": \(object)}}
            """
        guard case .put(_, let namespace)? = try AdmissionReview(json: Array(text.utf8)).change else {
            Issue.record("nothing is put")
            return
        }
        #expect(namespace == "prod")
    }
}
