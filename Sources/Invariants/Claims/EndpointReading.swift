import Diagnostics
import Manifests
import NetworkModel
import PolicyModel

/// Reads an endpoint of a claim: one peer, or a list of peers of which any may match.
///
/// The words are NetworkPolicy's own where it has them; but a selector is never implied: a `podSelector` alone means
/// pods of any namespace, an `ipBlock` means external addresses of the block, and `{}` is refused.
struct EndpointReading {
    var predicate: EndpointPredicate
    /// Where each peer stands.
    var places: [SourceLocation]

    /// How deeply `not` may be nested.
    static let deepestNot = 8

    /// Reads the field `name`; nil if it is missing or faulty.
    init?(_ name: String, _ reader: inout ObjectReader) {
        guard let node = reader.given(name) else { return nil }
        let path = FieldPath.field(reader.path, name)
        self.init(node, path: path, reader.context, depth: 0)
    }

    init?(_ node: Node, path: FieldPath, _ context: ReadingContext, depth: Int) {
        switch node.content {
        case .mapping:
            predicate = .all(PeerReading.conjuncts(node, path: path, context, depth: depth)).simplified
            places = [context.location(of: node)]
        case .sequence(let nodes) where nodes.isEmpty:
            context.report(
                Diagnostic(
                    "empty-endpoint", at: context.location(of: node), "\(path.description.inBackticks) lists no peer",
                    expected: "expected a peer or a list of peers",
                    suggestion: "leave the field out to speak of every endpoint"))
            return nil
        case .sequence(let nodes):
            let peers = nodes.enumerated().map { position, peer in
                EndpointPredicate.all(
                    PeerReading.conjuncts(peer, path: .index(path, position), context, depth: depth)
                ).simplified
            }
            predicate = EndpointPredicate.any(peers).simplified
            places = nodes.map { context.location(of: $0) }
        case .scalar:
            context.reportMismatch(node, path, expected: "a peer or a list of peers")
            return nil
        }
    }
}

extension EndpointPredicate {
    /// A conjunction or disjunction of one thing is that thing.
    fileprivate var simplified: EndpointPredicate {
        switch self {
        case .all(let parts) where parts.count == 1, .any(let parts) where parts.count == 1: parts[0]
        default: self
        }
    }
}
