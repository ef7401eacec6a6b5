import Analyses
import Dialects
import Logging
import Manifests

/// Keeps the objects of one resource up to date: a list, then a watch from its version on; and a list again where that
/// version is no longer known.
struct ResourceWatch {
    let registration: KnownCluster.Registration
    let connection: APIConnection
    let cluster: KnownCluster
    let logger: Logger

    /// A watch that ends sooner than this, and tells nothing, is a failure.
    private static let shortest = Duration.seconds(1)

    private var resource: LiveResource { registration.resource }

    /// Until it is cancelled, or the resource is no longer served.
    func run() async {
        var version: String?
        var backoff = Backoff(connection.times)
        while !Task.isCancelled, cluster.holds(registration) {
            do throws(APIFailure) {
                if let start = version {
                    // What was told before a failure counts too.
                    var reached = start
                    defer { version = reached }
                    try await watch(from: &reached, &backoff)
                } else {
                    version = try await list()
                }
            } catch {
                guard !Task.isCancelled else { return }
                cluster.note(error, of: registration)
                logger.warning("cannot watch", metadata: ["resource": "\(resource.fullName)", "problem": "\(error)"])
                if error.needsList { version = nil }
                try? await Task.sleep(for: backoff.next(atLeast: error.retryAfter))
            }
        }
    }

    // MARK: Listing

    /// Takes all objects, and gives the version that they are of.
    private func list() async throws(APIFailure) -> String {
        var table = ObjectTable(of: resource)
        var token: String?
        while true {
            let page = try ListPage(try await connection.object(at: path(after: token)), of: resource)
            for object in page.objects { try table.put(object) }
            cluster.hear(of: registration)
            guard let next = page.next else {
                cluster.replace(table, of: registration)
                return page.version
            }
            token = next
        }
    }

    private func path(after token: String?) -> String {
        // Without a version the list is as new as the cluster itself.
        collection + "?limit=\(connection.times.pageSize)" + (token.map { "&continue=\($0.percentEncoded)" } ?? "")
    }

    /// Of all namespaces.
    private var collection: String {
        let kind = resource.kind
        return (kind.group.isEmpty ? "/api/\(kind.version)" : "/apis/\(kind.apiVersion)") + "/\(resource.name)"
    }

    // MARK: Watching

    /// Follows what happens from a version on, which advances with each event.
    private func watch(from version: inout String, _ backoff: inout Backoff) async throws(APIFailure) {
        let began = ContinuousClock.now
        var (reached, isTelling) = (version, false)
        defer { version = reached }
        let seconds = max(1, connection.times.watch.components.seconds)
        let path =
            "\(collection)?watch=1&allowWatchBookmarks=true&timeoutSeconds=\(seconds)"
            + "&resourceVersion=\(version.percentEncoded)"
        try await connection.lines(at: path) {
            cluster.hear(of: registration)
        } take: { line throws(APIFailure) in
            let event = try WatchEvent(line)
            try cluster.apply(event, to: registration)
            reached = event.version
            isTelling = true
        }
        guard isTelling || began.duration(to: .now) >= Self.shortest else {
            throw .unreachable("the watch ended as soon as it began")
        }
        backoff.reset()
    }
}

extension String {
    /// As a value of a query.
    fileprivate var percentEncoded: String {
        utf8.map { byte in
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
                || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-._~".utf8.contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
