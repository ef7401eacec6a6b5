public import Diagnostics

/// A named claim of a Specs file.
public struct Invariant: Hashable, Sendable {
    public enum Severity: String, Hashable, Sendable, CaseIterable {
        case info, low, medium, high, critical
    }

    public var name: String
    public var description: String?
    public var severity: Severity
    public var claim: Claim
    public var location: SourceLocation

    public init(name: String, description: String? = nil, severity: Severity, claim: Claim, location: SourceLocation) {
        self.name = name
        self.description = description
        self.severity = severity
        self.claim = claim
        self.location = location
    }
}
