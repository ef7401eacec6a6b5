/// How much a generated cluster holds.
struct ClusterSize: Hashable {
    var policies: Int
    var namespaces: Int
    var invariants = 0
    var pods = 0
}
