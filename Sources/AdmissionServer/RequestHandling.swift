import Analyses
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Prover

/// Answers HTTP requests.
struct RequestHandling: Sendable {
    let configuration: ServeConfiguration
    let state: ClusterState
    let reviewer: Reviewer
    let metrics: Metrics
    let logger: Logger

    @Sendable func respond(
        to request: Request, with writer: consuming ResponseWriter, on channel: any Channel
    ) async throws {
        let response = await response(to: request)
        try await writer.write(response: response.head, body: response.body)
        guard response.headers[.connection] == "close" else { return }
        // What is left of a body that was refused may go on arriving for a while, so that the answer is read; not for ever.
        let deadline = NIODeadline.now() + .nanoseconds(Int64(configuration.bodyDeadline.inSeconds * 1e9))
        channel.eventLoop.scheduleTask(deadline: deadline) { channel.close(promise: nil) }
    }

    private func response(to request: Request) async -> Response {
        switch (request.uri.path, request.method) {
        case ("/validate", .post): await review(request)
        case ("/healthz", .get): .plain(.ok, "ok\n")
        case ("/readyz", .get): readiness
        case ("/metrics", .get): .plain(.ok, metrics.text(state, waiting: reviewer.prover.waiting))
        case ("/validate", _), ("/healthz", _), ("/readyz", _), ("/metrics", _): refusal(.methodNotAllowed)
        default: refusal(.notFound)
        }
    }

    private var readiness: Response {
        let snapshot = state.current
        guard snapshot.resident != nil else {
            return .plain(.serviceUnavailable, "not ready: \(snapshot.failure ?? "the cluster is being proved")\n")
        }
        if let staleness = state.staleness() { return .plain(.serviceUnavailable, "not ready: \(staleness)\n") }
        guard let failure = snapshot.failure else { return .plain(.ok, "ready\n") }
        let what = state.watch == nil ? "the files" : "what the cluster holds now"
        let words = "the last good state is served, for \(what) cannot be used: \(failure)\n"
        return .plain(configuration.isUnreadyWhenStale ? .serviceUnavailable : .ok, words)
    }

    // MARK: Reviews

    private func review(_ request: Request) async -> Response {
        let type = request.headers[.contentType]?.split(separator: ";").first.map(String.init)
        guard type?.lowercased() == "application/json" else { return refusal(.unsupportedMediaType) }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > configuration.sizeLimit {
            return refusal(.contentTooLarge)
        }
        let body: ByteBuffer
        switch await self.body(of: request) {
        case .whole(let buffer): body = buffer
        case .tooLarge: return refusal(.contentTooLarge)
        case .tooSlow: return refusal(.requestTimeout)
        case .broken: return refusal(.badRequest)
        }
        let start = ContinuousClock.now
        do {
            let review = try AdmissionReview(json: Array(body.readableBytesView))
            let answer = await reviewer.answer(review, by: start + deadline(request))
            tell(of: answer, review, taking: start.duration(to: .now))
            return .json(.ok, answer.json)
        } catch {
            metrics.count(.malformed, taking: start.duration(to: .now))
            logger.warning("a malformed review", metadata: ["problem": "\(error.description)"])
            guard let uid = error.uid else { return refusal(.badRequest, error.description) }
            return .json(.ok, ReviewAnswer.malformed(error, uid: uid).json)
        }
    }

    private enum Body {
        case whole(ByteBuffer)
        case tooLarge, tooSlow, broken
    }

    private func body(of request: Request) async -> Body {
        let (limit, deadline) = (configuration.sizeLimit, configuration.bodyDeadline)
        return await withTaskGroup(of: Body.self) { group in
            group.addTask {
                do {
                    return .whole(try await request.body.collect(upTo: limit))
                } catch is NIOTooManyBytesError {
                    return .tooLarge
                } catch {
                    return .broken
                }
            }
            group.addTask {
                try? await Task.sleep(for: deadline)
                return .tooSlow
            }
            defer { group.cancelAll() }
            return await group.next() ?? .broken
        }
    }

    /// A little before the API server gives up, so that it gets an answer; it says when in the query.
    private func deadline(_ request: Request) -> Duration {
        let text = request.uri.queryParameters["timeout"].map(String.init)
        guard let text, text.hasSuffix("s"), let seconds = Double(text.dropLast()), seconds > 0 else {
            return configuration.deadline
        }
        return min(configuration.deadline, .milliseconds(Int(seconds * 900)))
    }

    private func tell(of answer: ReviewAnswer, _ review: AdmissionReview, taking time: Duration) {
        metrics.count(answer.outcome, taking: time)
        logger.log(
            level: answer.outcome == .allowed && answer.remark == nil ? .debug : .info, "a review",
            metadata: [
                "uid": "\(review.uid)", "outcome": "\(answer.outcome.rawValue)",
                "operation": "\(review.operation.rawValue)",
                "kind": "\(review.kindName)", "namespace": "\(review.namespace ?? "")", "name": "\(review.name ?? "")",
                "dry-run": "\(review.isDryRun)", "seconds": "\(time.inSeconds)",
                "why": "\(answer.why)",
            ])
    }

    private func refusal(_ status: HTTPResponse.Status, _ why: String? = nil) -> Response {
        metrics.count(refusedWith: status.code)
        var response = Response.plain(status, "\(why ?? status.reasonPhrase)\n")
        response.headers[.connection] = "close"
        return response
    }
}

extension Response {
    fileprivate static func plain(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    fileprivate static func json(_ status: HTTPResponse.Status, _ text: String) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
