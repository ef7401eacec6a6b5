import Analyses
import AsyncHTTPClient
import ClusterWatch
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Testing
import UnixSignals

@testable import AdmissionServer

/// The webhook in this process, asked over TLS on the loopback interface.
final class Webhook: Sendable {
    static let specs = """
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: separation}
        spec:
          severity: critical
          never:
            from: {namespaceSelector: {matchLabels: {env: test}}}
            to: {namespaceSelector: {matchLabels: {env: prod}}}

        """
    static let cluster = """
        {apiVersion: v1, kind: Namespace, metadata: {name: prod, labels: {env: prod}}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: test, labels: {env: test}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny, namespace: prod}
        spec: {podSelector: {}, policyTypes: [Ingress]}

        """

    let folder: Folder
    let port: Int
    let client: HTTPClient
    private let running: Running

    /// - Parameters:
    ///   - live: The running cluster; nil for the files that stand above.
    ///   - configure: Told of the configuration before it is used.
    init(
        live: ServeConfiguration.Live? = nil, allowing allowances: [String] = [], waitsUntilReady: Bool = true,
        stoppedBy signals: [UnixSignal] = [], configure: (inout ServeConfiguration) -> Void = { _ in },
        decide: @escaping Reviewer.Decide = Reviewer.decideByGuard
    ) async throws {
        let folder = try Folder()
        try Certificate.make("tls", in: folder)
        try folder.write(Self.specs, to: "specs.yaml")
        try folder.write(Self.cluster, to: "cluster.yaml")
        var configuration = ServeConfiguration(
            cluster: InputRequest(
                paths: live == nil ? [folder.path("cluster.yaml")] : [], specPaths: [folder.path("specs.yaml")],
                live: live.map { _ in LiveRequest(unreadableKinds: allowances) }),
            port: 0, certificatePath: folder.path("tls.crt"), keyPath: folder.path("tls.key"))
        configuration.live = live
        configuration.reloadInterval = .milliseconds(100)
        // Other tests may keep all threads of tasks busy for a while.
        (configuration.deadline, configuration.bodyDeadline) = (.seconds(60), .seconds(60))
        configure(&configuration)
        let (ports, listening) = AsyncStream.makeStream(of: Int.self)
        let server = AdmissionServer(
            configuration, logger: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }, signals: signals,
            listening: { listening.yield($0) }, decide: decide)
        running = Running { try await server.run() }
        var first = ports.makeAsyncIterator()
        port = await first.next() ?? 0
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(folder.path("tls.crt")))
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

    struct Answer {
        var status: Int
        var body: String

        private var response: [String: Any] {
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
            return object?["response"] as? [String: Any] ?? [:]
        }

        var isAllowed: Bool? { response["allowed"] as? Bool }
        var message: String { (response["status"] as? [String: Any])?["message"] as? String ?? "" }
        var warnings: [String] { response["warnings"] as? [String] ?? [] }
    }

    func get(_ path: String) async throws -> Answer { try await answer(HTTPClientRequest(url: url(path))) }

    func post(_ body: String, query: String = "") async throws -> Answer {
        try await post(.bytes(ByteBuffer(string: body)), query: query)
    }

    func post(_ body: HTTPClientRequest.Body, query: String = "") async throws -> Answer {
        var request = HTTPClientRequest(url: url("/validate" + query))
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = body
        return try await answer(request)
    }

    private func url(_ path: String) -> String { "https://localhost:\(port)\(path)" }

    private func answer(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await client.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Answer(status: Int(response.status.code), body: String(buffer: body))
    }

    /// The value of a metric, labels included in its name.
    func metric(_ name: String) async throws -> Double? {
        let line = try await get("/metrics").body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line.flatMap { Double($0.dropFirst(name.count + 1)) }
    }
}

/// What the API server sends.
enum Review {
    /// A NetworkPolicy that is created; with `opening` it lets everybody in.
    static func policy(_ namespace: String, _ name: String, opening: Bool) -> String {
        let spec =
            opening
            ? #"{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{}]}"#
            : #"{"podSelector": {}, "policyTypes": ["Egress"]}"#
        return text(
            ("networking.k8s.io", "v1", "NetworkPolicy"), namespace, name,
            #"{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "\#(name)", "namespace": "\#(namespace)"}, "spec": \#(spec)}"#
        )
    }

    static func namespace(_ name: String, labels: String) -> String {
        text(
            ("", "v1", "Namespace"), name, name,
            #"{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "\#(name)", "labels": \#(labels)}}"#)
    }

    /// - Parameter subresource: By which the object is changed; nil for its creation.
    static func text(
        _ kind: (group: String, version: String, kind: String), _ namespace: String, _ name: String, _ object: String,
        subresource: String? = nil
    ) -> String {
        """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "a-uid",
         "kind": {"group": "\(kind.group)", "version": "\(kind.version)", "kind": "\(kind.kind)"},
         "namespace": "\(namespace)", "name": "\(name)", "operation": "\(subresource == nil ? "CREATE" : "UPDATE")",
         "subResource": "\(subresource ?? "")", "object": \(object)}}
        """
    }
}
