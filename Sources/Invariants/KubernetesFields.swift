import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel

/// Fields that Specs share with Kubernetes: read by the same code, and refused where they are null.
extension ObjectReader {
    /// A label selector; nil if it is missing or faulty. `{}` selects everything.
    mutating func givenSelector(_ name: String) -> LabelSelector? {
        guard given(name) != nil, let written = selector(name).value else { return nil }
        refuseNull(written.matchLabels, "\(name).matchLabels")
        refuseNull(written.matchExpressions, "\(name).matchExpressions")
        return written.meaning
    }

    /// Address blocks; none if the field is missing.
    mutating func givenBlocks(_ name: String) -> [CIDRBlock] {
        guard let elements = filledList(name) else { return [] }
        let blocks = elements.compactMap { context.addressBlock($0.node, path: $0.path) }
        return Array(Set(blocks.map(\.value))).sorted()
    }

    /// Addresses of a block less its exceptions; nil if it is missing or faulty.
    mutating func givenAddressBlock(_ name: String) -> AddressBlock? {
        let block = given(name) { reader -> NetworkPolicy.IPBlock? in
            _ = reader.given("except")
            return reader.ipBlock()
        }
        return block??.addresses
    }

    private func refuseNull<Value>(_ field: Written<Value>, _ name: String) {
        guard case .null(let location) = field else { return }
        let name = FieldPath.field(path, name).description
        context.report(
            Diagnostic(
                "null-field", at: location, "\(name.inBackticks) is null", expected: "expected a value",
                suggestion: "leave it out if nothing is meant"))
    }
}
