import NetworkModel
import PolicyModel

/// What a variable of strings, protocols or ports can stand for, and what facts are made of.
enum Value: Hashable, Sendable {
    case string(String)
    case proto(TransportProtocol)
    case port(UInt16)
    /// A string that nobody knows, by the endpoint that has it.
    case held(Held)

    /// What an attribute of an endpoint is; the endpoint has it.
    struct Held: Hashable, Sendable {
        var attribute: DatalogSyntax.Attribute
        /// A variable of a rule, or in the tuples of a relation one of its arguments.
        var holder: Int
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    var held: Held? { if case .held(let held) = self { held } else { nil } }

    /// The same of another variable.
    func replacingHolder(_ replacement: (Int) -> Int) -> Value {
        guard case .held(var held) = self else { return self }
        held.holder = replacement(held.holder)
        return .held(held)
    }

    /// As it is written in the place of a relation of which the holder is an argument.
    var term: DatalogProgram.Term {
        switch self {
        case .string(let text): .value(DatalogText.quoted(text))
        case .proto(let transport): .value(transport.name.lowercased())
        case .port(let port): .value(String(port))
        case .held(let held): .attribute(DatalogText.text(of: held.attribute), of: held.holder)
        }
    }

    // MARK: Comparing

    /// Whether both are attributes, and not the same one: these are not compared.
    func isOtherAttribute(than other: Value) -> Bool {
        guard let held, let others = other.held else { return false }
        return held.attribute != others.attribute
    }

    /// That both are equal, of endpoints that have what is held.
    func equals(_ other: Value) -> EndpointCondition {
        switch (self, other) {
        case (.held(let held), .held(let others)): held.equals(others)
        case (.held(let held), let known), (let known, .held(let held)):
            held.attribute.condition(of: held.holder, in: [known], isNegated: false)
        default: self == other ? .always : .never
        }
    }

    /// How two values that are known stand to each other.
    func compares(_ comparison: DatalogSyntax.Comparison, _ other: Value) -> Bool {
        switch (comparison, self, other) {
        case (.equal, _, _): self == other
        case (.unequal, _, _): self != other
        case (.less, .port(let left), .port(let right)): left < right
        case (.lessOrEqual, .port(let left), .port(let right)): left <= right
        case (.greater, .port(let left), .port(let right)): left > right
        case (.greaterOrEqual, .port(let left), .port(let right)): left >= right
        default: false
        }
    }
}

extension Value.Held {
    /// Never of two different attributes.
    fileprivate func equals(_ other: Self) -> EndpointCondition {
        if self == other { return .always }
        switch attribute {
        case .namespaceName where other.attribute == .namespaceName: return .sameNamespace(holder, other.holder)
        case .namespaceLabel(let key) where attribute == other.attribute:
            return .sameLabel(.namespace, key: key, holder, other.holder)
        case .label(let key) where attribute == other.attribute:
            return .sameLabel(.pod, key: key, holder, other.holder)
        case .namespaceName, .namespaceLabel, .label, .listed, .workload, .address: return .never
        }
    }
}
