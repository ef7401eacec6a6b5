import PolicyModel

/// What an argument or a variable ranges over.
enum Sort: Hashable, Sendable {
    case endpoint(EndpointSort)
    case proto, port, string

    /// The words that a declaration may use.
    static let names = ["pod", "external", "node", "endpoint", "proto", "port", "string"]

    /// Nil for what is no sort.
    init?(named name: String) {
        switch name {
        case "proto": self = .proto
        case "port": self = .port
        case "string": self = .string
        default:
            guard let sort = EndpointSort(rawValue: name) else { return nil }
            self = .endpoint(sort)
        }
    }

    var name: String {
        switch self {
        case .endpoint(let sort): sort.rawValue
        case .proto: "proto"
        case .port: "port"
        case .string: "string"
        }
    }

    var endpoint: EndpointSort? { if case .endpoint(let sort) = self { sort } else { nil } }

    /// The sort of what is of both; nil if nothing is.
    func intersection(_ other: Sort) -> Sort? {
        if case .endpoint(let own) = self, case .endpoint(let others) = other {
            return own.intersection(others).map(Sort.endpoint)
        }
        return self == other ? self : nil
    }

    /// The sort of what is of either; nil if there is none.
    func union(_ other: Sort) -> Sort? {
        if self == other { return self }
        return endpoint != nil && other.endpoint != nil ? .endpoint(.endpoint) : nil
    }
}
