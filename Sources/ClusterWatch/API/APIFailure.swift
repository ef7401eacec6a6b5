import Diagnostics

/// Why the API server gave no answer that can be used.
enum APIFailure: Error, CustomStringConvertible {
    /// It answered with another status than 200.
    case refused(status: Int, message: String, retryAfter: Duration? = nil)
    /// There was no whole answer.
    case unreachable(String)
    /// The answer says something else than what was asked for.
    case unusable(String)

    var description: String {
        switch self {
        case .refused(let status, let message, _):
            "status \(status)" + (message.isEmpty ? "" : ": \(message.printable(limit: 500))")
        case .unreachable(let message), .unusable(let message): message
        }
    }

    /// Whether only a new list will do: the version that was asked for is no longer known, or what was told since cannot be
    /// relied on.
    var needsList: Bool {
        switch self {
        case .refused(let status, _, _): status == 410
        case .unusable: true
        case .unreachable: false
        }
    }

    /// Whether these objects may not be read, are not served, or cannot be listed.
    var isWithholding: Bool { if case .refused(403...405, _, _) = self { true } else { false } }

    var isForbidden: Bool { if case .refused(403, _, _) = self { true } else { false } }

    /// How long the server asks to be left alone.
    var retryAfter: Duration? { if case .refused(_, _, let time) = self { time } else { nil } }
}
