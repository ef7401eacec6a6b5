public import NetworkModel
public import PolicyModel

/// What a change exchanges of a world.
public struct WorldChange: Sendable {
    /// A policy for another of the same identity; without the one it is new, without the other it is gone.
    public struct PolicyExchange: Sendable {
        /// By position in the program.
        public var tier: Int
        public var old: Policy?
        public var new: Policy?

        public init(tier: Int, old: Policy?, new: Policy?) {
            self.tier = tier
            self.old = old
            self.new = new
        }
    }

    /// The cluster after the change; nil where it stays as it is.
    public var cluster: Cluster?
    public var policies: [PolicyExchange]

    public init(cluster: Cluster? = nil, policies: [PolicyExchange] = []) {
        self.cluster = cluster
        self.policies = policies
    }
}
