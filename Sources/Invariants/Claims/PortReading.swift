import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// Reads `ports` of a claim: entries as NetworkPolicy has them, TCP where no protocol is written.
enum PortReading {
    /// Nil where the field is missing: every port of every protocol.
    static func entries(_ reader: inout ObjectReader) -> [PortEntry]? {
        let elements = reader.filledList("ports", suggestion: "leave it out to speak of every port and protocol")
        return elements?.compactMap { element in
            reader.context.object(element.node, path: element.path) { entry($0.networkPolicyPort(), &$0) }
        }
    }

    /// The API server reads `{}` as every TCP port, and null as not written; neither is likely to be meant in a claim.
    private static func entry(_ port: NetworkPolicy.Port?, _ reader: inout ObjectReader) -> PortEntry? {
        for name in ["protocol", "port", "endPort"] { _ = reader.given(name) }
        guard case .mapping(let members) = reader.node.content else { return nil }
        if members.isEmpty {
            reader.report(
                "empty-port", "`\(reader.path)` is empty", expected: "expected `protocol`, `port` or both",
                suggestion: "`{protocol: TCP}` is every TCP port; leave `ports` out for every port and protocol")
        }
        return port?.lowered
    }
}
