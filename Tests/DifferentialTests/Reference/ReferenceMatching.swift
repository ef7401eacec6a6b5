import Dialects
import NetworkModel
import PolicyModel

/// networkpolicy.md §2: one requirement on one key, `value` being nil where the key is absent.
func requirementHolds(_ value: String?, _ operatorName: String, _ values: [String]) -> Bool {
    switch operatorName {
    case "In": value != nil && values.contains(value!)  // Present is asked for first.
    case "NotIn": value == nil || !values.contains(value!)  // Absent is asked for first.
    case "Exists": value != nil
    case "DoesNotExist": value == nil
    default: fatalError("no such operator: \(operatorName)")
    }
}

extension WrittenSelector {
    /// networkpolicy.md §2: the conjunction of all labels and all expressions.
    func referenceMatches(_ labels: [String: String]) -> Bool {
        for label in matchLabels.value ?? [] where labels[label.key] != label.value { return false }
        for expression in matchExpressions.value ?? [] {
            let values = (expression.values.value ?? []).map(\.value)
            guard requirementHolds(labels[expression.key.value], expression.operator.value.rawValue, values) else {
                return false
            }
        }
        return true
    }
}

extension NetworkPolicy.IPBlock {
    /// networkpolicy.md §6: inclusion first, then exclusion; the families never mix.
    func referenceMatches(_ address: IPAddress) -> Bool {
        isWithin(address, cidr.value) && !(except.value ?? []).contains { isWithin(address, $0.value) }
    }
}

/// The leading bits agree.
func isWithin(_ address: IPAddress, _ block: CIDRBlock) -> Bool {
    guard address.family == block.family else { return false }
    let ignored = UInt128((block.family == .v4 ? 32 : 128) - block.prefixLength)
    if ignored == 128 { return true }
    return address.value >> ignored == block.first.value >> ignored
}

extension NetworkPolicy.Port {
    /// networkpolicy.md §4, with §4.1 for names: the destination pod declares it under this name and protocol.
    func referenceMatches(
        _ transport: TransportProtocol, _ number: Int, destination: ReferenceEndpoint, _ choices: ReferenceChoices
    ) -> Bool {
        // §1.1: a missing or null protocol is TCP.
        guard transport == `protocol`.value ?? .tcp else { return false }
        switch port.value {
        case nil: return true
        case .number(let first): return (Int(first)...Int(endPort.value ?? first)).contains(number)
        case .name(let name):
            return (destination.pod?.ports ?? []).contains {
                $0.name == name && $0.transport == transport && $0.number == number
                    && (!$0.isOfInitContainer || choices.initPortsCount)
            }
        }
    }
}
