public import Manifests
public import PolicyModel

/// A language that policies are written in: which kinds it reads, and what they mean as tiers of the policy program.
///
/// To add a dialect is to add a folder with its resource, decoding, defaults and lowering, and one line in
/// ``BuiltInDialects``.
public protocol Dialect<Resource>: Sendable {
    /// A policy object, typed, as written.
    associatedtype Resource: Sendable

    /// The kinds it reads. An object of one of them with another version is an input error.
    var kinds: [ObjectKind] { get }

    /// Reads an object; problems go to the reader, and then nothing of the object is kept.
    ///
    /// `apiVersion` and `kind` are read already; fields that are not asked for are reported as unknown.
    func decode(_ reader: inout ObjectReader, kind: ObjectKind, defaultNamespace: String) -> Resource?

    /// The name of an object; two objects with the same one are an input error.
    func identity(of resource: Resource) -> PolicyIdentity

    /// What all its objects mean together.
    func lower(_ resources: [Resource]) -> [RankedTier]

    /// Whether each object means the same by itself as among others: the same tiers come of any objects, and their
    /// policies are those that come of each object alone. Then an input is changed without lowering the rest again.
    var lowersObjectsApart: Bool { get }
}

extension Dialect {
    public var lowersObjectsApart: Bool { false }
}

/// A tier and its place among those of other dialects.
public struct RankedTier: Hashable, Sendable {
    /// Lower ranks decide first; tiers of equal rank stay in the order of their dialects.
    public var rank: Int
    public var tier: Tier

    public init(rank: Int, _ tier: Tier) {
        self.rank = rank
        self.tier = tier
    }

    /// The rank of the NetworkPolicy tier: tiers of cluster administrators stand below it, baselines above.
    public static let networkPolicyRank = 1_000
}

/// The dialects that Netproof knows, in a fixed order.
public enum BuiltInDialects {
    /// In a fixed order, in which tiers of equal rank stand.
    public static let all: [any Dialect] = [NetworkPolicyDialect()]
}
