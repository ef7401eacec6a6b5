import Analyses
import Prover
import Reports
import Synchronization

/// Answers reviews, by threads of its own.
struct Reviewer: Sendable {
    let configuration: ServeConfiguration
    let state: ClusterState
    let prover: ResidentProver
    private let decide: Decide

    /// Decides about one change of a cluster, in the thread of its solvers.
    typealias Decide =
        @Sendable (ObjectChange, AdmissionGuard, inout Solvers) throws -> GuardDecision

    static let decideByGuard: Decide = { change, resident, solvers in try resident.decide(change, with: &solvers) }

    init(_ configuration: ServeConfiguration, _ state: ClusterState, _ decide: @escaping Decide) throws {
        self.configuration = configuration
        self.state = state
        self.decide = decide
        let milliseconds = UInt32(clamping: Int(configuration.deadline.inSeconds * 1_000))
        prover = try ResidentProver(
            workers: configuration.workers, limit: configuration.queueLimit,
            options: Prover.Options(timeoutMilliseconds: milliseconds))
    }

    /// The answer to a review, by the deadline.
    func answer(_ review: AdmissionReview, by deadline: ContinuousClock.Instant) async -> ReviewAnswer {
        guard review.operation != .connect else {
            return undecided(review, "CONNECT changes no object, and is not decided about")
        }
        guard let change = review.change else { return undecided(review, "the request changes no object") }
        guard !review.isNamedLater else {
            return undecided(review, "the name of a Namespace matters, and this one has none yet")
        }
        guard !review.writesLabelsUnseen else {
            return undecided(review, "the labels of a Binding are written onto its pod, which it does not show")
        }
        guard let resident = state.current.resident else {
            return undecided(review, "the present state of the cluster has not been proved yet")
        }
        if let staleness = state.staleness() { return undecided(review, staleness) }
        switch await decision(on: change, by: resident, until: deadline) {
        case .success(let decision): return answer(review, decision)
        case .failure(let failure): return undecided(review, failure.description)
        }
    }

    private func answer(_ review: AdmissionReview, _ decision: GuardDecision) -> ReviewAnswer {
        if decision.isAdmitted {
            return ReviewAnswer(uid: review.uid, outcome: .allowed, isAllowed: true, remark: decision.remark)
        }
        // One reason and one counterexample: what stands against it first.
        let reason = decision.reasons.first { $0.certainty != .undecided } ?? decision.reasons[0]
        if decision.isUndecided { return undecided(review, reason.lines.joined(separator: "\n")) }
        return .refusal(of: review.uid, as: .denied, reason.lines, onlyWarning: configuration.onlyWarns)
    }

    private func undecided(_ review: AdmissionReview, _ why: String) -> ReviewAnswer {
        .refusal(
            of: review.uid, as: .undecided, ["undecided: " + why],
            onlyWarning: configuration.onlyWarns || configuration.onUndecided == .allow)
    }

    // MARK: Deciding

    /// Why nothing was decided.
    private enum Failure: Error, CustomStringConvertible {
        case tooMany, tooLate
        case fault(String)

        var description: String {
            switch self {
            case .tooMany: "too many reviews are waiting"
            case .tooLate: "there was not enough time"
            case .fault(let words): words
            }
        }
    }

    private func decision(
        on change: ObjectChange, by resident: AdmissionGuard, until deadline: ContinuousClock.Instant
    ) async -> Result<GuardDecision, Failure> {
        await withCheckedContinuation { continuation in
            let reply = FirstReply(continuation)
            let isTaken = prover.submit { solvers in
                guard ContinuousClock.now < deadline else { return reply.give(.failure(.tooLate)) }
                solvers.deadline = deadline
                do {
                    reply.give(.success(try decide(change, resident, &solvers)))
                } catch {
                    reply.give(.failure(.fault("\(error)")))
                    throw error
                }
            } refused: { error in
                reply.give(.failure(.fault("\(error)")))
            }
            guard isTaken else { return reply.give(.failure(.tooMany)) }
            Task {
                try? await Task.sleep(until: deadline, clock: .continuous)
                reply.give(.failure(.tooLate))
            }
        }
    }

    /// Resumes with the first reply; later ones are dropped.
    private final class FirstReply: Sendable {
        private let continuation: Mutex<CheckedContinuation<Result<GuardDecision, Failure>, Never>?>

        init(_ continuation: CheckedContinuation<Result<GuardDecision, Failure>, Never>) {
            self.continuation = Mutex(continuation)
        }

        func give(_ reply: Result<GuardDecision, Failure>) {
            let waiting = continuation.withLock { continuation in
                defer { continuation = nil }
                return continuation
            }
            waiting?.resume(returning: reply)
        }
    }
}
