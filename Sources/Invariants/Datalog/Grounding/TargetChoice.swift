import Diagnostics
import NetworkModel
import PolicyModel

/// The protocols or ports that constraints leave.
struct TargetChoice {
    var protocols = TransportProtocol.allCases
    var numbers = IntervalSet([PortSet.validPorts])
    var names: [String] = []

    /// - Parameter values: of the rule's variables; a comparison with one without a value is passed over.
    init(_ constraints: [CheckedRule.Constraint] = [], values: [Value?] = []) {
        for constraint in constraints {
            switch constraint {
            case .protocols(let allowed): protocols = protocols.filter(allowed.contains)
            case .ports(let choice):
                numbers = numbers.intersection(choice.numbers)
                names += choice.names
            case .compared(let comparison, let variable): compare(comparison, values[variable])
            }
        }
    }

    private mutating func compare(_ comparison: DatalogSyntax.Comparison, _ value: Value?) {
        switch value {
        case .port(let port): numbers = numbers.intersection(comparison.ports(port))
        case .proto(let transport): protocols = protocols.filter { ($0 == transport) == (comparison == .equal) }
        case .string, .held, nil: break
        }
    }

    var isEmpty: Bool { protocols.isEmpty || numbers.isEmpty && names.isEmpty }

    /// As claims have it: nil for any port of any protocol.
    func entries(at location: SourceLocation) -> [PortEntry]? {
        let set = protocols.reduce(PortSet.empty) { $0.union(PortSet($1, numbers)) }
        if set.isAll, names.isEmpty { return nil }
        let named = Set(names).sorted().flatMap { name in
            protocols.map { PortEntry(.named(name, $0), location: location) }
        }
        return (set.isEmpty ? [] : [PortEntry(.ports(set), location: location)]) + named
    }
}
