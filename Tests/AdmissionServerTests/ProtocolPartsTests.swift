import Analyses
import Diagnostics
import Dialects
import Manifests
import Testing

@testable import ClusterWatch

/// The parts of list and watch, each by itself.
@Suite("Parts of list and watch")
struct ProtocolPartsTests {
    private static let pods = LiveResource(
        name: "pods", kind: ObjectKind(group: "", version: "v1", kind: "Pod"), isNamespaced: true)

    private static func node(_ text: String) throws -> Node {
        var diagnostics = Diagnostics()
        return try #require(ManifestReader().object(json: Array(text.utf8), file: "text", into: &diagnostics))
    }

    @Test("lines come out whole wherever the chunks end", arguments: 1...9)
    func lines(size: Int) throws {
        let text = Array("one\n\nthe second\nthird\nunended".utf8)
        var splitter = LineSplitter(limit: 100)
        var lines: [String] = []
        for start in stride(from: 0, to: text.count, by: size) {
            let chunk = text[start..<min(start + size, text.count)]
            lines += try splitter.take(chunk).map { String(decoding: $0, as: UTF8.self) }
        }
        #expect(lines == ["one", "the second", "third"])
    }

    @Test("a line that does not end is given up")
    func endless() throws {
        var splitter = LineSplitter(limit: 10)
        #expect(try splitter.take(Array("0123456789".utf8)).isEmpty)
        #expect(throws: APIFailure.self) { try splitter.take(Array("a".utf8)) }
    }

    @Test("pauses double up to a limit, with up to a half taken off by chance")
    func backoff() {
        var times = WatchTimes()
        times.firstPause = .seconds(1)
        times.longestPause = .seconds(10)
        var backoff = Backoff(times)
        #expect((0..<6).map { _ in backoff.next(chance: 1) } == [1, 2, 4, 8, 10, 10].map { .seconds($0) })
        #expect(backoff.next(chance: 0) == .seconds(5))
        #expect(backoff.next(atLeast: .seconds(60), chance: 1) == .seconds(60))
        backoff.reset()
        #expect(backoff.next(chance: 1) == .seconds(1))
        for _ in 0..<100 { #expect(backoff.next() <= .seconds(10)) }
    }

    @Test("an event that is none, or of an unknown type, is an error; an ERROR event is what it tells")
    func events() throws {
        let object = #"{"kind": "Pod", "metadata": {"name": "a", "resourceVersion": "7"}}"#
        #expect(try WatchEvent(Self.node(#"{"type": "BOOKMARK", "object": \#(object)}"#)).version == "7")
        for text in [
            object, #"{"type": "ADDED"}"#, #"{"type": "SURPRISE", "object": \#(object)}"#,
            #"{"type": "ADDED", "object": {"metadata": {"name": "a"}}}"#,
        ] {
            let failure = #expect(throws: APIFailure.self) { try WatchEvent(Self.node(text)) }
            #expect(failure?.needsList == true, "\(text)")
        }
        let gone = #"{"type": "ERROR", "object": {"kind": "Status", "code": 410, "message": "too old"}}"#
        let failure = #expect(throws: APIFailure.self) { try WatchEvent(Self.node(gone)) }
        #expect(failure?.needsList == true && failure?.description == "status 410: too old")
        let internalError = gone.replacing("410", with: "500")
        let other = #expect(throws: APIFailure.self) { try WatchEvent(Self.node(internalError)) }
        #expect(other?.needsList == false)
    }

    @Test("a page is a list of its kind with a version, and nothing else")
    func pages() throws {
        let page = try ListPage(
            Self.node(
                #"{"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "7", "continue": "t"}, "items": []}"#
            ), of: Self.pods)
        #expect(page.version == "7" && page.next == "t" && page.objects.isEmpty)
        for text in [
            #"{"kind": "Status", "apiVersion": "v1", "metadata": {"resourceVersion": "7"}, "items": []}"#,
            #"{"kind": "PodList", "apiVersion": "v2", "metadata": {"resourceVersion": "7"}, "items": []}"#,
            #"{"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": []}"#,
            #"{"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "7"}}"#,
            #"{"kind": "PodList", "apiVersion": "v1", "metadata": {"resourceVersion": "7"}, "items": 3}"#,
        ] {
            #expect(throws: APIFailure.self, "\(text)") { try ListPage(Self.node(text), of: Self.pods) }
        }
    }

    @Test("objects of another kind, without a name, or in no namespace are no objects of the resource")
    func strangers() throws {
        var table = ObjectTable(of: Self.pods)
        try table.put(Self.node(#"{"metadata": {"name": "a", "namespace": "n"}, "spec": {"containers": []}}"#))
        #expect(table.count == 1)
        for text in [
            #"{"kind": "Status", "metadata": {"name": "a", "namespace": "n"}}"#,
            #"{"metadata": {"namespace": "n"}}"#, #"{"metadata": {"name": "a"}}"#, "{}",
        ] {
            #expect(throws: APIFailure.self, "\(text)") { try table.put(Self.node(text)) }
        }
    }

    @Test("a pod tells where the API server is; a proxy has to be on this machine")
    func access() {
        let environment = ["KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443"]
        #expect(
            APIAccess.pod(environment: environment)
                == .serviceAccount(host: "10.0.0.1", port: 443, directory: APIAccess.serviceAccountDirectory))
        #expect(APIAccess.pod(environment: [:]) == nil)
        #expect(APIAccess.proxy(at: "http://127.0.0.1:8001/") == .proxy(url: "http://127.0.0.1:8001"))
        for text in [
            "http://cluster.example:8001", "https://127.0.0.1:6443", "127.0.0.1:8001", "http://127.0.0.1@evil.example",
            "http://127.0.0.1:8001/api", "http://127.0.0.1:8001/?x=y", "",
        ] {
            #expect(APIAccess.proxy(at: text) == nil, "\(text)")
        }
    }
}
