import Analyses
import Testing

@testable import AdmissionServer

/// Changes that come by other ways than the object's own resource, and objects that are not modelled.
@Suite("Ways around", .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
struct SubresourceTests {
    @Test("a kind that may only cut connections is denied where an invariant asks for connections, and nowhere else")
    func restricting() async throws {
        let folder = try Folder()
        try folder.write(
            """
            {apiVersion: netproof.dev/v1alpha1, kind: Invariant, metadata: {name: reached},
             spec: {always: {from: {namespaces: [prod]}, to: {namespaces: [test]}}}}
            """, to: "always.yaml")
        func review(_ group: String, _ kind: String) -> String {
            Review.text(
                (group, "v1", kind), "test", "x",
                #"{"apiVersion": "\#(group)/v1", "kind": "\#(kind)", "metadata": {"name": "x", "namespace": "test"}}"#)
        }
        let cutting = review("security.istio.io", "AuthorizationPolicy")
        let allowing = review("policy.networking.k8s.io", "AdminNetworkPolicy")
        let never = try await Webhook()
        #expect(try await never.post(cutting).isAllowed == true)
        #expect(try await never.post(allowing).isAllowed == false)
        try await never.stop()
        let always = try await Webhook { $0.cluster.specPaths.append(folder.path("always.yaml")) }
        let denied = try await always.post(cutting)
        #expect(denied.isAllowed == false && denied.message.contains("AuthorizationPolicy"))
        try await always.stop()
    }
}
