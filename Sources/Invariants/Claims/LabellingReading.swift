import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// Reads what stands under `labelled`.
struct LabellingReading {
    var namespaces: LabelSelector
    var keys: [String]?
    var location: SourceLocation

    init(_ reader: inout ObjectReader) {
        location = reader.location
        namespaces = reader.givenSelector("namespaces") ?? .everything
        let elements = reader.filledList("keys", suggestion: "leave it out for the rules of every key")
        keys = elements?.compactMap { element in
            guard let key = reader.context.string(element.node, path: element.path) else { return nil }
            reader.context.checkLabelKey(Located(key, at: reader.location(of: element.node)), element.path)
            return key
        }
    }

    func claim(except exempt: EndpointPredicate?) -> LabellingClaim {
        LabellingClaim(
            namespaces: EndpointPredicate.all([.pod, .namespaceLabels(namespaces)]).without(exempt), keys: keys)
    }
}
