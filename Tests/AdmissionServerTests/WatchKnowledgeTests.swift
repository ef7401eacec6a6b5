import Analyses
import Dialects
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ClusterWatch

/// What is known where the API server does not answer, or may not be believed.
@Suite("What is known of a running cluster")
struct WatchKnowledgeTests {
    @Test("before every kind has been answered for nothing is known")
    func incomplete() async throws {
        let server = try await Followed.cluster()
        server.behave { $0.delay = .milliseconds(300) }
        let followed = Followed(server)
        #expect(followed.watch.objects == nil)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
    }

    @Test("a kind that may not be read is an error that says what to grant, or an assumption where that is allowed")
    func forbidden() async throws {
        let server = try await Followed.cluster()
        server.behave { $0.refusals = [FakeAPIServer.pods: 403] }
        let strict = Followed(server)
        try await eventually("it is refused") { strict.problem?.contains("`pods` cannot be read: status 403") == true }
        #expect(strict.problem?.contains("grant `list`") == true)
        let lenient = Followed(server, allowing: ["Pod"])
        try await eventually("the rest is listed") { lenient.names("NetworkPolicy") == ["a/deny"] }
        #expect(lenient.watch.objects?.withheld == ["v1 Pod objects"])
        // What nobody waits for does not make the state old.
        let age = lenient.watch.oldest
        #expect(age.name != "pods")
        // As soon as it is granted it is no assumption any more.
        server.behave { $0.refusals = [:] }
        try await eventually("pods are read") { lenient.watch.objects?.withheld == [] }
        try await eventually("the error is gone") { strict.names("NetworkPolicy") == ["a/deny"] }
    }

    @Test("policies and namespaces cannot be withheld, and a server that is out of order withholds nothing")
    func indispensable() async throws {
        let server = try await Followed.cluster()
        server.behave { $0.refusals = [FakeAPIServer.policies: 403] }
        let followed = Followed(server, allowing: ["NetworkPolicy"])
        try await eventually("it is refused") { followed.problem?.contains("networkpolicies") == true }
        server.behave { $0.refusals = [FakeAPIServer.pods: 500] }
        let other = Followed(server, allowing: ["Pod"])
        try await eventually("it is refused") { other.problem?.contains("`pods` cannot be read: status 500") == true }
    }

    @Test("a kind that is installed later is taken up, and one that is gone is given up")
    func newKinds() async throws {
        let server = try await Followed.cluster()
        let followed = Followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        let cilium = FakeAPIServer.Served(
            group: "cilium.io", version: "v2", name: "ciliumnetworkpolicies", kind: "CiliumNetworkPolicy")
        server.behave { $0.further = [cilium] }
        server.put(cilium.path, "a", "open")
        try await eventually("it is read") {
            followed.watch.objects?.objects.contains { $0.kind.kind == "CiliumNetworkPolicy" } == true
        }
        server.behave { $0.further = [] }
        try await eventually("it is given up") {
            followed.watch.objects?.objects.contains { $0.kind.kind == "CiliumNetworkPolicy" } == false
        }
    }

    @Test("a part of the API that never told what it serves is an error, one that has told it may be away")
    func discovery() async throws {
        let server = try await Followed.cluster()
        server.behave { $0.mute = ["batch/v1"] }
        let followed = Followed(server)
        try await eventually("it is told of") {
            followed.problem?.contains("does not tell all that it serves: `batch/v1`: status 503") == true
        }
        try await eventually("it grows old") { followed.isOld("what it serves") }
        let lenient = Followed(server, allowing: ["api-resources"])
        try await eventually("the rest is listed") { lenient.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.mute = [] }
        try await eventually("it is told") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.mute = ["batch/v1"] }
        let asked = server.requests("/apis/batch/v1").count
        try await eventually("it was asked again") { server.requests("/apis/batch/v1").count > asked + 2 }
        #expect(followed.names("NetworkPolicy") == ["a/deny"])
        server.behave { $0.mute = ["/apis"] }
        try await eventually("it grows old") { followed.isOld("what it serves") }
    }

    @Test("a kind that is not answered for any more grows old, though everything else is heard of")
    func partialOutage() async throws {
        let server = try await Followed.cluster()
        server.behave { $0.watchTime = .milliseconds(1_100) }
        let followed = Followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.watchRefusals = [FakeAPIServer.policies: 500] }
        try await eventually("it grows old") { followed.isOld(Followed.policies) }
        server.behave { $0.watchRefusals = [:] }
        try await eventually("it is fresh") { !followed.isOld(Followed.policies) }
    }

    @Test("a redirect is not followed: it could lead the credentials elsewhere")
    func redirects() async throws {
        let (server, other) = (try await Followed.cluster(), try await Followed.cluster())
        server.behave { $0.redirects = [FakeAPIServer.policies: other.url + FakeAPIServer.policies] }
        let followed = Followed(server)
        try await eventually("it is told of") {
            followed.problem?.contains("networkpolicies.networking.k8s.io` cannot be read: status 302") == true
        }
        #expect(other.state.withLock(\.requests).isEmpty)
    }

    @Test("while nobody answers the state grows old, and when the server is back it is heard of again")
    func outage() async throws {
        let server = try await Followed.cluster()
        let followed = Followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.isDown = true }
        try await eventually("it grows old") {
            followed.watch.oldest.heardAt.duration(to: .now) > .milliseconds(500)
        }
        // What it holds is kept all the same.
        #expect(followed.names("NetworkPolicy") == ["a/deny"])
        server.put(FakeAPIServer.policies, "b", "deny", Followed.deny)
        server.behave { $0.isDown = false }
        try await eventually("what happened meanwhile is known") {
            followed.names("NetworkPolicy") == ["a/deny", "b/deny"]
        }
        try await eventually("it is fresh") { followed.watch.oldest.heardAt.duration(to: .now) < .milliseconds(500) }
    }

    @Test(
        "from a pod it speaks TLS to the certificate of ca.crt, with the token of the moment",
        .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
    func serviceAccount() async throws {
        let folder = try TemporaryFolder()
        let server = try await FakeAPIServer(tls: try Certificate("server", in: folder))
        server.put(FakeAPIServer.policies, "a", "deny", Followed.deny)
        server.behave {
            $0.token = "first"
            $0.watchTime = .milliseconds(300)
        }
        try folder.write("ca.crt", try folder.text(of: "server.crt"))
        try folder.write("token", "first\n")
        let followed = Followed(.serviceAccount(host: "127.0.0.1", port: server.port, directory: folder.url.path()))
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        // The token is exchanged at the server first, as it is in the files only a little later.
        server.behave { $0.token = "second" }
        try await eventually("the old one is refused") { followed.counts(Followed.policies)?.failures ?? 0 > 0 }
        try folder.write("token", "second")
        server.put(FakeAPIServer.policies, "b", "deny", Followed.deny)
        try await eventually("the new one is read") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
    }

    @Test(
        "a server of another certificate is not spoken to",
        .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
    func stranger() async throws {
        let folder = try TemporaryFolder()
        try Certificate("ca", in: folder)
        let server = try await FakeAPIServer(tls: try Certificate("server", in: folder))
        try folder.write("token", "secret")
        var times = Followed.times
        times.answer = .seconds(1)
        let followed = Followed(
            .serviceAccount(host: "127.0.0.1", port: server.port, directory: folder.url.path()), times: times)
        try await eventually("it is told of") { followed.problem?.contains("the cluster cannot be read") == true }
        #expect(server.state.withLock(\.requests).isEmpty)
    }
}
