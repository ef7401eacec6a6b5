public import Diagnostics
public import PolicyModel

/// What somebody answers for until a day: violations of an invariant that do not count.
public struct Waiver: Hashable, Sendable {
    /// As reports name it; of a waiver in an annotation the name of its object.
    public var name: String
    public var location: SourceLocation
    /// The names of the invariants, each with its place.
    public var invariants: [Name]
    public var scope: Scope
    public var reason: String
    public var owner: String
    /// The last day on which it holds.
    public var expires: CalendarDate

    public init(
        name: String, location: SourceLocation, invariants: [Name], scope: Scope, reason: String, owner: String,
        expires: CalendarDate
    ) {
        self.name = name
        self.location = location
        self.invariants = invariants
        self.scope = scope
        self.reason = reason
        self.owner = owner
        self.expires = expires
    }

    /// What it takes out of a claim.
    public enum Scope: Hashable, Sendable {
        case connections(ClaimedConnections)
        /// Pods of a claim about pods.
        case pods(EndpointPredicate)
        /// What a policy does to the connections of its pods.
        case policy(PolicyName)
    }

    /// A policy as a waiver names it.
    public enum PolicyName: Hashable, Sendable {
        /// A kind is nil where any will do; a namespace is nil for kinds without one.
        case named(kind: String?, namespace: String?, name: String)
        /// The policy that carries the annotation, by its place.
        case at(SourceLocation)
    }

    public struct Name: Hashable, Sendable {
        public var text: String
        public var location: SourceLocation

        public init(_ text: String, at location: SourceLocation) {
            self.text = text
            self.location = location
        }
    }

    /// Whether it no longer holds on a day.
    public func isExpired(on day: CalendarDate) -> Bool { expires < day }
}
