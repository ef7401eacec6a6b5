import Analyses
import AsyncHTTPClient
import Dispatch
import Foundation
import NIOCore
import Prover
import Synchronization
import TestSupport
import Testing
import UnixSignals

@testable import AdmissionServer

/// What the webhook does when there is too much, too slow or too late.
@Suite("Limits of the webhook", .enabled(if: Certificate.isPossible, "openssl is missing: run scripts/setup"))
struct LimitTests {
    /// Decides nothing until it is told to, and then admits.
    private final class Gate: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        private let begun = Mutex(0)

        /// How many decisions have begun.
        var count: Int { begun.withLock { $0 } }

        var decide: Reviewer.Decide {
            { [self] _, _, _ in
                begun.withLock { $0 += 1 }
                gate.wait()
                return GuardDecision(reasons: [])
            }
        }

        func open(_ times: Int = 1) { for _ in 0..<times { gate.signal() } }
    }

    private static let review = Review.policy("CREATE", "prod", "more", spec: Review.harmless)

    @Test("a review that takes too long to come is answered by 408")
    func slowBody() async throws {
        let webhook = try await Webhook { $0.bodyDeadline = .milliseconds(200) }
        let half = ByteBuffer(string: String(Self.review.prefix(Self.review.count / 2)))
        let (chunks, more) = AsyncStream.makeStream(of: ByteBuffer.self)
        more.yield(half)
        let answer = try await webhook.post(.stream(chunks, length: .known(Int64(Self.review.utf8.count))))
        #expect(answer.status == 408)
        more.finish()
        #expect(try await webhook.metric(#"netproof_requests_refused_total{status="408"}"#) == 1)
        // Others are answered as ever.
        #expect(try await webhook.post(Self.review).isAllowed == true)
        try await webhook.stop()
    }

    @Test(
        "a review that waits for longer than its deadline is answered by --on-undecided",
        arguments: [
            ServeConfiguration.Undecided.deny, .allow,
        ])
    func deadline(undecided: ServeConfiguration.Undecided) async throws {
        let gate = Gate()
        let webhook = try await Webhook {
            $0.deadline = .milliseconds(200)
            $0.onUndecided = undecided
        } decide: {
            try gate.decide($0, $1, &$2)
        }
        let answer = try await webhook.post(Self.review)
        #expect(answer.status == 200 && answer.isAllowed == (undecided == .allow))
        #expect((answer.message + answer.warnings.joined()).contains("undecided: there was not enough time"))
        gate.open()
        try await webhook.stop()
    }

    @Test("the time that the API server waits, told in the query, counts if it is shorter")
    func timeout() async throws {
        let gate = Gate()
        let webhook = try await Webhook {
            $0.deadline = .seconds(600)
        } decide: {
            try gate.decide($0, $1, &$2)
        }
        let began = ContinuousClock.now
        let answer = try await webhook.post(Self.review, query: "?timeout=1s")
        #expect(answer.isAllowed == false && answer.message.contains("not enough time"))
        // Before the API server gives up; how much before is the machine's business.
        #expect(began.duration(to: .now) >= .milliseconds(850))
        gate.open()
        try await webhook.stop()
    }

    @Test("more reviews than may wait are answered at once, by --on-undecided")
    func queue() async throws {
        let gate = Gate()
        let webhook = try await Webhook {
            $0.workers = 1
            $0.queueLimit = 1
            $0.deadline = .seconds(60)
        } decide: {
            try gate.decide($0, $1, &$2)
        }
        async let decided = webhook.post(Self.review)
        try await eventually("the first is being decided") { gate.count == 1 }
        async let waiting = webhook.post(Self.review)
        try await eventually("the second waits") { try await webhook.metric("netproof_reviews_waiting") == 1 }
        let refused = try await webhook.post(Self.review)
        #expect(refused.status == 200 && refused.isAllowed == false)
        #expect(refused.message.contains("undecided: too many reviews are waiting"))
        gate.open(2)
        #expect(try await decided.isAllowed == true)
        #expect(try await waiting.isAllowed == true)
        #expect(try await webhook.metric(#"netproof_reviews_total{outcome="undecided"}"#) == 1)
        try await webhook.stop()
    }

    @Test("a review whose time is over before a thread is free is not decided any more")
    func lateStart() async throws {
        let gate = Gate()
        let webhook = try await Webhook {
            $0.workers = 1
            $0.deadline = .seconds(60)
        } decide: {
            try gate.decide($0, $1, &$2)
        }
        async let decided = webhook.post(Self.review)
        try await eventually("the first is being decided") { gate.count == 1 }
        let late = try await webhook.post(Self.review, query: "?timeout=0.2s")
        #expect(late.message.contains("not enough time"))
        gate.open()
        #expect(try await decided.isAllowed == true)
        async let last = webhook.post(Self.review)
        try await eventually("the last is being decided") { gate.count == 2 }
        gate.open()
        #expect(try await last.isAllowed == true)
        try await webhook.stop()
    }

    @Test("an error in deciding is no allow, and the next review is decided with new solvers")
    func fault() async throws {
        struct Fault: Error {}
        let faults = Mutex(1)
        let webhook = try await Webhook { _ in
        } decide: { change, resident, solvers in
            let isFaulty = faults.withLock { left in
                defer { left -= 1 }
                return left > 0
            }
            if isFaulty { throw Fault() }
            return try resident.decide(change, with: &solvers)
        }
        let denied = try await webhook.post(Self.review)
        #expect(denied.isAllowed == false && denied.message.contains("undecided: Fault"))
        #expect(try await webhook.post(Self.review).isAllowed == true)
        try await webhook.stop()
    }

    @Test("told to stop, it takes no more connections, and answers the reviews that have begun")
    func stopping() async throws {
        let gate = Gate()
        let webhook = try await Webhook(stoppedBy: [.sigusr2]) {
            $0.deadline = .seconds(60)
        } decide: {
            try gate.decide($0, $1, &$2)
        }
        async let decided = webhook.post(Self.review)
        try await eventually("it is being decided") { gate.count == 1 }
        kill(getpid(), SIGUSR2)
        try await eventually("nobody else is answered") { (try? await webhook.get("/healthz")) == nil }
        gate.open()
        #expect(try await decided.isAllowed == true)
        try await webhook.waitUntilStopped()
    }
}
