import NetworkModel
import PolicyModel

/// Writes what is asked of one endpoint as conditions of a variable.
struct PredicateWriting {
    typealias Element = DatalogSyntax.Element
    typealias Term = DatalogSyntax.Term

    let variable: String

    /// The parts of a conjunction, with `pod` where nothing else in them says so.
    func conjunction(_ predicate: EndpointPredicate) -> [Element] {
        let elements = parts(predicate)
        guard predicate.impliesPod, !elements.contains(where: saysPod) else { return elements }
        return [pod] + elements
    }

    private var subject: Term { .variable(variable) }

    private var pod: Element { .application(.pod, [subject]) }

    private func saysPod(_ element: Element) -> Bool {
        guard !element.isNegated else { return false }
        switch element.kind {
        case .application(let application): return application.name.text == BuiltIn.pod.rawValue
        case .comparison(_, .equal, _), .has: return true
        case .membership(let term, _): return term.kind != .attribute(of: variable, .address)
        case .comparison, .flag, .group: return false
        }
    }

    private func parts(_ predicate: EndpointPredicate) -> [Element] {
        switch predicate {
        case .pod: return [pod]
        case .external: return [.application(.external, [subject])]
        case .namespaceNamed(let names): return [equality(.namespaceName, names)]
        // Claims are not written inside a namespace.
        case .ownNamespace: return [nothing]
        case .namespaceLabels(let selector): return selected(selector) { .namespaceLabel($0) }
        case .podLabels(let selector): return selected(selector) { .label($0) }
        case .address(let block): return address(block)
        case .workload(let identity): return [equality(.workload, [identity.description])]
        case .all(let parts): return parts.flatMap(self.parts)
        case .any(let alternatives): return alternatives.isEmpty ? [nothing] : [any(alternatives)]
        case .not(let inner): return [negated(inner)]
        }
    }

    /// What never holds.
    private var nothing: Element { .application(.endpoint, [subject], isNegated: true) }

    private func any(_ alternatives: [EndpointPredicate]) -> Element {
        Element(.group(alternatives.map { group(parts($0)) }))
    }

    private func negated(_ predicate: EndpointPredicate) -> Element {
        let alternatives: [EndpointPredicate] = if case .any(let parts) = predicate { parts } else { [predicate] }
        if alternatives.isEmpty { return .application(.endpoint, [subject]) }
        return Element(.group(alternatives.map { group(parts($0)) }), isNegated: true)
    }

    /// A conjunction that says at least something.
    private func group(_ elements: [Element]) -> [Element] {
        elements.isEmpty ? [.application(.endpoint, [subject])] : elements
    }

    private func selected(_ selector: LabelSelector, _ attribute: (String) -> DatalogSyntax.Attribute) -> [Element] {
        let elements = selector.requirements.map { requirement -> Element in
            let attribute = attribute(requirement.key)
            switch requirement.operator {
            case .isIn: return equality(attribute, requirement.values)
            case .notIn: return inequality(attribute, requirement.values)
            case .exists: return Element(.has(term(attribute)))
            case .doesNotExist: return Element(.has(term(attribute)), isNegated: true)
            }
        }
        // What is absent is absent of addresses, too, which the selector does not mean.
        return elements.contains(where: saysPod) ? elements : [pod] + elements
    }

    private func term(_ attribute: DatalogSyntax.Attribute) -> Term { Term(.attribute(of: variable, attribute)) }

    private func equality(_ attribute: DatalogSyntax.Attribute, _ values: [String]) -> Element {
        if values.isEmpty { return nothing }
        guard values.count == 1 else {
            return Element(.membership(term(attribute), values.map { Term(.string($0)) }))
        }
        return Element(.comparison(term(attribute), .equal, Term(.string(values[0]))))
    }

    private func inequality(_ attribute: DatalogSyntax.Attribute, _ values: [String]) -> Element {
        if values.isEmpty { return pod }
        guard values.count == 1 else {
            return Element(.membership(term(attribute), values.map { Term(.string($0)) }), isNegated: true)
        }
        return Element(.comparison(term(attribute), .unequal, Term(.string(values[0]))))
    }

    private func address(_ block: AddressBlock) -> [Element] {
        func member(_ blocks: [CIDRBlock], isNegated: Bool) -> Element {
            Element(
                .membership(term(.address), blocks.map { Term(.string($0.description)) }), isNegated: isNegated)
        }
        return [.application(.external, [subject]), member([block.block], isNegated: false)]
            + (block.exceptions.isEmpty ? [] : [member(block.exceptions, isNegated: true)])
    }
}

extension EndpointPredicate {
    /// Whether the words alone say that whatever matches is a pod; false where that depends on more.
    var impliesPod: Bool {
        switch self {
        case .pod, .namespaceNamed, .ownNamespace, .namespaceLabels, .podLabels, .workload: true
        case .all(let parts): parts.contains(where: \.impliesPod)
        case .any(let parts): !parts.isEmpty && parts.allSatisfy(\.impliesPod)
        case .not(let inner): inner == .external
        case .external, .address: false
        }
    }
}
