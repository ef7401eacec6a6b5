import Logging
import Synchronization
import TestSupport
import Testing

@testable import AdmissionServer

@Suite("The log of reviews", .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
struct ReviewLogTests {
    /// Keeps what is logged of reviews.
    private final class Kept: Sendable {
        private let entries = Mutex<[Logger.Metadata]>([])

        var all: [Logger.Metadata] { entries.withLock { $0 } }

        func add(_ entry: Logger.Metadata) { entries.withLock { $0.append(entry) } }
    }

    private struct Log: LogHandler {
        let kept: Kept
        /// That of the command.
        var logLevel = Logger.Level.info
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            if event.message == "a review" { kept.add(event.metadata ?? [:]) }
        }
    }

    @Test("what was allowed without anything to decide is logged with the reason, and what was plainly allowed is not")
    func remark() async throws {
        let kept = Kept()
        let webhook = try await Webhook(logger: Logger(label: "tests") { _ in Log(kept: kept) })
        let unrelated = Review.text(
            "CREATE", kind: ("", "v1", "ConfigMap"), namespace: "prod", name: "settings",
            object: #"{"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings", "namespace": "prod"}}"#
        )
        let answer = try await webhook.post(unrelated)
        #expect(answer.isAllowed == true && answer.warnings.isEmpty)
        let harmless = Review.policy("CREATE", "prod", "more", spec: Review.harmless)
        #expect(try await webhook.post(harmless).isAllowed == true)
        #expect(kept.all.map { $0["why"] } == ["no connection depends on v1 ConfigMap objects"])
        #expect(kept.all.map { $0["outcome"] } == ["allowed"])
        #expect(kept.all.map { $0["name"] } == ["settings"])
        try await webhook.stop()
    }
}
