/// A node that aliases may repeat, with what repeating it costs.
struct Anchor {
    var node: Node
    /// How many nodes it consists of, aliases in it unfolded.
    var nodes: Int
    /// How many levels are below it.
    var height: Int
}
