/// The way from the root of a document to a node, such as `spec.ingress[0].from`.
public indirect enum FieldPath: Sendable, CustomStringConvertible {
    case root
    case field(FieldPath, String)
    case index(FieldPath, Int)
    /// A key of a map that the user chose, such as a label.
    case key(FieldPath, String)

    public var description: String {
        switch self {
        case .root: ""
        case .field(.root, let name): name
        case .field(let parent, let name): "\(parent).\(name)"
        case .index(let parent, let position): "\(parent)[\(position)]"
        case .key(let parent, let key): "\(parent)[\"\(key)\"]"
        }
    }
}
