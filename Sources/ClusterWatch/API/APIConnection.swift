import AsyncHTTPClient
import Diagnostics
import Manifests
import NIOCore
import NIOHTTP1

/// Asks the API server, and reads its answers as JSON.
struct APIConnection: Sendable {
    let access: APIAccess
    let client: HTTPClient
    let times: WatchTimes

    /// Of one answer; a page of objects holds far less.
    private static let sizeLimit = 256 << 20
    private static let reader = ManifestReader(limits: ReadLimits(bytes: sizeLimit, depth: 256, aliasedNodes: 0))

    /// A client that follows no redirects, which could lead the credentials elsewhere, and that keeps as many connections
    /// as there are watches.
    static func client(_ times: WatchTimes) -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: times.answer.timeAmount, read: times.silence.timeAmount)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1_024
        configuration.httpVersion = .http1Only
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// The JSON object at a path.
    func object(at path: String) async throws(APIFailure) -> Node {
        let response = try await answer(to: path)
        do {
            let body = try await response.body.collect(upTo: Self.sizeLimit)
            return try Self.object(Array(body.readableBytesView))
        } catch let error as APIFailure {
            throw error
        } catch {
            throw .unreachable("the answer was cut off: \(error)")
        }
    }

    /// The lines at a path, each a JSON object, for as long as the server goes on.
    ///
    /// - Parameters:
    ///   - opened: Told when the server begins.
    ///   - take: Told of each line; throws to stop.
    func lines(
        at path: String, opened: () -> Void, take: (Node) throws(APIFailure) -> Void
    ) async throws(APIFailure) {
        let response = try await answer(to: path)
        opened()
        var lines = LineSplitter(limit: Self.lineLimit)
        do {
            for try await chunk in response.body {
                for line in try lines.take(chunk.readableBytesView) { try take(Self.object(line)) }
            }
        } catch let error as APIFailure {
            throw error
        } catch {
            throw .unreachable("the connection was lost: \(error)")
        }
        // A line that the server did not end is no line: what it tells is asked for again.
    }

    /// No event is longer: an object has no more than 1.5 MB in the server's own store.
    private static let lineLimit = 32 << 20

    private static func object(_ bytes: [UInt8]) throws(APIFailure) -> Node {
        var diagnostics = Diagnostics()
        guard let object = reader.object(json: bytes, file: "<answer>", into: &diagnostics) else {
            let problem = diagnostics.sorted.first { $0.severity == .error }
            throw .unusable("the answer cannot be read: \(problem?.message ?? "it is no JSON object")")
        }
        return object
    }

    private func answer(to path: String) async throws(APIFailure) -> HTTPClientResponse {
        let request = try access.request(path)
        let response: HTTPClientResponse
        do {
            response = try await client.execute(request, timeout: times.answer.timeAmount)
        } catch {
            throw .unreachable("no answer: \(error)")
        }
        guard response.status == .ok else { throw await refusal(response) }
        return response
    }

    /// In the words of the `Status` object that the server sends.
    private func refusal(_ response: HTTPClientResponse) async -> APIFailure {
        let body = try? await response.body.collect(upTo: 1 << 20)
        let status = try? body.map { try Self.object(Array($0.readableBytesView)) }
        let seconds = response.headers.first(name: "Retry-After").flatMap { Int($0) }
        return .refused(
            status: Int(response.status.code), message: status?["message"]?.string ?? response.status.reasonPhrase,
            retryAfter: seconds.map { .seconds(min(max($0, 0), 60)) })
    }
}

extension Duration {
    fileprivate var timeAmount: TimeAmount {
        let (seconds, attoseconds) = components
        return .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}
