public import Diagnostics

/// Objects of one kind that were read past.
public struct IgnoredKind: Hashable, Sendable {
    /// What reading past them may hide.
    public enum Effect: String, Hashable, Sendable {
        /// Nothing that a connection depends on.
        case none
        /// Connections that the policies allow may be cut: claims that something always connects cannot be proved.
        case mayRestrict
        /// Connections that the policies deny may be allowed: no claim can be proved, save on the assumption that
        /// they have no effect. Only with `--ignore-kind`.
        case mayAllow
        /// Networks beyond the pod network, of which NetworkPolicy does not speak (networkpolicy.md §7).
        case otherNetworks
    }

    public var kind: ObjectKind
    public var count: Int
    public var firstLocation: SourceLocation
    /// What reading past it may hide.
    public var effect: Effect
    /// Whether the user asked to ignore the kind, which makes its effect an assumption of every verdict.
    public var isAskedFor: Bool

    /// Whether its objects may make pods that no proof about listed pods alone would know of.
    public var mayMakePods: Bool { ForeignKinds.mayMakePods(kind) }

    public init(
        kind: ObjectKind, count: Int, firstLocation: SourceLocation, effect: Effect, isAskedFor: Bool
    ) {
        self.kind = kind
        self.count = count
        self.firstLocation = firstLocation
        self.effect = effect
        self.isAskedFor = isAskedFor
    }
}
