import Analyses
import TestSupport
import Testing

@testable import AdmissionServer

/// Changes that come by other ways than the object's own resource, and objects that are not modelled.
@Suite("Ways around", .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
struct SubresourceTests {
    private static func namespace(_ labels: String, by subresource: String) -> String {
        Review.text(
            "UPDATE", kind: ("", "v1", "Namespace"), namespace: "test", name: "test", subresource: subresource,
            object: """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "test", "labels": \(labels)},
                 "spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"}}
                """)
    }

    @Test(
        "labels that a namespace gets by its status or to finalize it are decided about as any others",
        arguments: ["status", "finalize"])
    func namespaces(subresource: String) async throws {
        let webhook = try await Webhook()
        // Without policies it is open, and now prod.
        let denied = try await webhook.post(Self.namespace(#"{"env": "prod"}"#, by: subresource))
        #expect(denied.isAllowed == false && denied.message.contains("separation"))
        #expect(try await webhook.post(Self.namespace(#"{"env": "test"}"#, by: subresource)).isAllowed == true)
        try await webhook.stop()
    }

    @Test("labels that a pod gets by its status are decided about as any others")
    func pods() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "more.yaml",
            """
            {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: prod, labels: {app: shut}}, spec: {containers: [{name: c}]}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: p, namespace: test}, spec: {containers: [{name: c}]}}
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: open, namespace: prod}
            spec: {podSelector: {matchLabels: {app: open}}, ingress: [{}]}
            """)
        // Of listed pods alone: others might be open from the start.
        try folder.write(
            "universe.yaml",
            "{apiVersion: netproof.dev/v1alpha1, kind: LabelUniverse, metadata: {name: u}, spec: {pods: {exist: listed}}}"
        )
        let webhook = try await Webhook { configuration in
            configuration.cluster.paths.append(folder.path("more.yaml"))
            configuration.cluster.specPaths.append(folder.path("universe.yaml"))
        }
        func review(_ label: String) -> String {
            Review.text(
                "UPDATE", kind: ("", "v1", "Pod"), namespace: "prod", name: "p", subresource: "status",
                object: """
                    {"apiVersion": "v1", "kind": "Pod",
                     "metadata": {"name": "p", "namespace": "prod", "labels": {"app": "\(label)"}},
                     "spec": {"containers": [{"name": "c", "image": "i"}]}, "status": {"phase": "Running"}}
                    """)
        }
        #expect(try await webhook.post(review("shut")).isAllowed == true)
        #expect(try await webhook.post(review("open")).isAllowed == false)
        try await webhook.stop()
    }

    @Test("labels that a Binding writes onto its pod are not known to do no harm, but for those of nodes")
    func bindings() async throws {
        let webhook = try await Webhook()
        func review(_ labels: String) -> String {
            Review.text(
                "CREATE", kind: ("", "v1", "Binding"), namespace: "prod", name: "p", subresource: "binding",
                object: """
                    {"apiVersion": "v1", "kind": "Binding", "metadata": {"name": "p", "namespace": "prod"\(labels)},
                     "target": {"name": "n"}}
                    """)
        }
        let denied = try await webhook.post(review(#", "labels": {"app": "a"}"#))
        #expect(denied.isAllowed == false && denied.message.contains("undecided: the labels of a Binding"))
        for labels in ["", #", "labels": {}"#, #", "labels": {"topology.kubernetes.io/zone": "a"}"#] {
            #expect(try await webhook.post(review(labels)).isAllowed == true, "\(labels)")
        }
        try await webhook.stop()
    }

    @Test("a kind that may only cut connections is denied where an invariant asks for connections, and nowhere else")
    func restricting() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "always.yaml",
            """
            {apiVersion: netproof.dev/v1alpha1, kind: Invariant, metadata: {name: reached},
             spec: {always: {from: {namespaces: [prod]}, to: {namespaces: [test]}}}}
            """)
        func review(_ group: String, _ kind: String) -> String {
            Review.text(
                "CREATE", kind: (group, "v1", kind), namespace: "test", name: "x",
                object:
                    #"{"apiVersion": "\#(group)/v1", "kind": "\#(kind)", "metadata": {"name": "x", "namespace": "test"}}"#
            )
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
