import Foundation
import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import NIOSSL
import ServiceLifecycle
import Synchronization
import TestSupport

/// An API server of the tests' own on the loopback interface: it serves discovery, lists in pages and watches from memory,
/// and misbehaves as it is told.
final class FakeAPIServer: Sendable {
    /// What it serves, and how.
    struct Behaviour {
        /// The answer to every list and watch of a collection, instead of its own.
        var refusals: [String: Int] = [:]
        /// As `refusals`, for lists or watches alone.
        var listRefusals: [String: Int] = [:]
        var watchRefusals: [String: Int] = [:]
        /// Requests without it get 401; nil for none.
        var token: String?
        /// A continued list is answered 410 once.
        var expiresPageOnce = false
        /// The next event of a watch is cut in the middle of its line, and the connection with it.
        var cutsNextEvent = false
        /// The next thing that a watch tells, as it is.
        var nextLine: String?
        /// Whether watches tell every 50 ms that nothing has happened.
        var sendsBookmarks = true
        /// Watches of lower versions are answered 410.
        var oldestVersion = 0
        /// Watches end after so long, whatever the client asked for.
        var watchTime: Duration?
        /// Before any answer.
        var delay = Duration.zero
        /// Nobody is answered, and no watch goes on.
        var isDown = false
        /// Paths of collections, with what has to be served beside the usual.
        var further: [Served] = []
        /// Where other answers are, by path.
        var redirects: [String: String] = [:]
        /// Group versions whose resources are not told; `/apis`: nor which there are.
        var mute: Set<String> = []
    }

    struct Served: Hashable {
        var group: String
        var version: String
        var name: String
        var kind: String
        var isNamespaced = true
        var groupVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
        var path: String { (group.isEmpty ? "/api/" : "/apis/") + "\(groupVersion)/\(name)" }
    }

    struct Event {
        var version: Int
        var path: String
        var type: String
        var object: String
    }

    struct State {
        var behaviour = Behaviour()
        /// By path of the collection, then by namespace and name.
        var objects: [String: [String: String]] = [:]
        var events: [Event] = []
        var version = 100
        /// Paths with their queries, in the order in which they came.
        var requests: [String] = []
    }

    static let usual = [
        Served(group: "", version: "v1", name: "namespaces", kind: "Namespace", isNamespaced: false),
        Served(group: "", version: "v1", name: "pods", kind: "Pod"),
        Served(group: "", version: "v1", name: "services", kind: "Service"),
        Served(group: "", version: "v1", name: "replicationcontrollers", kind: "ReplicationController"),
        Served(group: "", version: "v1", name: "configmaps", kind: "ConfigMap"),
        Served(group: "apps", version: "v1", name: "deployments", kind: "Deployment"),
        Served(group: "apps", version: "v1", name: "statefulsets", kind: "StatefulSet"),
        Served(group: "apps", version: "v1", name: "daemonsets", kind: "DaemonSet"),
        Served(group: "apps", version: "v1", name: "replicasets", kind: "ReplicaSet"),
        Served(group: "batch", version: "v1", name: "jobs", kind: "Job"),
        Served(group: "batch", version: "v1", name: "cronjobs", kind: "CronJob"),
        Served(group: "networking.k8s.io", version: "v1", name: "networkpolicies", kind: "NetworkPolicy"),
    ]
    static let pods = "/api/v1/pods"
    static let namespaces = "/api/v1/namespaces"
    static let policies = "/apis/networking.k8s.io/v1/networkpolicies"

    let state = Mutex(State())
    private let running: Running
    let port: Int

    /// - Parameter tls: What it serves with; nil for no TLS.
    init(tls: Certificate? = nil) async throws {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let own = Weak<FakeAPIServer>()
        var builder = HTTPServerBuilder.http1()
        if let tls {
            let chain = try NIOSSLCertificate.fromPEMFile(tls.path).map(NIOSSLCertificateSource.certificate)
            let key = try NIOSSLPrivateKey(file: tls.keyPath, format: .pem)
            builder = try .tls(
                builder,
                tlsConfiguration: .makeServerConfiguration(certificateChain: chain, privateKey: .privateKey(key)))
        }
        let server = try builder.buildServer(
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: "fake") { _ in SwiftLogNoOpLogHandler() }
        ) { request, writer, _ in
            guard let response = await own.value?.response(to: request) else { return }
            try await writer.write(response: response.head, body: response.body)
        } onServerRunning: { channel in
            port.yield(channel.localAddress?.port ?? 0)
        }
        running = Running { try await server.run() }
        var first = ports.makeAsyncIterator()
        self.port = await first.next() ?? 0
        own.set(self)
    }

    var url: String { "http://127.0.0.1:\(port)" }

    // MARK: What the tests do

    func behave(_ change: (inout Behaviour) -> Void) { state.withLock { change(&$0.behaviour) } }

    /// Creates or changes an object; the text has its kind and names.
    func put(_ path: String, _ namespace: String?, _ name: String, _ members: String = "") {
        state.withLock { state in
            let key = "\(namespace ?? "")/\(name)"
            let isNew = state.objects[path]?[key] == nil
            state.version += 1
            let place = namespace.map { #", "namespace": "\#($0)""# } ?? ""
            let rest = members.isEmpty ? "" : ", " + members
            let kind = (Self.usual + state.behaviour.further).first { $0.path == path }
            let header = kind.map { #""kind": "\#($0.kind)", "apiVersion": "\#($0.groupVersion)", "# } ?? ""
            let labels = Self.labels(of: members)
            let object =
                #"{\#(header)"metadata": {"name": "\#(name)"\#(place)\#(labels), "resourceVersion": "\#(state.version)", "uid": "u"}\#(labels.isEmpty ? rest : "")}"#
            state.objects[path, default: [:]][key] = object
            state.events.append(
                Event(version: state.version, path: path, type: isNew ? "ADDED" : "MODIFIED", object: object))
        }
    }

    /// Members that are labels stand in the metadata.
    private static func labels(of members: String) -> String {
        members.hasPrefix(#""labels""#) ? ", " + members : ""
    }

    func remove(_ path: String, _ namespace: String?, _ name: String) {
        state.withLock { state in
            guard let object = state.objects[path]?.removeValue(forKey: "\(namespace ?? "")/\(name)") else { return }
            state.version += 1
            let last = object.replacing(
                #/"resourceVersion": "[0-9]+"/#, with: #""resourceVersion": "\#(state.version)""#)
            state.events.append(Event(version: state.version, path: path, type: "DELETED", object: last))
        }
    }

    /// Paths with their queries that came so far, those of one collection.
    func requests(_ path: String) -> [String] {
        state.withLock { $0.requests.filter { $0 == path || $0.hasPrefix(path + "?") } }
    }

    func lists(_ path: String) -> [String] { requests(path).filter { !$0.contains("watch=1") } }
    func watches(_ path: String) -> [String] { requests(path).filter { $0.contains("watch=1") } }
}

/// What may be gone, or not be there yet.
private final class Weak<Object: AnyObject & Sendable>: Sendable {
    private struct Box { weak var object: Object? }
    private let box = Mutex(Box())

    var value: Object? { box.withLock { $0.object } }
    func set(_ object: Object) { box.withLock { $0.object = object } }
}
