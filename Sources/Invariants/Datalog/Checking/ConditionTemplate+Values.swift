import NetworkModel
import PolicyModel

extension ConditionTemplate {
    /// The condition for values of the rule's variables; nil stands for one without a value, which nothing asks for.
    func condition(_ values: [Value?]) -> EndpointCondition {
        switch self {
        case .condition(let condition): condition
        case .attribute(let variable, let attribute, let terms, let isNegated):
            Self.attribute(
                .init(attribute: attribute, holder: variable), terms.compactMap { $0.value(values) }, isNegated)
        case .nodeAddress(let variable, let terms):
            .disjunction(
                terms.compactMap { $0.value(values)?.text?.addressBlock }.map { .node(variable, $0) })
        case .comparison(let left, let comparison, let right):
            Self.compare(left.value(values), comparison, right.value(values))
        case .membership(let term, let terms, let numbers):
            Self.contains(term.value(values), terms.compactMap { $0.value(values) }, numbers)
        case .all(let parts): EndpointCondition.conjunction(parts.map { $0.condition(values) })
        case .any(let parts): EndpointCondition.disjunction(parts.map { $0.condition(values) })
        case .not(let inner): inner.condition(values).negated
        }
    }

    /// Whether two different attributes would be compared.
    func comparesAttributes(_ values: [Value?]) -> Bool {
        func differ(_ one: Value?, _ others: [CheckedRule.ValueTerm]) -> Bool {
            guard let one else { return false }
            return others.compactMap { $0.value(values) }.contains { one.isOtherAttribute(than: $0) }
        }
        return switch self {
        case .condition, .nodeAddress: false
        case .attribute(let variable, let attribute, let terms, _):
            differ(.held(.init(attribute: attribute, holder: variable)), terms)
        case .comparison(let left, _, let right): differ(left.value(values), [right])
        case .membership(let term, let terms, _): differ(term.value(values), terms)
        case .all(let parts), .any(let parts): parts.contains { $0.comparesAttributes(values) }
        case .not(let inner): inner.comparesAttributes(values)
        }
    }

    /// That an attribute is one of some values. Where its endpoint lacks it, it is none.
    private static func attribute(_ own: Value.Held, _ values: [Value], _ isNegated: Bool) -> EndpointCondition {
        let known = values.filter { $0.held == nil }
        let held = values.filter { $0.held != nil }
        guard !held.isEmpty else {
            return own.attribute.condition(of: own.holder, in: known, isNegated: isNegated)
        }
        let isKnown =
            known.isEmpty
            ? [] : [own.attribute.condition(of: own.holder, in: known, isNegated: false)]
        let condition = EndpointCondition.disjunction(isKnown + held.map(Value.held(own).equals))
        return isNegated ? condition.negated : condition
    }

    private static func compare(
        _ left: Value?, _ comparison: DatalogSyntax.Comparison, _ right: Value?
    ) -> EndpointCondition {
        guard let left, let right else { return .never }
        guard left.held == nil, right.held == nil else {
            // Strings have no order.
            return comparison == .unequal ? left.equals(right).negated : left.equals(right)
        }
        return left.compares(comparison, right) ? .always : .never
    }

    private static func contains(
        _ value: Value?, _ listed: [Value], _ numbers: IntervalSet<UInt16>
    ) -> EndpointCondition {
        guard let value else { return .never }
        if case .port(let port) = value, numbers.contains(port) { return .always }
        return .disjunction(listed.map(value.equals))
    }
}

extension CheckedRule.ValueTerm {
    func value(_ values: [Value?]) -> Value? {
        switch self {
        case .constant(let value): value
        case .variable(let variable): values[variable]
        case .anonymous: nil
        }
    }
}

extension EndpointCondition {
    /// All of the parts, with what says nothing left out.
    static func conjunction(_ parts: [EndpointCondition]) -> EndpointCondition {
        let parts = parts.flatMap { part in if case .all(let inner) = part { inner } else { [part] } }
        if parts.contains(.never) { return .never }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    /// Any of the parts, with what never holds left out.
    static func disjunction(_ parts: [EndpointCondition]) -> EndpointCondition {
        let parts = parts.flatMap { part in if case .any(let inner) = part { inner } else { [part] } }
        if parts.contains(.always) { return .always }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    var negated: EndpointCondition {
        switch self {
        case .always: .never
        case .never: .always
        case .not(let inner): inner
        default: .not(self)
        }
    }
}

extension DatalogSyntax.Attribute {
    /// That it equals one of these values, or none of them. Of endpoints that are no pods only `address` says anything.
    func condition(of variable: Int, in values: [Value], isNegated: Bool) -> EndpointCondition {
        let texts = values.compactMap(\.text)
        let condition = EndpointCondition.endpoint(variable, predicate(texts))
        return isNegated ? condition.negated : condition
    }

    private func predicate(_ texts: [String]) -> EndpointPredicate {
        // Sorted and without repetitions, so that equal conditions are equal values.
        let texts = Array(Set(texts)).sorted()
        switch self {
        case .namespaceName: return .namespaceNamed(texts)
        case .namespaceLabel(let key): return Self.carrying(key, texts) { .namespaceLabels($0) }
        case .label(let key): return Self.carrying(key, texts) { .podLabels($0) }
        case .listed: return .nothing
        case .workload: return EndpointPredicate.any(texts.compactMap(\.workload).map { .workload($0) }).single
        case .address:
            let blocks = texts.compactMap(\.addressBlock).map { EndpointPredicate.address(AddressBlock($0)) }
            return .all([.external, EndpointPredicate.any(blocks).single])
        }
    }

    /// What can be no value of a label is carried by nothing.
    private static func carrying(
        _ key: String, _ texts: [String], _ predicate: (LabelSelector) -> EndpointPredicate
    ) -> EndpointPredicate {
        let values = texts.filter(NameSyntax.isLabelValue)
        return values.isEmpty ? .nothing : predicate(LabelSelector([LabelRequirement(key, .isIn, values)]))
    }
}

extension EndpointPredicate {
    /// A disjunction of one part is that part.
    fileprivate var single: EndpointPredicate {
        if case .any(let parts) = self, parts.count == 1 { parts[0] } else { self }
    }
}

extension String {
    /// `namespace/Kind/name`; nil for anything else.
    var workload: WorkloadIdentity? {
        let parts = split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 3, WorkloadKind(rawValue: parts[1]) != nil, !parts[0].isEmpty, !parts[2].isEmpty else {
            return nil
        }
        return WorkloadIdentity(kind: parts[1], namespace: parts[0], name: parts[2])
    }

    /// A block, or a single address.
    var addressBlock: CIDRBlock? {
        CIDRBlock(self) ?? IPAddress(self).map { CIDRBlock($0, prefixLength: $0.family.bits) }
    }
}
