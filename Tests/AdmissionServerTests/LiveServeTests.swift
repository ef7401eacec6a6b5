import Analyses
import ClusterWatch
import TestSupport
import Testing

@testable import AdmissionServer

/// The webhook on a running cluster, which an API server of the tests' own plays.
@Suite("netproof serve --live", .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
struct LiveServeTests {
    private static let deny = #""spec": {"podSelector": {}, "policyTypes": ["Ingress"]}"#

    private static func cluster() async throws -> FakeAPIServer {
        let server = try await FakeAPIServer()
        server.put(FakeAPIServer.namespaces, nil, "prod", #""labels": {"env": "prod"}"#)
        server.put(FakeAPIServer.namespaces, nil, "test", #""labels": {"env": "test"}"#)
        server.put(FakeAPIServer.policies, "prod", "deny", deny)
        return server
    }

    private static func live(_ server: FakeAPIServer) -> ServeConfiguration.Live {
        var live = ServeConfiguration.Live(access: .proxy(url: server.url))
        live.times = Followed.times
        live.settling = .milliseconds(20)
        return live
    }

    @Test("a decision follows what happens in the cluster, without a restart")
    func following() async throws {
        let server = try await Self.cluster()
        server.put(FakeAPIServer.namespaces, nil, "more", #""labels": {"env": "staging"}"#)
        let webhook = try await Webhook(live: Self.live(server))
        let review = Review.policy("CREATE", "more", "open", spec: Review.opening)
        #expect(
            try await webhook.post(Review.policy("CREATE", "prod", "open", spec: Review.opening)).isAllowed == false)
        #expect(try await webhook.post(review).isAllowed == true)
        // The namespace becomes one that is protected, and open from the start.
        server.put(FakeAPIServer.namespaces, nil, "more", #""labels": {"env": "prod"}"#)
        try await eventually("the new labels are known") { try await webhook.post(review).isAllowed == false }
        server.put(FakeAPIServer.namespaces, nil, "more", #""labels": {"env": "staging"}"#)
        try await eventually("it is as before") { try await webhook.post(review).isAllowed == true }
        #expect(try await webhook.metric(#"netproof_cluster_objects{resource="namespaces"}"#) == 3)
        #expect(try await webhook.metric(#"netproof_cluster_lists_total{resource="namespaces"}"#) == 1)
        #expect(try await webhook.metric(#"netproof_cluster_events_total{resource="namespaces",type="put"}"#) == 2)
        #expect(try await webhook.metric("netproof_cluster_stale") == 0)
        try await webhook.stop()
    }

    @Test("before the cluster is known nothing is decided, and it is not ready")
    func unknown() async throws {
        let server = try await Self.cluster()
        server.behave { $0.refusals = [FakeAPIServer.policies: 403] }
        let webhook = try await Webhook(live: Self.live(server), waitsUntilReady: false)
        try await eventually("it tells why") {
            let ready = try await webhook.get("/readyz")
            return ready.status == 503 && ready.body.contains("`networkpolicies.networking.k8s.io` cannot be read")
        }
        let denied = try await webhook.post(Review.policy("CREATE", "prod", "more", spec: Review.harmless))
        #expect(denied.isAllowed == false && denied.message.contains("has not been proved yet"))
        server.behave { $0.refusals = [:] }
        try await eventually("it is ready") { try await webhook.get("/readyz").status == 200 }
        #expect(
            try await webhook.post(Review.policy("CREATE", "prod", "more", spec: Review.harmless)).isAllowed == true)
        try await webhook.stop()
    }

    @Test("a state that has not been heard of for too long decides nothing, until it is heard of again")
    func staleness() async throws {
        let server = try await Self.cluster()
        var live = Self.live(server)
        live.staleAfter = .seconds(1)
        let webhook = try await Webhook(live: live)
        let review = Review.policy("CREATE", "prod", "more", spec: Review.harmless)
        try await eventually("it is decided") { try await webhook.post(review).isAllowed == true }
        server.behave { $0.isDown = true }
        // On a busy machine it may have been stale before, and be heard of once more.
        try await eventually("it is stale for good") {
            try await webhook.metric("netproof_cluster_age_seconds") ?? 0 >= 3
        }
        #expect(try await webhook.get("/readyz").status == 503)
        let denied = try await webhook.post(review)
        #expect(denied.isAllowed == false && denied.message.contains("undecided: the state of the cluster is stale"))
        #expect(try await webhook.metric("netproof_cluster_stale") == 1)
        server.behave { $0.isDown = false }
        try await eventually("it is fresh") { try await webhook.get("/readyz").status == 200 }
        try await eventually("it is decided") { try await webhook.post(review).isAllowed == true }
        try await webhook.stop()
    }

    @Test("what a stale state decides follows --on-undecided")
    func staleAndLenient() async throws {
        let server = try await Self.cluster()
        var live = Self.live(server)
        live.staleAfter = .seconds(1)
        let webhook = try await Webhook(live: live) { $0.onUndecided = .allow }
        server.behave { $0.isDown = true }
        // On a busy machine it may have been stale before, and be heard of once more.
        try await eventually("it is stale for good") {
            try await webhook.metric("netproof_cluster_age_seconds") ?? 0 >= 3
        }
        let allowed = try await webhook.post(Review.policy("CREATE", "prod", "open", spec: Review.opening))
        #expect(allowed.isAllowed == true && allowed.warnings.first?.contains("stale") == true)
        try await webhook.stop()
    }

    @Test("changes that cannot be taken up leave the last good state, and make it stale after the same time")
    func unusable() async throws {
        let server = try await Self.cluster()
        var live = Self.live(server)
        live.staleAfter = .seconds(4)
        let webhook = try await Webhook(live: live)
        server.put(FakeAPIServer.policies, "prod", "odd", #""spec": {"podSelector": 3}"#)
        try await eventually("it is told of") {
            let ready = try await webhook.get("/readyz")
            return ready.status == 200 && ready.body.contains("the last good state is served")
        }
        #expect(
            try await webhook.post(Review.policy("CREATE", "prod", "open", spec: Review.opening)).isAllowed == false)
        try await eventually("it is stale") { try await webhook.get("/readyz").status == 503 }
        server.remove(FakeAPIServer.policies, "prod", "odd")
        try await eventually("it is fresh") { try await webhook.get("/readyz").body == "ready\n" }
        try await webhook.stop()
    }

    @Test("policies of a kind that is not modelled keep the state from being used, as soon as they are there")
    func foreign() async throws {
        let server = try await Self.cluster()
        let webhook = try await Webhook(live: Self.live(server))
        let cilium = FakeAPIServer.Served(
            group: "cilium.io", version: "v2", name: "ciliumnetworkpolicies", kind: "CiliumNetworkPolicy")
        server.behave { $0.further = [cilium] }
        server.put(cilium.path, "test", "open")
        try await eventually("it is told of") { try await webhook.get("/readyz").body.contains("CiliumNetworkPolicy") }
        try await webhook.stop()
    }

    @Test("changes of which nothing is read lead to no new proof")
    func unread() async throws {
        let server = try await Self.cluster()
        func pod(_ phase: String) -> String {
            #""spec": {"containers": [{"name": "c", "image": "i"}]}, "status": {"conditions": [{"type": "\#(phase)"}]}"#
        }
        server.put(FakeAPIServer.pods, "prod", "a", pod("Pending"))
        let webhook = try await Webhook(live: Self.live(server))
        let served = #"netproof_state_loads_total{result="served"}"#
        let before = try await webhook.metric(served)
        server.put(FakeAPIServer.pods, "prod", "a", pod("Running"))
        try await eventually("it is taken up") {
            try await webhook.metric(#"netproof_state_loads_total{result="unchanged"}"#) ?? 0 > 0
        }
        #expect(try await webhook.metric(served) == before)
        server.put(FakeAPIServer.pods, "prod", "b", pod("Pending"))
        try await eventually("it is proved anew") { try await webhook.metric(served) ?? 0 > before ?? 0 }
        try await webhook.stop()
    }

    @Test("a burst of changes is taken up in few loads")
    func bursts() async throws {
        let server = try await Self.cluster()
        var live = Self.live(server)
        live.settling = .milliseconds(400)
        let webhook = try await Webhook(live: live) { $0.reloadInterval = .seconds(60) }
        let before = try #require(try await webhook.metric(#"netproof_state_loads_total{result="served"}"#))
        for number in 0..<200 { server.put(FakeAPIServer.policies, "test", "p\(number)", Self.deny) }
        try await eventually("all are known") {
            try await webhook.metric(#"netproof_cluster_objects{resource="networkpolicies.networking.k8s.io"}"#) == 201
        }
        try await Task.sleep(for: .seconds(1))
        let after = try #require(try await webhook.metric(#"netproof_state_loads_total{result="served"}"#))
        #expect((1...10).contains(after - before), "\(after - before) loads")
        try await webhook.stop()
    }
}
