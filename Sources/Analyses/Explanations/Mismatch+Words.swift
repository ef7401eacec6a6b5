import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel

extension Mismatch {
    /// Why a condition is not met, as the end of "it does not match because …".
    var inWords: String {
        switch self {
        case .podLabel(let wanted, let found): "the pod" + wanted.unmet(found)
        case .namespaceLabel(let wanted, let namespace, let found):
            "namespace \(namespace.inBackticks)" + wanted.unmet(found)
        case .namespace(let wanted, let found):
            "it is for pods of \(wanted.map(\.inBackticks).joined(separator: " or ")), and the pod is in "
                + found.inBackticks
        case .notAPod(let address): "it is for pods, and `\(address)` is outside the cluster"
        case .notExternal: "it is for addresses outside the cluster"
        case .address(let address?, let block): "`\(address)` is not in \(block.inWords.inBackticks)"
        case .address(nil, let block): "the pod's address is not in \(block.inWords.inBackticks)"
        case .blockSkipsPods(let block): "an ipBlock such as `\(block.block)` does not match pods here"
        case .workload(let identity): "the pod is not of \(identity.description.inBackticks)"
        case .excluded: "it leaves out just this endpoint"
        default: portWords
        }
    }

    private var portWords: String {
        switch self {
        case .port(let wanted): "it is for port \(wanted.map(\.asWritten).joined(separator: ", "))"
        case .transport(let wanted): "it is for \(wanted.map(\.name).joined(separator: " and "))"
        case .namedPort(let name, let transport, let declared):
            "the destination declares \(name.inBackticks) as \(transport.name) "
                + declared.map { String($0) }.joined(separator: ", ")
        case .undeclaredPort(let name, let transport):
            "the destination declares no \(transport.name) port \(name.inBackticks)"
        default: ""
        }
    }
}

extension LabelRequirement {
    /// What a label is, and what was wanted: follows the name of its owner.
    fileprivate func unmet(_ found: String?) -> String {
        guard let found else { return " has no label \(key.inBackticks)" + wantedValues }
        return " has \("\(key)=\(found)".inBackticks)" + wantedValues
    }

    private var wantedValues: String {
        let list = values.map(\.inBackticks).joined(separator: " or ")
        switch self.operator {
        case .isIn: return ", not \(list)"
        case .notIn: return ", which is left out"
        case .exists: return ""
        case .doesNotExist: return ", which must be absent"
        }
    }
}

extension ClosedRange<UInt16> {
    fileprivate var asWritten: String {
        lowerBound == upperBound ? String(lowerBound) : "\(lowerBound) to \(upperBound)"
    }
}
