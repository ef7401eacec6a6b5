import Analyses
import Diagnostics
import Dialects
import Logging

@testable import ClusterWatch

/// A watch that runs for the time of a test.
final class Followed: Sendable {
    /// As short as the tests need.
    static var times: WatchTimes {
        var times = WatchTimes()
        times.pageSize = 3
        times.discovery = .milliseconds(200)
        times.firstPause = .milliseconds(20)
        times.longestPause = .milliseconds(100)
        return times
    }

    static let deny = #""spec": {"podSelector": {}, "policyTypes": ["Ingress"]}"#
    static let policies = "networkpolicies.networking.k8s.io"

    /// Some namespaces and a policy.
    static func cluster() async throws -> FakeAPIServer {
        let server = try await FakeAPIServer()
        for name in ["a", "b", "c", "d", "e", "f", "g"] { server.put(FakeAPIServer.namespaces, nil, name) }
        server.put(FakeAPIServer.policies, "a", "deny", deny)
        return server
    }

    let watch: ClusterWatch
    private let running: Task<Void, Never>

    init(_ access: APIAccess, allowing allowances: [String] = [], times: WatchTimes = Followed.times) {
        let watch = ClusterWatch(
            access, allowing: allowances, times: times,
            logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
        self.watch = watch
        running = Task { await watch.run() }
    }

    convenience init(_ server: FakeAPIServer, allowing allowances: [String] = []) {
        self.init(.proxy(url: server.url), allowing: allowances)
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

    /// Whether nothing has been heard of this part for longer than of any other, and for a while.
    func isOld(_ name: String) -> Bool {
        let oldest = watch.oldest
        return oldest.name == name && oldest.heardAt.duration(to: .now) > .milliseconds(1_500)
    }

    /// The text of the first error that keeps the objects from being used.
    var problem: String? { watch.objects?.problems.sorted.first { $0.severity == .error }?.text }
}
