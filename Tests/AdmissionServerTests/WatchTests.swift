import Synchronization
import Testing

@testable import ClusterWatch

/// List and watch against an API server of the tests' own.
@Suite("Following a running cluster")
struct WatchTests {
    @Test("lists are read page by page, and what happens then is watched from the version of the list")
    func pages() async throws {
        let server = try await Followed.cluster()
        let followed = Followed(server)
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
        let server = try await Followed.cluster()
        let followed = Followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.put(FakeAPIServer.policies, "b", "deny", Followed.deny)
        try await eventually("the policy is added") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
        server.remove(FakeAPIServer.policies, "a", "deny")
        try await eventually("the policy is deleted") { followed.names("NetworkPolicy") == ["b/deny"] }
        server.put(FakeAPIServer.policies, "b", "deny", #""spec": {"podSelector": 3}"#)
        try await eventually("the change is known") { followed.problem?.contains("podSelector") == true }
        server.put(FakeAPIServer.policies, "b", "deny", Followed.deny)
        try await eventually("it is mended") { followed.names("NetworkPolicy") == ["b/deny"] }
        let counts = try #require(followed.counts(Followed.policies))
        #expect(counts.lists == 1 && counts.puts == 3 && counts.removals == 1 && counts.objects == 1)
    }

    @Test("a watch that ends goes on from the last version it was told, bookmarks included, without a new list")
    func resuming() async throws {
        let server = try await Followed.cluster()
        server.behave { $0.watchTime = .milliseconds(1_200) }
        let followed = Followed(server)
        try await eventually("bookmarks come") { followed.counts(Followed.policies)?.bookmarks ?? 0 > 0 }
        // Of another kind: only a bookmark tells the version of it to this watch.
        server.put(FakeAPIServer.namespaces, nil, "h")
        try await eventually("it is watched again, from there") {
            server.watches(FakeAPIServer.policies).last?.hasSuffix("resourceVersion=109") == true
        }
        #expect(server.lists(FakeAPIServer.policies).count == 1)
        #expect(followed.counts(Followed.policies)?.failures == 0)
    }

    @Test("a connection that is lost in the middle of a line loses no event")
    func cutOff() async throws {
        let server = try await Followed.cluster()
        let followed = Followed(server)
        try await eventually("it is watched") { !server.watches(FakeAPIServer.policies).isEmpty }
        server.behave { $0.cutsNextEvent = true }
        server.put(FakeAPIServer.policies, "b", "deny", Followed.deny)
        try await eventually("the policy is known") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
        #expect(server.watches(FakeAPIServer.policies).count == 2)
        #expect(server.lists(FakeAPIServer.policies).count == 1)
        #expect(followed.counts(Followed.policies)?.failures == 1)
    }

    @Test("a version that is no longer known leads to a new list, which also tells of what is gone")
    func expired() async throws {
        let server = try await Followed.cluster()
        server.put(FakeAPIServer.policies, "b", "deny", Followed.deny)
        server.behave { $0.watchTime = .milliseconds(1_100) }
        let followed = Followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
        let revision = followed.watch.revision
        // What happens while nobody watches, and is forgotten before somebody does.
        server.state.withLock { state in
            state.objects[FakeAPIServer.policies]?["b/deny"] = nil
            state.version += 100
            state.behaviour.oldestVersion = state.version
            state.behaviour.sendsBookmarks = false
        }
        try await eventually("it is listed anew") { followed.names("NetworkPolicy") == ["a/deny"] }
        #expect(followed.counts(Followed.policies)?.lists == 2)
        // It is news even though no event told of it.
        #expect(followed.watch.revision > revision)
    }

    @Test("an ERROR event ends the watch: 410 leads to a new list, others to a new watch")
    func errorEvents() async throws {
        let server = try await Followed.cluster()
        let followed = Followed(server)
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
        server.put(FakeAPIServer.policies, "b", "deny", Followed.deny)
        try await eventually("the watch goes on") { followed.names("NetworkPolicy") == ["a/deny", "b/deny"] }
    }

    @Test(
        "a line that is no event leads to a new list: something may have been missed",
        arguments: [
            "nonsense", "[]", "{}", #"{"type": "MODIFIED", "object": {"metadata": {"name": "x"}}}"#,
            #"{"type": "MODIFIED", "object": {"kind": "Pod", "metadata": {"name": "x", "namespace": "a", "resourceVersion": "900"}}}"#,
        ])
    func nonsense(line: String) async throws {
        let server = try await Followed.cluster()
        let followed = Followed(server)
        try await eventually("all is listed") { followed.names("NetworkPolicy") == ["a/deny"] }
        server.behave { $0.nextLine = line }
        try await eventually("it is listed anew") { followed.counts(Followed.policies)?.lists == 2 }
        #expect(followed.names("NetworkPolicy") == ["a/deny"])
    }

    @Test("a list whose pages expire is begun again")
    func expiredPage() async throws {
        let server = try await Followed.cluster()
        server.behave { $0.expiresPageOnce = true }
        let followed = Followed(server)
        try await eventually("all is listed") { followed.names("Namespace")?.count == 7 }
    }
}
