import Foundation
import TestSupport
import Testing

/// The webhook over real TLS connections.
@Suite("netproof serve", .enabled(if: ServedCluster.isPossible, "curl and openssl are missing: run scripts/setup"))
struct ServeTests {
    @Test("what breaks an invariant is denied with a counterexample in two lines, the rest is allowed")
    func decisions() throws {
        let served = try ServedCluster()
        let denied = try served.post(Review.policy("CREATE", "prod", "open", spec: Review.opening))
        #expect(denied.status == 200 && denied.isAllowed == false && denied.code == 403)
        #expect(denied.response["uid"] as? String == "a-uid")
        let lines = denied.message.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(denied.message.contains("separation") && denied.message.contains("held before"))
        #expect(lines.last?.hasPrefix("counterexample: pod") == true && lines.last?.contains("prod/open") == true)
        #expect(!denied.message.contains("http"))
        let allowed = [
            Review.policy("CREATE", "prod", "more", spec: Review.harmless),
            Review.policy("CREATE", "test", "open", spec: Review.opening),
            // Of an object that is not there nothing depends.
            Review.policy("DELETE", "prod", "unheard-of"),
            Review.namespace("CREATE", "another", labels: #"{"env": "test"}"#),
        ]
        for review in allowed { #expect(try served.post(review).isAllowed == true, "\(review)") }
        let further = [
            Review.policy("DELETE", "prod", "deny"),
            Review.policy("UPDATE", "prod", "deny", spec: Review.opening),
            Review.namespace("UPDATE", "prod", labels: #"{"env": "prod"}"#).replacing("UPDATE", with: "CONNECT"),
            // Without policies it is open, and prod.
            Review.namespace("CREATE", "another", labels: #"{"env": "prod"}"#),
        ]
        for review in further { #expect(try served.post(review).isAllowed == false, "\(review)") }
        let metrics = try served.get("/metrics").body
        #expect(metrics.contains(#"netproof_reviews_total{outcome="denied"} 4"#))
        #expect(metrics.contains(#"netproof_reviews_total{outcome="allowed"} 4"#))
        #expect(metrics.contains(#"netproof_reviews_total{outcome="undecided"} 1"#))
        #expect(metrics.contains("netproof_review_seconds_count 9"))
        #expect(metrics.contains("netproof_state_stale 0"))
    }

    @Test("objects that no connection depends on are allowed, unread kinds that may matter are not")
    func kinds() throws {
        let served = try ServedCluster()
        func review(_ group: String, _ version: String, _ kind: String) -> String {
            let apiVersion = group.isEmpty ? version : "\(group)/\(version)"
            return Review.text(
                "CREATE", kind: (group, version, kind), namespace: "prod", name: "x",
                object: #"{"apiVersion": "\#(apiVersion)", "kind": "\#(kind)", "metadata": {"name": "x"}}"#)
        }
        #expect(try served.post(review("", "v1", "ConfigMap")).isAllowed == true)
        #expect(try served.post(review("autoscaling", "v1", "Scale")).isAllowed == true)
        let unknown = try served.post(review("cilium.io", "v2", "CiliumNetworkPolicy"))
        #expect(unknown.isAllowed == false && unknown.message.contains("not modelled"))
        let pod =
            #"{"apiVersion": "v1", "kind": "Pod", "metadata": {"generateName": "x-", "labels": {"app": "a"}}, "spec": {"containers": [{"name": "c", "image": "i"}]}}"#
        let made = Review.text(
            "CREATE", kind: ("", "v1", "Pod"), namespace: "prod", name: "", object: pod, dryRun: true)
        #expect(try served.post(made).isAllowed == true)
        let unnamed = #"{"apiVersion": "v1", "kind": "Namespace", "metadata": {"generateName": "x-"}}"#
        let namespace = try served.post(Review.text("CREATE", kind: ("", "v1", "Namespace"), name: "", object: unnamed))
        #expect(namespace.isAllowed == false && namespace.message.contains("undecided"))
        let broken = try served.post(Review.policy("CREATE", "prod", "odd", spec: #"{"podSelectr": {}}"#))
        #expect(broken.isAllowed == false && broken.message.contains("cannot be read"))
    }

    @Test("with --warn-only everything is allowed, and what would be denied is warned of")
    func warnings() throws {
        let served = try ServedCluster("--warn-only")
        let warned = try served.post(Review.policy("CREATE", "prod", "open", spec: Review.opening))
        #expect(warned.isAllowed == true)
        #expect(warned.warnings.first?.contains("separation") == true)
        #expect(
            warned.warnings.contains { $0.contains("counterexample") } && warned.warnings.allSatisfy { $0.count <= 256 }
        )
        // Also what cannot be decided.
        let odd = try served.post(Review.policy("CREATE", "prod", "odd", spec: #"{"podSelectr": {}}"#))
        #expect(odd.isAllowed == true && odd.warnings.first?.contains("undecided") == true)
    }

    @Test("what cannot be decided is denied, or allowed with a warning if so told")
    func undecided() throws {
        // Nothing can be decided before the cluster could be read.
        let strict = try ServedCluster(cluster: "nonsense: [", waitsUntilReady: false)
        try strict.wait("it has given up") { try strict.get("/metrics").body.contains("netproof_state_stale 1") }
        #expect(try strict.get("/readyz").status == 503)
        #expect(try strict.get("/healthz").status == 200)
        let denied = try strict.post(Review.policy("CREATE", "prod", "more", spec: Review.harmless))
        #expect(denied.isAllowed == false && denied.message.contains("has not been proved yet"))
        let lenient = try ServedCluster(
            cluster: "nonsense: [", "--on-undecided", "allow", waitsUntilReady: false)
        let allowed = try lenient.post(Review.policy("CREATE", "prod", "more", spec: Review.harmless))
        #expect(allowed.isAllowed == true && allowed.warnings.first?.contains("undecided") == true)
    }

    @Test("a malformed review gets an error, and never an allow")
    func malformed() throws {
        let served = try ServedCluster("--on-undecided", "allow")
        let whole = Review.policy("CREATE", "prod", "open", spec: Review.opening)
        for body in [
            "", "{", "[]", "null", "{}", String(whole.dropLast(2)), #"{"kind": "AdmissionReview"}"#,
            whole.replacing("admission.k8s.io/v1", with: "admission.k8s.io/v1beta1"),
            whole.replacing("\"uid\": \"a-uid\",", with: ""), whole.replacing("a-uid", with: ""),
        ] {
            let answer = try served.post(body)
            #expect(answer.status == 400 && answer.isAllowed == nil, "\(body)")
        }
        // Where the review has a name, the error is told under it.
        for body in [
            whole.replacing("CREATE", with: "PATCH"),
            whole.replacing("\"kind\": \"NetworkPolicy\"}", with: "\"kind\": \"\"}"),
            whole.replacing("\"name\": \"open\", \"operation\"", with: "\"name\": \"other\", \"operation\""),
            Review.policy("CREATE", "prod", "open"),
        ] {
            let answer = try served.post(body)
            #expect(answer.status == 200 && answer.isAllowed == false && answer.code == 400, "\(body)")
        }
        #expect(try served.post(whole, type: "text/plain").status == 415)
        #expect(try served.post(whole, path: "/elsewhere").status == 404)
        #expect(try served.curl("/validate", []).status == 405)
    }

    @Test("requests that are too long are refused")
    func sizeLimit() throws {
        let served = try ServedCluster("--max-bytes", "20000")
        let long = Review.policy("CREATE", "prod", "open", spec: Review.opening)
            .replacing("\"uid\": \"x\"", with: "\"uid\": \"\(String(repeating: "x", count: 20_000))\"")
        #expect(try served.post(long).status == 413)
        // Also where their length is not told before.
        try served.folder.write("long", long)
        let chunked = try served.curl(
            "/validate",
            [
                "--header", "Content-Type: application/json", "--header", "Transfer-Encoding: chunked", "--data-binary",
                "@\(served.folder.path("long"))",
            ])
        #expect(chunked.status == 413)
        #expect(try served.post(Review.policy("CREATE", "prod", "more", spec: Review.harmless)).isAllowed == true)
    }

    @Test("a changed certificate is taken for new connections, a broken one is not")
    func certificates() throws {
        let served = try ServedCluster()
        try served.makeCertificate(named: "second.example")
        try served.wait("the new certificate is taken") {
            try served.get("/healthz", trusting: "second.example").status == 200
        }
        #expect(try served.get("/healthz").status == 0)
        try served.folder.write("tls.key", "no key at all")
        try served.wait("the broken key is told of") { try served.log.contains("the new certificate cannot be used") }
        #expect(try served.get("/healthz", trusting: "second.example").status == 200)
        let old = try served.curl("/healthz", ["--tls-max", "1.1"], trusting: "second.example")
        #expect(old.status == 0)
    }

    @Test("a changed cluster is read again; one that cannot be used leaves the last good state")
    func reloading() throws {
        func cluster(_ environment: String) -> String {
            ReviewedCluster.cluster
                + "---\n{apiVersion: v1, kind: Namespace, metadata: {name: other, labels: {env: \(environment)}}}\n"
        }
        let served = try ServedCluster(cluster: cluster("staging"))
        let review = Review.policy("CREATE", "other", "open", spec: Review.opening)
        #expect(try served.post(review).isAllowed == true)
        // Now it is prod, and without a policy: broken from the start, and so is what touches it.
        try served.folder.write("cluster/cluster.yaml", cluster("prod"))
        try served.wait("the new labels are known") { try served.post(review).isAllowed == false }
        try served.folder.write("cluster/cluster.yaml", "{apiVersion: v1, kind: Namespace")
        try served.wait("the failure is told of") { try served.get("/metrics").body.contains("netproof_state_stale 1") }
        #expect(try served.post(review).isAllowed == false)
        let ready = try served.get("/readyz")
        #expect(ready.status == 200 && ready.body.contains("last good state"))
        try served.folder.write("cluster/cluster.yaml", cluster("staging"))
        try served.wait("the cluster is as it was") { try served.post(review).isAllowed == true }
    }

    @Test("it ends on SIGTERM and SIGINT with status 0", arguments: [SIGTERM, SIGINT])
    func stopping(signal: Int32) throws {
        let served = try ServedCluster()
        #expect(try served.post(Review.policy("CREATE", "prod", "more", spec: Review.harmless)).isAllowed == true)
        #expect(try served.stop(by: signal) == 0)
        for line in try served.log.split(separator: "\n") {
            #expect((try? JSONSerialization.jsonObject(with: Data(line.utf8))) != nil, "\(line)")
        }
    }

    @Test("a certificate that cannot be read ends it with status 2")
    func noCertificate() throws {
        let result = try Command.run(
            "serve", "--cluster", "examples/article/fixed", "--tls-cert", "/nowhere", "--tls-key", "/nowhere",
            "--listen",
            "127.0.0.1:0")
        #expect(result.status == 2 && result.errors.contains("cannot serve"))
    }

    @Test(
        "a running cluster needs a pod or a proxy on this machine, and goes with no files of one",
        arguments: [
            (["--live"], "--live needs the service account of a pod"),
            (["--live", "--live-url", "http://cluster.example:8001"], "--live-url must be"),
            (["--live", "--live-url", "http://127.0.0.1:8001", "--cluster", "deploy/git"], "or follow a running one"),
            (["--live", "--live-url", "http://127.0.0.1:8001", "--stale-after", "30"], "--stale-after must be"),
            (["--cluster", "deploy/git", "--stale-after", "100"], "go with --live"), ([], "name the cluster as it is"),
        ])
    func liveUsage(arguments: [String], message: String) throws {
        let result = try Command.run(
            ["serve", "--tls-cert", "/nowhere", "--tls-key", "/nowhere"] + arguments,
            environment: ["KUBERNETES_SERVICE_HOST": ""])
        #expect(result.status == 2 && result.errors.contains(message), "\(result.errors)")
    }
}
