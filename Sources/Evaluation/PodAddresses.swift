import NetworkModel
import PolicyModel

/// Where the addresses of pods lie, as far as the universe tells.
struct PodAddresses: Sendable {
    private let blocks: [CIDRBlock]
    private let all: AddressSet

    init(_ blocks: [CIDRBlock]) {
        self.blocks = blocks
        all = AddressSet(blocks)
    }

    /// Whether a pod whose address is not known, but for its family perhaps, has it in a block.
    func lie(in block: AddressBlock, family: IPAddress.Family?) -> Truth {
        if let family, family != block.block.family { return .no }
        guard isKnown(family) else { return .unknown }
        if !blocks.contains(where: { $0.overlaps(block.block) }) { return .no }
        let inside = block.addresses
        let candidates = family.map { all.restricted(to: $0) } ?? all
        if candidates.subtracting(inside).isEmpty { return .yes }
        return candidates.intersection(inside).isEmpty ? .no : .unknown
    }

    /// A family of which no block is given may be in use all the same, unless no family is asked for.
    private func isKnown(_ family: IPAddress.Family?) -> Bool {
        blocks.contains { family == nil || $0.family == family }
    }
}

extension CIDRBlock {
    func overlaps(_ other: CIDRBlock) -> Bool { family == other.family && range.overlaps(other.range) }
}

extension AddressBlock {
    /// Cheaper than `addresses`, which builds the set.
    func contains(_ address: IPAddress) -> Bool {
        block.contains(address) && !exceptions.contains { $0.contains(address) }
    }
}

extension CIDRBlock {
    func contains(_ address: IPAddress) -> Bool { family == address.family && range.contains(address.value) }
}

extension AddressSet {
    fileprivate func restricted(to family: IPAddress.Family) -> AddressSet {
        family == .v4 ? AddressSet(v4: v4, v6: .empty) : AddressSet(v4: .empty, v6: v6)
    }
}
