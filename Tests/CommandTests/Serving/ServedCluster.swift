import Foundation
import TestSupport
import Testing

/// `netproof serve` in a process of its own on the loopback interface, asked by curl over TLS.
final class ServedCluster {
    let folder = try! TemporaryFolder()  // Without a temporary folder no test can run.
    private let process = Process()
    private(set) var port = 0

    /// Whether what these tests need is there; `scripts/setup` installs it.
    static let isPossible =
        Certificate.isPossible && FileManager.default.isExecutableFile(atPath: "/usr/bin/curl")

    init(
        cluster: String = ReviewedCluster.cluster, _ arguments: String..., waitsUntilReady: Bool = true
    ) throws {
        try folder.write("cluster/cluster.yaml", cluster)
        try folder.write("specs.yaml", ReviewedCluster.specs)
        try makeCertificate(named: "first.example")
        let log = try folder.write("log", "")
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["--default-signal=INT,TERM", Command.executable.path(), "serve"]
            + ["--cluster", folder.path("cluster"), "--specs", folder.path("specs.yaml")]
            + ["--tls-cert", folder.path("tls.crt"), "--tls-key", folder.path("tls.key")]
            + ["--listen", "127.0.0.1:0", "--reload-every", "0.1"] + arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(filePath: log))
        try process.run()
        try wait("it listens") { try self.listeningPort() != nil }
        port = try #require(try listeningPort())
        if waitsUntilReady { try wait("it is ready") { try self.get("/readyz").status == 200 } }
    }

    deinit { if process.isRunning { process.terminate() } }

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

    /// Replaces the certificate by one that it signs itself, and that requests for the name will trust.
    func makeCertificate(named name: String) throws {
        try Certificate("tls", for: name, in: folder)
        try folder.write("\(name).pem", folder.text(of: "tls.crt"))
    }

    // MARK: Requests

    func get(_ path: String, trusting name: String = "first.example") throws -> WebhookAnswer {
        try curl(path, [], trusting: name)
    }

    func curl(_ path: String, _ arguments: [String], trusting name: String = "first.example") throws -> WebhookAnswer {
        let answer = try ProcessRun(
            "/usr/bin/curl",
            ["--silent", "--max-time", "60", "--cacert", folder.path("\(name).pem"), "--write-out", "\n%{http_code}"]
                + ["--noproxy", "*", "--resolve", "\(name):\(port):127.0.0.1"] + arguments
                + ["https://\(name):\(port)\(path)"])
        let end = answer.output.lastIndex(of: "\n") ?? answer.output.startIndex
        return WebhookAnswer(
            status: Int(answer.output[end...].dropFirst()) ?? 0, body: String(answer.output[..<end]))
    }

    func post(_ body: String, type: String = "application/json", path: String = "/validate") throws -> WebhookAnswer {
        let file = try folder.write("review-\(UUID())", body)
        return try curl(path, ["--header", "Content-Type: \(type)", "--data-binary", "@\(file)"])
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
