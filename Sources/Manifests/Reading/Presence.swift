/// Whether a field stands in the manifest, and whether it holds something.
///
/// In a NetworkPolicy peer a missing selector is not used, while an empty one selects everything: the three cases are
/// kept apart until a dialect says what they mean.
public enum Presence<Value> {
    case missing
    case null
    case present(Value)

    /// The value; nil if the field is missing or null.
    public var value: Value? {
        if case .present(let value) = self { value } else { nil }
    }

    public func map<Other>(_ transform: (Value) -> Other) -> Presence<Other> {
        switch self {
        case .missing: .missing
        case .null: .null
        case .present(let value): .present(transform(value))
        }
    }
}

extension Presence: Sendable where Value: Sendable {}
extension Presence: Equatable where Value: Equatable {}

/// A number or a string, told apart by quoting, as in the `port` of a NetworkPolicy.
public enum IntOrString: Hashable, Sendable {
    case integer(Int)
    case string(String)
}
