/// Three-valued logic (Kleene's): what is not known stays unknown until the rest settles it.
public enum Truth: String, Hashable, Sendable, CaseIterable {
    case yes, no, unknown

    public init(_ value: Bool) { self = value ? .yes : .no }

    /// Nil is what is not known.
    public init(_ value: Bool?) { self = value.map { Truth($0) } ?? .unknown }

    public var negated: Truth {
        switch self {
        case .yes: .no
        case .no: .yes
        case .unknown: .unknown
        }
    }

    public func and(_ other: @autoclosure () -> Truth) -> Truth {
        if self == .no { return .no }
        let other = other()
        if self == .yes || other == .no { return other }
        return .unknown
    }

    public func or(_ other: @autoclosure () -> Truth) -> Truth {
        if self == .yes { return .yes }
        let other = other()
        if self == .no || other == .yes { return other }
        return .unknown
    }

    /// What holds of something that is one of several: known only if all agree. None at all is unknown.
    public static func agreement(_ truths: some Sequence<Truth>) -> Truth {
        var result: Truth?
        for truth in truths {
            if let result, result != truth { return .unknown }
            result = truth
        }
        return result ?? .unknown
    }
}
