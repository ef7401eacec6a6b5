/// The tiny vocabularies that samples are made of.
enum Words {
    static let listedNames = ["red", "blue", "grey"]
    /// Policies and claims name these; no manifest does.
    static let unlistedNames = ["foo", "kube-system"]
    /// A legal label value that no namespace can have as its name (NP-98).
    static let impossibleName = "Blue_1"
    static let namespaceKeys = ["team", "env", "app"]
    /// Of namespaces and pods: only rules of the universe speak of it.
    static let otherKey = "zone"
    static let podKeys = ["app", "tier", "team"]
    static let values = ["a", "b", ""]
    static let injectedKey = "pod-template-hash"
    static let portNames = ["http", "dns"]
    static let transports = ["TCP", "UDP", "SCTP"]
    static let ports = [80, 81, 443, 8080]
    static let blocks = [
        "10.0.0.0/8", "10.1.0.0/16", "203.0.113.0/24", "0.0.0.0/0", "203.0.113.7/32", "2001:db8::/32", "::/0",
    ]
    static let exceptions: [String: [String]] = [
        "10.0.0.0/8": ["10.1.0.0/16", "10.1.2.3/32"], "10.1.0.0/16": ["10.1.128.0/17"],
        "203.0.113.0/24": ["203.0.113.0/28", "203.0.113.7/32"],
        "0.0.0.0/0": ["10.0.0.0/8", "203.0.113.7/32", "0.0.0.0/1"],
        "2001:db8::/32": ["2001:db8:1::/48"], "::/0": ["2001:db8::/32"],
    ]
}
