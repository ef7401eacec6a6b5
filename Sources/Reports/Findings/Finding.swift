public import Diagnostics

/// One thing that someone should look at: what tools that list problems show a line of.
///
/// A proved invariant has none, unless there is a gap or a warning beside the proof.
public struct Finding: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case refuted, undecided, vacuous
        /// Namespaces yet to be created break the invariant, or may, and the universe says that this does not count.
        case gap
        /// Something about the claim itself, such as a selector that matches nothing.
        case warning
        /// Violations that somebody answers for.
        case waived
        /// Violations that somebody answered for until a day that is past.
        case expiredWaiver = "expired waiver"
    }

    public enum Level: String, Hashable, Sendable, Comparable {
        /// The exit status counts it.
        case error
        case warning, note

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    public var kind: Kind
    public var level: Level
    /// The place of its invariant in the report's results.
    public var resultIndex: Int
    public var invariant: String
    public var severity: InvariantResult.Severity
    /// What is the matter, in one line.
    public var headline: String
    /// Further lines in words, without control characters.
    public var details: [String]
    /// The line to change first: the rule or policy that decides, or else the invariant.
    public var place: SourceLocation
    /// Other places that have a part in it; never `place` itself.
    public var related: [Diagnostic.Related]
    /// 32 hexadecimal digits: the same as long as the invariant, what is wrong and the policies and rules that make it so
    /// have their names and order, wherever their lines move. Unique within a report.
    public var fingerprint: String
    /// The fingerprint that findings share which nothing but their number tells apart: by this a baseline knows them.
    public var family: String
    /// Whether the baseline knows it.
    public var isKnown: Bool
    /// Why it does not count, where somebody answers for it.
    public var waiver: ReportedWaiver?
}
