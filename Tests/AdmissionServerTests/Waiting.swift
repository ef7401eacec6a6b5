import Foundation
import Logging
import ServiceLifecycle
import Testing

/// A service that runs beside a test, and is told to stop rather than cancelled: what has begun is brought to an end.
final class Running: Sendable {
    private struct Body: Service {
        let body: @Sendable () async throws -> Void
        func run() async throws { try await body() }
    }

    private let group: ServiceGroup
    private let task: Task<Void, any Error>

    init(_ body: @escaping @Sendable () async throws -> Void) {
        let logger = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        let group = ServiceGroup(
            configuration: .init(
                services: [.init(service: Body(body: body), successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
        self.group = group
        task = Task { try await group.run() }
    }

    deinit { Task { [group] in await group.triggerGracefulShutdown() } }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await task.value
    }

    /// Until it has ended by itself.
    func wait() async throws { try await task.value }
}

/// Waits for something that another task does in its own time; half a minute, for busy machines.
func eventually(
    _ what: String, _ location: SourceLocation = #_sourceLocation, until isSo: () async throws -> Bool
) async throws {
    for _ in 0..<1_500 {
        if try await isSo() { return }
        try await Task.sleep(for: .milliseconds(20))
    }
    Issue.record("waited in vain until \(what)", sourceLocation: location)
}

/// A folder that goes away with the test.
final class Folder: Sendable {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "netproof-tests-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path() }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: url.appending(path: name), options: .atomic)
    }
}

/// A key and the certificate that it signs itself, for this machine.
enum Certificate {
    /// Whether they can be made; `scripts/setup` installs what is needed.
    static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

    static func make(_ name: String, in folder: Folder) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/openssl")
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", folder.path("\(name).key"), "-out", folder.path("\(name).crt"),
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}
