import Analyses
import Diagnostics
import Dialects
import Foundation
import Logging
import Synchronization
import TestSupport
import Testing

@testable import ClusterWatch

/// List and watch against an API server of the tests' own.
@Suite("Following a running cluster")
struct WatchTests {
    /// As short as the tests need.
    static var times: WatchTimes {
        var times = WatchTimes()
        times.pageSize = 3
        times.discovery = .milliseconds(200)
        times.firstPause = .milliseconds(20)
        times.longestPause = .milliseconds(100)
        return times
    }

    /// A watch that runs for the time of a test.
    private final class Followed: Sendable {
        let watch: ClusterWatch
        private let running: Task<Void, Never>

        init(_ access: APIAccess, allowing allowances: [String] = [], times: WatchTimes = WatchTests.times) {
            let watch = ClusterWatch(
                access, allowing: allowances, times: times,
                logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
            self.watch = watch
            running = Task { await watch.run() }
        }

        deinit { running.cancel() }

        /// The names of all objects of a kind, `namespace/name`.
        func names(_ kind: String) -> [String]? {
            guard let objects = watch.objects, !objects.problems.hasErrors else { return nil }
            return objects.objects.filter { $0.kind.kind == kind }.compactMap(\.identity).map {
                ($0.namespace.map { $0 + "/" } ?? "") + $0.name
            }
        }

        func counts(_ resource: String) -> WatchCounts? { watch.counts.first { $0.resource == resource }?.counts }

        /// The text of the first error that keeps the objects from being used.
        var problem: String? { watch.objects?.problems.sorted.first { $0.severity == .error }?.text }
    }

    private static let deny = #""spec": {"podSelector": {}, "policyTypes": ["Ingress"]}"#
    private static let policies = "networkpolicies.networking.k8s.io"

    private static func cluster() async throws -> FakeAPIServer {
        let server = try await FakeAPIServer()
        for name in ["a", "b", "c", "d", "e", "f", "g"] { server.put(FakeAPIServer.namespaces, nil, name) }
        server.put(FakeAPIServer.policies, "a", "deny", deny)
        return server
    }

    private static func followed(_ server: FakeAPIServer, allowing allowances: [String] = []) -> Followed {
        Followed(.proxy(url: server.url), allowing: allowances)
    }

