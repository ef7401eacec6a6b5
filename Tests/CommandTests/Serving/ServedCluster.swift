import Foundation
import Testing

/// `netproof serve` in a process of its own on the loopback interface, asked by curl over TLS.
final class ServedCluster {
    let folder = try! TemporaryFolder()  // Without a temporary folder no test can run.
    private let process = Process()
    private(set) var port = 0

    /// Whether what these tests need is there; `scripts/setup` installs it.
    static let isPossible = ["/usr/bin/curl", "/usr/bin/openssl"].allSatisfy {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    init(
        cluster: String, specs: String, _ arguments: String..., waitsUntilReady: Bool = true
    ) throws {
        try FileManager.default.createDirectory(at: path("cluster"), withIntermediateDirectories: true)
        try write(cluster, to: "cluster/cluster.yaml")
        try write(specs, to: "specs.yaml")
        try makeCertificate(named: "first.example")
        try write("", to: "log")
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["--default-signal=INT,TERM", Command.executable.path(), "serve"]
            + ["--cluster", path("cluster").path(), "--specs", path("specs.yaml").path()]
            + ["--tls-cert", path("tls.crt").path(), "--tls-key", path("tls.key").path()]
            + ["--listen", "127.0.0.1:0", "--reload-every", "0.1"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: path("log"))
        try process.run()
        try wait("it listens") { try self.listeningPort() != nil }
        port = try #require(try listeningPort())
        if waitsUntilReady { try wait("it is ready") { try self.get("/readyz").status == 200 } }
    }

    deinit { if process.isRunning { process.terminate() } }

    func path(_ name: String) -> URL { folder.url.appending(path: name) }

    func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: path(name)) }

    var log: String { get throws { try folder.text(of: "log") } }

    private func listeningPort() throws -> Int? {
        for line in try log.split(separator: "\n") where line.contains("\"message\":\"listening\"") {
            let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            return (object?["port"] as? String).flatMap { Int($0) }
        }
        return nil
    }

    /// Waits for something that a process does in its own time; half a minute, for busy machines.
    func wait(_ what: String, until isSo: () throws -> Bool) throws {
        for _ in 0..<600 {
            if try isSo() { return }
            guard process.isRunning else { break }
            usleep(50_000)
        }
        let log = try self.log
        Issue.record("waited in vain until \(what): \(log)")
    }

    // MARK: Certificates

    /// Replaces the certificate by one that it signs itself.
    func makeCertificate(named name: String) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj",
            "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name),IP:127.0.0.1", "-keyout", path("new.key").path(),
            "-out", path("new.crt").path(),
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        for end in ["key", "crt"] {
            _ = try? FileManager.default.removeItem(at: path("tls.\(end)"))
            try FileManager.default.moveItem(at: path("new.\(end)"), to: path("tls.\(end)"))
        }
        try FileManager.default.copyItem(at: path("tls.crt"), to: path("\(name).pem"))
    }

    // MARK: Requests

    struct Answer {
        /// Of HTTP; 0 where there was no connection.
        var status: Int
        var body: String

        /// The response of the review.
        var response: [String: Any] {
            let object = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
            return object?["response"] as? [String: Any] ?? [:]
        }

        var isAllowed: Bool? { response["allowed"] as? Bool }
        var message: String { (response["status"] as? [String: Any])?["message"] as? String ?? "" }
        var code: Int? { (response["status"] as? [String: Any])?["code"] as? Int }
        var warnings: [String] { response["warnings"] as? [String] ?? [] }
    }

    func get(_ path: String, trusting name: String = "first.example") throws -> Answer {
        try curl(path, ["--resolve", "\(name):\(port):127.0.0.1"], trusting: name)
    }

    func curl(_ path: String, _ arguments: [String], trusting name: String = "first.example") throws -> Answer {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/curl")
        let out = self.path("answer-\(UUID())")
        process.arguments =
            [
                "--silent", "--max-time", "60", "--cacert", self.path("\(name).pem").path(), "--write-out",
                "\n%{http_code}",
            ]
            + ["--noproxy", "*", "--resolve", "\(name):\(port):127.0.0.1"] + arguments
            + ["https://\(name):\(port)\(path)"]
        try Data().write(to: out)
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let text = String(decoding: try Data(contentsOf: out), as: UTF8.self)
        let end = text.lastIndex(of: "\n") ?? text.startIndex
        return Answer(status: Int(text[end...].dropFirst()) ?? 0, body: String(text[..<end]))
    }

    func post(_ body: String, type: String = "application/json", path: String = "/validate") throws -> Answer {
        let name = "review-\(UUID())"
        try write(body, to: name)
        return try curl(
            path, ["--header", "Content-Type: \(type)", "--data-binary", "@\(self.path(name).path())"])
    }

    // MARK: The end

    /// Ends it by a signal, and gives its exit status.
    func stop(by signal: Int32) throws -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }

    func signal(_ signal: Int32) { kill(process.processIdentifier, signal) }
    func waitUntilExit() -> Int32 {
        process.waitUntilExit()
        return process.terminationReason == .exit ? process.terminationStatus : -1
    }
}

/// What the API server sends.
enum Review {
    static func text(
        _ operation: String, kind: (group: String, version: String, kind: String), namespace: String? = nil,
        name: String, object: String?, dryRun: Bool = false
    ) -> String {
        """
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {"uid": "a-uid",
         "kind": {"group": "\(kind.group)", "version": "\(kind.version)", "kind": "\(kind.kind)"},
         "resource": {"group": "\(kind.group)", "version": "\(kind.version)", "resource": "any"},
         "namespace": "\(namespace ?? "")", "name": "\(name)", "operation": "\(operation)", "dryRun": \(dryRun),
         "userInfo": {"username": "somebody"}, "object": \(object ?? "null"), "oldObject": null, "options": null}}
        """
    }

    static func policy(
        _ operation: String, _ namespace: String, _ name: String, spec: String? = nil
    ) -> String {
        let object = spec.map {
            """
            {"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
             "metadata": {"name": "\(name)", "namespace": "\(namespace)", "uid": "x", "managedFields": []}, "spec": \($0)}
            """
        }
        return text(
            operation, kind: ("networking.k8s.io", "v1", "NetworkPolicy"), namespace: namespace, name: name,
            object: object)
    }

    static func namespace(_ operation: String, _ name: String, labels: String? = nil) -> String {
        let object = labels.map {
            #"{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "\#(name)", "labels": \#($0)}}"#
        }
        return text(operation, kind: ("", "v1", "Namespace"), namespace: name, name: name, object: object)
    }
}
