public import Diagnostics

/// A waiver that bears on an invariant: what somebody answers for does not count as a violation.
public struct ReportedWaiver: Hashable, Sendable, Codable {
    public enum State: String, Hashable, Sendable, Codable, CaseIterable {
        /// It takes out something that would break the invariant.
        case used
        /// It takes out nothing that would.
        case unused
        /// Whether it does was not found within the solver's limits.
        case undecided
        /// Its day is past: it takes out nothing, and fails the run.
        case expired
    }

    public var name: String
    public var location: SourceLocation
    /// What it takes out, in words.
    public var subject: String
    public var reason: String
    public var owner: String
    /// The last day on which it holds, as `2026-12-31`.
    public var expires: String
    public var state: State

    public init(
        name: String, location: SourceLocation, subject: String, reason: String, owner: String, expires: String,
        state: State
    ) {
        self.name = name
        self.location = location
        self.subject = subject
        self.reason = reason
        self.owner = owner
        self.expires = expires
        self.state = state
    }

    /// Whether the verdict stands on it, as far as is known.
    public var isRelevant: Bool { state == .used || state == .undecided }
}
