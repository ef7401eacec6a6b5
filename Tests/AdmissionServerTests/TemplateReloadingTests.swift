import Analyses
import TestSupport
import Testing

@testable import AdmissionServer

/// Policies of new namespaces that lie in no file that the webhook was told of.
@Suite("Templates of a running webhook", .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
struct TemplateReloadingTests {
    private static func template(_ rules: String) -> String {
        """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: baseline},
         spec: {podSelector: {}, policyTypes: [Ingress], ingress: \(rules)}}

        """
    }

    @Test("a template that the universe names is watched, wherever it lies, also while it is missing")
    func watched() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "universe.yaml",
            """
            {apiVersion: netproof.dev/v1alpha1, kind: LabelUniverse, metadata: {name: u},
             spec: {namespaces: {future: gap, policies: [baseline.yaml]}}}

            """)
        let webhook = try await Webhook(waitsUntilReady: false) { configuration in
            configuration.cluster.specPaths.append(folder.path("universe.yaml"))
            configuration.assumesTemplates = true
        }
        try await eventually("it is told what is missing") {
            try await webhook.get("/readyz").body.contains("cannot read the policies of `baseline.yaml`")
        }
        try folder.write("baseline.yaml", Self.template("[]"))
        try await eventually("it is ready") { try await webhook.get("/readyz").status == 200 }
        let review = Review.namespace("CREATE", "another", labels: #"{"env": "prod"}"#)
        #expect(try await webhook.post(review).isAllowed == true)
        // From now on namespaces are open when they are new.
        try folder.write("baseline.yaml", Self.template("[{}]"))
        try await eventually("the change is known") { try await webhook.post(review).isAllowed == false }
        // Another file takes its place.
        try folder.write("closed.yaml", Self.template("[]"))
        let universe = try folder.text(of: "universe.yaml")
        try folder.write("universe.yaml", universe.replacing("baseline.yaml", with: "closed.yaml"))
        try await eventually("it is known") { try await webhook.post(review).isAllowed == true }
        try folder.write("closed.yaml", Self.template("[{}]"))
        try await eventually("it is watched as well") { try await webhook.post(review).isAllowed == false }
        try await webhook.stop()
    }
}
