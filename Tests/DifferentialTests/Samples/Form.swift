/// A field of a sample, in each of the ways it can be written.
enum Form<Value> {
    case missing
    case null
    case given(Value)

    var value: Value? { if case .given(let value) = self { value } else { nil } }

    func map<Other>(_ transform: (Value) -> Other) -> Form<Other> {
        switch self {
        case .missing: .missing
        case .null: .null
        case .given(let value): .given(transform(value))
        }
    }
}

extension Form: Sendable where Value: Sendable {}
extension Form: Equatable where Value: Equatable {}