    @Test("lists are read page by page, and what happens then is watched from the version of the list")
    func pages() async throws {
        let server = try await Self.cluster()
        let followed = Self.followed(server)
        try await eventually("all is listed") { followed.names("Namespace") == ["a", "b", "c", "d", "e", "f", "g"] }
        #expect(
            server.lists(FakeAPIServer.namespaces)
                == ["", "&continue=3%7C108", "&continue=6%7C108"].map { FakeAPIServer.namespaces + "?limit=3" + $0 })
        try await eventually("it is watched") { !server.watches(FakeAPIServer.namespaces).isEmpty }
        #expect(
            server.watches(FakeAPIServer.namespaces).first
                == "/api/v1/namespaces?watch=1&allowWatchBookmarks=true&timeoutSeconds=60&resourceVersion=108")
        #expect(followed.names("NetworkPolicy") == ["a/deny"])
        // Kinds that nothing depends on are not asked for.
        #expect(server.requests("/api/v1/configmaps").isEmpty)
    }

    @Test("objects that are added, changed and deleted are known by the next event")
    func events() async throws {
        let server = try await Self.cluster()
        let followed = Self.followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.put(FakeAPIServer.policies, "b", "deny", Self.deny)
        try await eventually("the policy is added") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
        server.remove(FakeAPIServer.policies, "a", "deny")
        try await eventually("the policy is deleted") { followed.names("NetworkPolicy") == ["b/deny"] }
        server.put(FakeAPIServer.policies, "b", "deny", #""spec": {"podSelector": 3}"#)
        try await eventually("the change is known") { followed.problem?.contains("podSelector") == true }
        server.put(FakeAPIServer.policies, "b", "deny", Self.deny)
        try await eventually("it is mended") { followed.names("NetworkPolicy") == ["b/deny"] }
        let counts = try #require(followed.counts(Self.policies))
        #expect(counts.lists == 1 && counts.puts == 3 && counts.removals == 1 && counts.objects == 1)
    }

    @Test("a watch that ends goes on from the last version it was told, bookmarks included, without a new list")
    func resuming() async throws {
        let server = try await Self.cluster()
        server.behave { $0.watchTime = .milliseconds(1_200) }
        let followed = Self.followed(server)
        try await eventually("bookmarks come") { followed.counts(Self.policies)?.bookmarks ?? 0 > 0 }
        // Of another kind: only a bookmark tells the version of it to this watch.
        server.put(FakeAPIServer.namespaces, nil, "h")
        try await eventually("it is watched again, from there") {
            server.watches(FakeAPIServer.policies).last?.hasSuffix("resourceVersion=109") == true
        }
        #expect(server.lists(FakeAPIServer.policies).count == 1)
        #expect(followed.counts(Self.policies)?.failures == 0)
    }

    @Test("a connection that is lost in the middle of a line loses no event")
    func cutOff() async throws {
        let server = try await Self.cluster()
        let followed = Self.followed(server)
        try await eventually("it is watched") { !server.watches(FakeAPIServer.policies).isEmpty }
        server.behave { $0.cutsNextEvent = true }
        server.put(FakeAPIServer.policies, "b", "deny", Self.deny)
        try await eventually("the policy is known") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
        #expect(server.watches(FakeAPIServer.policies).count == 2)
        #expect(server.lists(FakeAPIServer.policies).count == 1)
        #expect(followed.counts(Self.policies)?.failures == 1)
    }

    @Test("a version that is no longer known leads to a new list, which also tells of what is gone")
    func expired() async throws {
        let server = try await Self.cluster()
        server.put(FakeAPIServer.policies, "b", "deny", Self.deny)
        server.behave { $0.watchTime = .milliseconds(1_100) }
        let followed = Self.followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
        // What happens while nobody watches, and is forgotten before somebody does.
        server.state.withLock { state in
            state.objects[FakeAPIServer.policies]?["b/deny"] = nil
            state.version += 100
            state.behaviour.oldestVersion = state.version
            state.behaviour.sendsBookmarks = false
        }
        try await eventually("it is listed anew") { followed.names("NetworkPolicy") == ["a/deny"] }
        #expect(followed.counts(Self.policies)?.lists == 2)
    }

    @Test("an ERROR event ends the watch: 410 leads to a new list, others to a new watch")
    func errorEvents() async throws {
        let server = try await Self.cluster()
        let followed = Self.followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        try await eventually("it is watched") { !server.watches(FakeAPIServer.policies).isEmpty }
        server.behave {
            $0.nextLine = #"{"type": "ERROR", "object": {"kind": "Status", "code": 500, "message": "etcd is gone"}}"#
        }
        try await eventually("it is watched again") { server.watches(FakeAPIServer.policies).count == 2 }
        #expect(server.lists(FakeAPIServer.policies).count == 1)
        server.behave {
            $0.nextLine = #"{"type": "ERROR", "object": {"kind": "Status", "code": 410, "message": "too old"}}"#
        }
        try await eventually("it is listed anew") { server.lists(FakeAPIServer.policies).count == 2 }
        server.put(FakeAPIServer.policies, "b", "deny", Self.deny)
        try await eventually("the watch goes on") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
    }

    @Test(
        "a line that is no event leads to a new list: something may have been missed",
        arguments: [
            "nonsense", "[]", "{}", #"{"type": "MODIFIED", "object": {"metadata": {"name": "x"}}}"#,
            #"{"type": "MODIFIED", "object": {"kind": "Pod", "metadata": {"name": "x", "namespace": "a", "resourceVersion": "900"}}}"#,
        ])
    func nonsense(line: String) async throws {
        let server = try await Self.cluster()
        let followed = Self.followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.nextLine = line }
        try await eventually("it is listed anew") { followed.counts(Self.policies)?.lists == 2 }
        #expect(followed.names("NetworkPolicy") == ["a/deny"])
    }

    @Test("a list whose pages expire is begun again")
    func expiredPage() async throws {
        let server = try await Self.cluster()
        server.behave { $0.expiresPageOnce = true }
        let followed = Self.followed(server)
        try await eventually("all is listed") { followed.names("Namespace")?.count == 7 }
    }

    @Test("before every kind has been answered for nothing is known")
    func incomplete() async throws {
        let server = try await Self.cluster()
        server.behave { $0.delay = .milliseconds(300) }
        let followed = Self.followed(server)
        #expect(followed.watch.objects == nil)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
    }

    @Test("a kind that may not be read is an error that says what to grant, or an assumption where that is allowed")
    func forbidden() async throws {
        let server = try await Self.cluster()
        server.behave { $0.refusals = [FakeAPIServer.pods: 403] }
        let strict = Self.followed(server)
        try await eventually("it is refused") { strict.problem?.contains("`pods` cannot be read: status 403") == true }
        #expect(strict.problem?.contains("grant `list`") == true)
        let lenient = Self.followed(server, allowing: ["Pod"])
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
        let server = try await Self.cluster()
        server.behave { $0.refusals = [FakeAPIServer.policies: 403] }
        let followed = Self.followed(server, allowing: ["NetworkPolicy"])
        try await eventually("it is refused") { followed.problem?.contains("networkpolicies") == true }
        server.behave { $0.refusals = [FakeAPIServer.pods: 500] }
        let other = Self.followed(server, allowing: ["Pod"])
        try await eventually("it is refused") { other.problem?.contains("`pods` cannot be read: status 500") == true }
    }

    @Test("a kind that is installed later is taken up, and one that is gone is given up")
    func newKinds() async throws {
        let server = try await Self.cluster()
        let followed = Self.followed(server)
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
        let server = try await Self.cluster()
        server.behave { $0.mute = ["batch/v1"] }
        let followed = Self.followed(server)
        try await eventually("it is told of") {
            followed.problem?.contains("does not tell all that it serves: `batch/v1`: status 503") == true
        }
        let lenient = Self.followed(server, allowing: ["api-resources"])
        try await eventually("the rest is listed") { lenient.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.mute = [] }
        try await eventually("it is told") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.mute = ["batch/v1"] }
        let asked = server.requests("/apis/batch/v1").count
        try await eventually("it was asked again") { server.requests("/apis/batch/v1").count > asked + 2 }
        #expect(followed.names("NetworkPolicy") == ["a/deny"])
    }

    @Test("while nobody answers the state grows old, and when the server is back it is heard of again")
    func outage() async throws {
        let server = try await Self.cluster()
        let followed = Self.followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.isDown = true }
        try await eventually("it grows old") {
            followed.watch.oldest.heardAt.duration(to: .now) > .milliseconds(500)
        }
        // What it holds is kept all the same.
        #expect(followed.names("NetworkPolicy") == ["a/deny"])
        server.put(FakeAPIServer.policies, "b", "deny", Self.deny)
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
        server.put(FakeAPIServer.policies, "a", "deny", Self.deny)
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
        try await eventually("the old one is refused") { followed.counts(Self.policies)?.failures ?? 0 > 0 }
        try folder.write("token", "second")
        server.put(FakeAPIServer.policies, "b", "deny", Self.deny)
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
        var times = Self.times
        times.answer = .seconds(1)
        let followed = Followed(
            .serviceAccount(host: "127.0.0.1", port: server.port, directory: folder.url.path()), times: times)
        try await eventually("it is told of") { followed.problem?.contains("the cluster cannot be read") == true }
        #expect(server.state.withLock(\.requests).isEmpty)
    }
}
