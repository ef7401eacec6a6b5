public import Diagnostics

/// An optional field of an object, as its author wrote it.
///
/// Kubernetes often treats two of the three alike, and which two depends on the field: whoever gives a field its
/// meaning decides, not the reader.
public enum Written<Value> {
    /// The key is not there.
    case missing
    /// The key is there, its value is null (or nothing at all).
    case null(SourceLocation)
    /// The place is that of the value.
    case given(Value, SourceLocation)

    /// Nil where the field is missing or null.
    public var value: Value? {
        if case .given(let value, _) = self { value } else { nil }
    }

    /// Nil where the field is missing.
    public var location: SourceLocation? {
        switch self {
        case .missing: nil
        case .null(let location), .given(_, let location): location
        }
    }

    /// The same field with its value made into another; missing and null stay what they are.
    public func map<Other>(_ transform: (Value) -> Other) -> Written<Other> {
        switch self {
        case .missing: .missing
        case .null(let location): .null(location)
        case .given(let value, let location): .given(transform(value), location)
        }
    }
}

extension Written: Equatable where Value: Equatable {}
extension Written: Hashable where Value: Hashable {}
extension Written: Sendable where Value: Sendable {}

/// A value and the place where it was written.
public struct Located<Value> {
    public var value: Value
    public var location: SourceLocation

    public init(_ value: Value, at location: SourceLocation) {
        self.value = value
        self.location = location
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}
