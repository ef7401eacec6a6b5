import NetworkModel
import PolicyModel

/// A rule with one conjunction for its body, variables and sorts resolved; values are not yet multiplied out.
struct CheckedRule: Sendable {
    /// A position among the signatures.
    var relation: Int
    var head: [Argument]
    var endpoints: [DatalogProgram.Variable]
    var values: [ValueVariable]
    /// In the order as written.
    var parts: [Part]
    var text: String
    var span: Span

    /// An argument of the head or of a call.
    enum Argument: Hashable, Sendable {
        /// A position in `endpoints`.
        case endpoint(Int)
        case value(ValueTerm)
        /// A string that an endpoint has: the argument equals it.
        case attribute(Int, DatalogSyntax.Attribute)
    }

    enum ValueTerm: Hashable, Sendable {
        case constant(Value)
        /// A position in `values`.
        case variable(Int)
        case anonymous
    }

    /// A variable of strings, protocols or ports.
    struct ValueVariable: Hashable, Sendable {
        var name: String
        var sort: Sort
        var source: Source

        /// What gives it its values.
        enum Source: Hashable, Sendable {
            /// Relations that the body uses.
            case calls
            /// A comparison that lists them.
            case list([Value])
            /// It is the protocol or port of an attempt, which takes any that its constraints admit.
            case attempt
        }
    }

    struct Call: Hashable, Sendable {
        /// A position among the signatures.
        var relation: Int
        var arguments: [Argument]
    }

    struct Attempt: Hashable, Sendable {
        var gate: DatalogProgram.Gate
        var source: Int
        var destination: Int
        var proto: ValueTerm
        var port: PortTerm
        var passes: Bool
    }

    enum PortTerm: Hashable, Sendable {
        case value(ValueTerm)
        case choice(PortChoice)
    }

    /// Ports by number and by name.
    struct PortChoice: Hashable, Sendable {
        var numbers = IntervalSet<UInt16>()
        var names: [String] = []
    }

    /// What a comparison asks of the protocol or port of an attempt.
    enum Constraint: Hashable, Sendable {
        case ports(PortChoice)
        case protocols([TransportProtocol])
        /// A comparison with a variable that has a value.
        case compared(DatalogSyntax.Comparison, with: Int)
    }

    struct Part: Sendable {
        var kind: Kind
        var text: String
        var span: Span

        enum Kind: Sendable {
            case call(Call, isNegated: Bool)
            case attempt(Attempt)
            case condition(ConditionTemplate)
            /// On the value variable at this position.
            case constraint(Int, Constraint)
        }
    }
}

/// A condition on endpoints with gaps for the values of variables.
indirect enum ConditionTemplate: Hashable, Sendable {
    case condition(EndpointCondition)
    /// The attribute equals one of these.
    case attribute(Int, DatalogSyntax.Attribute, [CheckedRule.ValueTerm], isNegated: Bool)
    /// The node has an address in one of these blocks.
    case nodeAddress(Int, [CheckedRule.ValueTerm])
    case comparison(CheckedRule.ValueTerm, DatalogSyntax.Comparison, CheckedRule.ValueTerm)
    case membership(CheckedRule.ValueTerm, [CheckedRule.ValueTerm], IntervalSet<UInt16>)
    case all([ConditionTemplate])
    case any([ConditionTemplate])
    case not(ConditionTemplate)
}
