import PolicyModel

/// What is known of endpoints where an element stands: the sorts of the rule, and what its own group says beside it.
struct EndpointKnowledge {
    private var sorts: [String: EndpointSort]

    init(_ sorts: [String: Sort]) { self.sorts = sorts.compactMapValues(\.endpoint) }

    subscript(name: String) -> EndpointSort? { sorts[name] }

    /// The same with what a conjunction says of endpoints, wherever in it.
    func knowing(_ conjunction: [DatalogSyntax.Element]) -> Self {
        var result = self
        for element in conjunction where !element.isNegated {
            switch element.kind {
            case .application(let application):
                guard let sort = BuiltIn(rawValue: application.name.text)?.narrowed,
                    let name = application.arguments.first?.variable
                else { continue }
                result.narrow(name, sort)
            case .comparison(let left, .equal, let right):
                for term in [left, right] { result.narrow(term) }
            case .membership(let term, _), .has(let term), .flag(let term): result.narrow(term)
            case .comparison, .group: continue
            }
        }
        return result
    }

    private mutating func narrow(_ term: DatalogSyntax.Term) {
        guard case .attribute(let owner, let attribute) = term.kind else { return }
        if attribute == .address, sorts[owner] == .node { return }
        narrow(owner, attribute == .address ? .external : .pod)
    }

    private mutating func narrow(_ name: String, _ sort: EndpointSort) {
        // What cannot be both is neither: nothing said of it matters.
        sorts[name] = sorts[name]?.intersection(sort) ?? sort
    }
}

extension BuiltIn {
    /// What an endpoint is of which it holds.
    fileprivate var narrowed: EndpointSort? { self == .isolated ? .pod : sort }
}
