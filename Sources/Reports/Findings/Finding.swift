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
        /// An invariant that was broken before a change, and not by what the change touches.
        case brokenBefore = "broken before"
        /// The policies that a change lacks, or why none would help.
        case suggestion
        /// Connections that a change opens, and those that it closes.
        case opened
        case openedAsExpected = "opened as expected"
        case closed
        /// A change of a policy that no invariant would notice.
        case unnoticed = "not noticed"
        /// A test that came to something else than expected.
        case failed
        /// An assumption that no proof uses.
        case unused

        /// Whether it says, at the level of an error, that something is not as it must be; not that it is not known.
        var isViolation: Bool {
            switch self {
            case .refuted, .expiredWaiver, .opened, .closed, .unnoticed, .failed: true
            case .undecided, .vacuous, .gap, .warning, .waived, .brokenBefore, .suggestion, .openedAsExpected, .unused:
                false
            }
        }
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
    /// The place of its check among those of the report: for `verify` that of its invariant in the results.
    public var checkIndex: Int
    /// The name of the check: for `verify` that of the invariant.
    public var check: String
    public var severity: InvariantResult.Severity
    /// What is the matter, in one line.
    public var headline: String
    /// Further lines in words, without control characters.
    public var details: [String]
    /// The line to change first: the rule or policy that decides, or else the invariant.
    public var place: SourceLocation
    /// Other places that have a part in it; never `place` itself.
    public var related: [Diagnostic.Related]
    /// Policies that decide it; sorted, each once.
    public var policies: [ReportedPolicy]
    /// 32 hexadecimal digits: the same as long as the check, what is wrong and the policies and rules that make it so
    /// have their names and order, wherever their lines move. Unique within a report.
    public var fingerprint: String
    /// The fingerprint that findings share which nothing but their number tells apart: by this a baseline knows them.
    public var family: String
    /// Whether the baseline knows it.
    public var isKnown: Bool
    /// Why it does not count, where somebody answers for it.
    public var waiver: ReportedWaiver?
}
