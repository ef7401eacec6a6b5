public import Diagnostics

/// What a baseline knows of the violations of one invariant, and what else there is.
public struct KnownViolations: Hashable, Sendable, Codable {
    /// What was found of the claim less all that is known.
    public enum Rest: String, Hashable, Sendable, Codable, CaseIterable {
        /// There are no other violations.
        case none
        /// There are others: the counterexamples are of those.
        case found
        /// Nobody could tell.
        case undecided
    }

    /// An entry of the baseline.
    public struct Entry: Hashable, Sendable, Codable {
        public var fingerprint: String
        public var headline: String
        /// Where it stands.
        public var location: SourceLocation?

        public init(fingerprint: String, headline: String, location: SourceLocation? = nil) {
            self.fingerprint = fingerprint
            self.headline = headline
            self.location = location
        }
    }

    public var rest: Rest
    /// Entries of which violations are still there, or may be.
    public var entries: [Entry]
    /// Entries without any violation.
    public var gone: [Entry]

    public init(rest: Rest, entries: [Entry], gone: [Entry]) {
        self.rest = rest
        self.entries = entries
        self.gone = gone
    }
}
