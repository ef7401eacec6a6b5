/// The problems found so far, in the order of their places.
///
/// Readers collect all problems of a run instead of stopping at the first.
public struct Diagnostics: Sendable {
    public private(set) var all: [Diagnostic] = []

    public init() {}

    public var hasErrors: Bool { all.contains { $0.severity == .error } }

    public mutating func report(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    public mutating func append(contentsOf other: Diagnostics) {
        all.append(contentsOf: other.all)
    }

    /// Sorted by place, then severity and text: the order in which they are printed. What was found twice, because a file
    /// is read twice, stands once.
    public var sorted: [Diagnostic] {
        var result: [Diagnostic] = []
        for diagnostic in all.sorted(by: Self.comesFirst) where diagnostic != result.last { result.append(diagnostic) }
        return result
    }

    private static func comesFirst(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
        switch (left.location, right.location) {
        case (nil, .some): return true
        case (.some, nil): return false
        case (let leftPlace?, let rightPlace?) where leftPlace != rightPlace: return leftPlace < rightPlace
        default: return (right.severity, left.message) < (left.severity, right.message)
        }
    }
}
