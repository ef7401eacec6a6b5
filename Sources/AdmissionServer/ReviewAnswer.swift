import Analyses
import Reports

/// What the API server is told about a review.
struct ReviewAnswer: Hashable, Sendable {
    /// How a review ended, for metrics and logs.
    enum Outcome: String, Hashable, Sendable, CaseIterable {
        case allowed, denied, warned, undecided, malformed
    }

    var uid: String
    var outcome: Outcome
    var isAllowed: Bool
    /// Of a refusal, as HTTP has it.
    var code = 403
    /// Of a refusal.
    var message: String?
    var warnings: [String] = []
    /// Why nothing had to be decided, where that is so: for the log, and not for whoever asked.
    var remark: String?

    /// Why it is the answer, as far as there is more to say than that nothing stands against the change.
    var why: String { message ?? remark ?? warnings.joined(separator: "\n") }

    /// An AdmissionReview of `admission.k8s.io/v1` with a response.
    var json: String {
        var response: [JSONValue.Member] = [.init("uid", .string(uid)), .init("allowed", .bool(isAllowed))]
        if let message {
            response.append(
                .init("status", .object([.init("code", .integer(code)), .init("message", .string(message))])))
        }
        if !warnings.isEmpty { response.append(.init("warnings", .strings(warnings))) }
        return JSONValue.object([
            .init("apiVersion", .string("admission.k8s.io/v1")), .init("kind", .string("AdmissionReview")),
            .init("response", .object(response)),
        ]).document
    }
}

extension ReviewAnswer {
    /// - Parameter lines: Why not; without a link, and the counterexample in one line of its own.
    static func refusal(of uid: String, as outcome: Outcome, _ lines: [String], onlyWarning: Bool) -> ReviewAnswer {
        guard onlyWarning else {
            return ReviewAnswer(
                uid: uid, outcome: outcome, isAllowed: false, message: "netproof: " + lines.joined(separator: "\n"))
        }
        return ReviewAnswer(
            uid: uid, outcome: outcome == .denied ? .warned : outcome, isAllowed: true,
            warnings: lines.map { "netproof: " + $0 }.flatMap(pieces))
    }

    static func malformed(_ problem: AdmissionReview.Malformed, uid: String) -> ReviewAnswer {
        ReviewAnswer(
            uid: uid, outcome: .malformed, isAllowed: false, code: 400, message: "netproof: \(problem.description)")
    }

    /// The API server cuts warnings of more than 256 characters.
    private static func pieces(_ line: String) -> [String] {
        var (pieces, rest) = ([String](), Substring(line))
        while rest.count > 250 {
            let piece = rest.prefix(250)
            let end = piece.lastIndex(of: " ") ?? piece.endIndex
            pieces.append(String(rest[..<end]))
            rest = rest[end...].drop { $0 == " " }
        }
        return pieces + [String(rest)]
    }
}
