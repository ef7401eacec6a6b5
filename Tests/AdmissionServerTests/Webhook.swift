import Analyses
import AsyncHTTPClient
import ClusterWatch
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import TestSupport
import Testing
import UnixSignals

@testable import AdmissionServer

/// The webhook in this process, asked over TLS on the loopback interface.
final class Webhook: Sendable {
    let folder: TemporaryFolder
    let port: Int
    let client: HTTPClient
    private let running: Running

    /// - Parameters:
    ///   - live: The running cluster; nil for the files of `ReviewedCluster`.
    ///   - configure: Told of the configuration before it is used.
    init(
        live: ServeConfiguration.Live? = nil, allowing allowances: [String] = [], waitsUntilReady: Bool = true,
        stoppedBy signals: [UnixSignal] = [], logger: Logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() },
        configure: (inout ServeConfiguration) -> Void = { _ in },
        decide: @escaping Reviewer.Decide = Reviewer.decideByGuard
    ) async throws {
        let folder = try TemporaryFolder()
        let certificate = try Certificate("tls", in: folder)
        try folder.write("specs.yaml", ReviewedCluster.specs)
        try folder.write("cluster.yaml", ReviewedCluster.cluster)
        var configuration = ServeConfiguration(
            cluster: InputRequest(
                paths: live == nil ? [folder.path("cluster.yaml")] : [], specPaths: [folder.path("specs.yaml")],
                live: live.map { _ in LiveRequest(unreadableKinds: allowances) }),
            port: 0, certificatePath: certificate.path, keyPath: certificate.keyPath)
        configuration.live = live
        configuration.reloadInterval = .milliseconds(100)
        // Other tests may keep all threads of tasks busy for a while.
        (configuration.deadline, configuration.bodyDeadline) = (.seconds(60), .seconds(60))
        configure(&configuration)
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = AdmissionServer(
            configuration, logger: logger, signals: signals, listening: { listening.yield($0) }, decide: decide)
        running = Running { try await server.run() }
        var first = ports.makeAsyncIterator()
        port = await first.next() ?? 0
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(certificate.path))
        client = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: .init(tlsConfiguration: tls, timeout: .init(connect: .seconds(2))))
        self.folder = folder
        if waitsUntilReady { try await eventually("it is ready") { try await self.get("/readyz").status == 200 } }
    }

    /// Until it has ended by itself.
    func waitUntilStopped() async throws {
        try await running.wait()
        try await client.shutdown()
    }

    /// Ends it.
    func stop() async throws {
        try await client.shutdown()
        try await running.stop()
    }

    // MARK: Requests

    func get(_ path: String) async throws -> WebhookAnswer { try await answer(HTTPClientRequest(url: url(path))) }

    func post(_ body: String, query: String = "") async throws -> WebhookAnswer {
        try await post(.bytes(ByteBuffer(string: body)), query: query)
    }

    func post(_ body: HTTPClientRequest.Body, query: String = "") async throws -> WebhookAnswer {
        var request = HTTPClientRequest(url: url("/validate" + query))
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = body
        return try await answer(request)
    }

    private func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }

    private func answer(_ request: HTTPClientRequest) async throws -> WebhookAnswer {
        let response = try await client.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 1 << 20)
        return WebhookAnswer(status: Int(response.status.code), body: String(buffer: body))
    }

    /// The value of a metric, labels included in its name.
    func metric(_ name: String) async throws -> Double? {
        let line = try await get("/metrics").body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Double($0.dropFirst(name.count + 1)) }
    }
}
