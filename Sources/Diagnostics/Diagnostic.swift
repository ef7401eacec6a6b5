/// A problem in what the user gave, told so that he can mend it.
///
/// Prose is lower case, without a full stop, with the user's own text in backticks.
public struct Diagnostic: Hashable, Sendable, Codable {
    public enum Severity: String, Hashable, Sendable, Codable, Comparable {
        case note, warning, error

        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            }
        }
    }

    /// A stable identifier, such as `V7` for a rule of the API server or `unknown-field`.
    public var id: String
    public var severity: Severity
    public var location: SourceLocation?
    public var message: String
    /// What would have been right, as `expected …`.
    public var expected: String?
    /// What the user may have meant, such as the nearest legal spelling.
    public var suggestion: String?
    /// Other places that belong to the problem, such as the first of two duplicates.
    public var related: [Related]
    /// The line at fault, where its reader shows it.
    public var excerpt: SourceExcerpt?

    public struct Related: Hashable, Sendable, Codable {
        public var location: SourceLocation
        public var message: String

        public init(location: SourceLocation, message: String) {
            self.location = location
            self.message = message
        }
    }

    public init(
        _ id: String, severity: Severity = .error, at location: SourceLocation?, _ message: String,
        expected: String? = nil, suggestion: String? = nil, related: [Related] = [], excerpt: SourceExcerpt? = nil
    ) {
        self.id = id
        self.severity = severity
        self.location = location
        self.message = message
        self.expected = expected
        self.suggestion = suggestion
        self.related = related
        self.excerpt = excerpt
    }
}
