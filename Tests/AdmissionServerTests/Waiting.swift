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
