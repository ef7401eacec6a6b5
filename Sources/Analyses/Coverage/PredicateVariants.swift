import Diagnostics
import NetworkModel
import PolicyModel
import Reports

extension EndpointPredicate {
    /// The predicate with one requirement dropped or turned round, or reaching wider.
    var variants: [Variant<EndpointPredicate>] {
        switch self {
        case .namespaceLabels(let selector):
            selector.variants.map { $0.mapped("of the namespace") { .namespaceLabels($0) } }
        case .podLabels(let selector): selector.variants.map { $0.mapped("of the pod") { .podLabels($0) } }
        case .address(let block): block.variants.map { $0.mapped { .address($0) } }
        case .all(let parts): variants(of: parts) { .all($0) } + ofEveryNamespace(parts)
        case .any(let parts): variants(of: parts) { .any($0) }
        case .pod, .external, .namespaceNamed, .ownNamespace, .workload, .not: []
        }
    }

    private func variants(
        of parts: [EndpointPredicate], _ whole: ([EndpointPredicate]) -> EndpointPredicate
    ) -> [Variant<EndpointPredicate>] {
        parts.enumerated().flatMap { position, part in
            part.variants.map { variant in
                var parts = parts
                parts[position] = variant.changed
                return Variant(change: variant.change, text: variant.text, changed: whole(parts))
            }
        }
    }

    private func ofEveryNamespace(_ parts: [EndpointPredicate]) -> [Variant<EndpointPredicate>] {
        guard parts.contains(.ownNamespace) else { return [] }
        let others = parts.filter { $0 != .ownNamespace }
        return [
            Variant(
                change: .widenNamespace, text: "of every namespace, not of the policy's own alone",
                changed: .all(others.isEmpty ? [.pod] : others))
        ]
    }
}

extension Variant {
    fileprivate func mapped<Other>(_ words: String? = nil, _ body: (Part) -> Other) -> Variant<Other> {
        Variant<Other>(
            change: change, text: [text, words].compactMap(\.self).joined(separator: " "), changed: body(changed))
    }
}

extension LabelSelector {
    fileprivate var variants: [Variant<LabelSelector>] {
        requirements.enumerated().flatMap { position, requirement in
            var dropped = self
            dropped.requirements.remove(at: position)
            var flipped = self
            flipped.requirements[position] = requirement.flipped
            return [
                Variant(
                    change: .widenSelector, text: "without asking for \(requirement.inWords.inBackticks)",
                    changed: dropped),
                Variant(
                    change: .flipOperator,
                    text: "with \(flipped.requirements[position].inWords.inBackticks) "
                        + "for \(requirement.inWords.inBackticks)", changed: flipped),
            ]
        }
    }
}

extension LabelRequirement {
    fileprivate var flipped: LabelRequirement {
        let flipped: Operator =
            switch `operator` {
            case .isIn: .notIn
            case .notIn: .isIn
            case .exists: .doesNotExist
            case .doesNotExist: .exists
            }
        return LabelRequirement(key, flipped, values)
    }
}

extension AddressBlock {
    fileprivate var variants: [Variant<AddressBlock>] {
        var all: [Variant<AddressBlock>] = []
        if block.prefixLength > 0 {
            let wide = CIDRBlock(block.first, prefixLength: block.prefixLength - 1)
            all.append(
                Variant(
                    change: .widenBlock,
                    text: "in \(wide.description.inBackticks) for \(block.description.inBackticks)",
                    changed: AddressBlock(wide, except: exceptions)))
        }
        all += exceptions.enumerated().map { position, exception in
            var others = exceptions
            others.remove(at: position)
            return Variant(
                change: .dropException, text: "in \(exception.description.inBackticks) too",
                changed: AddressBlock(block, except: others))
        }
        return all
    }
}

extension PortEntry {
    /// What the entry may match by mistake.
    var variants: [Variant<Match>] {
        switch match {
        case .named(let name, let transport): [every(transport, for: name)]
        case .ports(let set):
            TransportProtocol.allCases.flatMap { transport -> [Variant<Match>] in
                let ranges = set[transport].ranges
                guard let first = ranges.first?.lowerBound, let last = ranges.last?.upperBound else { return [] }
                guard set[transport] != PortSet(transport)[transport] else { return [] }
                let words = first == last ? "\(first)" : "\(first)-\(last)"
                guard usesEndPort, last < PortSet.validPorts.upperBound else { return [every(transport, for: words)] }
                let longer = PortSet(transport, (last + 1)...(last + 1))
                return [
                    every(transport, for: words),
                    Variant(
                        change: .stretchPorts, text: "on \(transport.name) \(first)-\(last + 1), one port more",
                        changed: .ports(set.union(longer))),
                ]
            }
        }
    }

    private func every(_ transport: TransportProtocol, for words: String) -> Variant<Match> {
        let other: PortSet = if case .ports(let set) = match { set } else { .empty }
        return Variant(
            change: .widenPort, text: "on every \(transport.name) port, not \(words) alone",
            changed: .ports(other.union(PortSet(transport))))
    }
}
