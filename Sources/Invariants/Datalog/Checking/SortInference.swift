import Diagnostics
import PolicyModel

/// Finds what each variable of a conjunction ranges over, from the places where it stands.
///
/// What holds of an endpoint wherever the rule speaks of it narrows its sort: a declared argument, `pod(P)`, an attribute
/// that only pods have. What is said under `not`, or by `!=`, does not.
struct SortInference {
    let text: SourceText
    let signatures: Signatures
    private(set) var sorts: [String: Sort] = [:]
    /// Where each sort comes from.
    private var origins: [String: Span] = [:]
    private(set) var diagnostics = Diagnostics()
    /// Where a problem has been reported: what is compared is looked at twice.
    private var reported: Set<Span> = []

    init(
        _ text: SourceText, _ signatures: Signatures, head: (arguments: [DatalogSyntax.Term], sorts: [Sort]?),
        _ elements: [DatalogSyntax.Element]
    ) {
        self.text = text
        self.signatures = signatures
        for (argument, sort) in zip(head.arguments, head.sorts ?? []) { ask(argument, for: sort, narrows: true) }
        for argument in head.arguments { visitAttribute(argument, narrows: true) }
        // Relations have sorts of their own; what is compared takes its sort from them.
        for element in elements where element.isApplication { visit(element, narrows: true) }
        for element in elements where !element.isApplication { visit(element, narrows: true) }
        // What a variable is compared with may have got its sort later.
        for element in elements { compare(element) }
    }

    private mutating func visit(_ element: DatalogSyntax.Element, narrows: Bool) {
        let narrows = narrows && !element.isNegated
        switch element.kind {
        case .application(let application): visit(application, narrows: narrows)
        case .comparison(let left, let comparison, let right):
            let holds = narrows && comparison == .equal
            for term in [left, right] { visitAttribute(term, narrows: holds) }
            if !left.isAttribute, !right.isAttribute {
                ask(left, forSortOf: right, narrows: holds)
                ask(right, forSortOf: left, narrows: holds)
            } else {
                for term in [left, right] where !term.isAttribute { ask(term, for: .string, narrows: false) }
            }
        case .membership(let term, let elements):
            visitAttribute(term, narrows: narrows)
            for element in elements { ask(term, forSortOf: element) }
            if term.isAttribute {
                for element in elements where !element.isAttribute { ask(element, for: .string, narrows: false) }
            }
        case .has(let term), .flag(let term): visitAttribute(term, narrows: narrows)
        case .group(let alternatives):
            for conjunction in alternatives {
                // One alternative alone is a conjunction like any other.
                for element in conjunction { visit(element, narrows: narrows && alternatives.count == 1) }
            }
        }
    }

    private mutating func visit(_ application: DatalogSyntax.Application, narrows: Bool) {
        for argument in application.arguments { visitAttribute(argument, narrows: narrows) }
        guard let sorts = expected(of: application), sorts.count == application.arguments.count else { return }
        for (argument, sort) in zip(application.arguments, sorts) {
            guard let sort, !argument.isAttribute else { continue }
            let isTest = application.arguments.count == 1 && BuiltIn(rawValue: application.name.text)?.sort != nil
            // A test that is negated, or one of several, says nothing of what is tested.
            if isTest, !narrows {
                ask(argument, for: .endpoint(.endpoint), narrows: false)
            } else {
                ask(argument, for: sort, narrows: narrows)
            }
        }
    }

    /// The sorts of the arguments; nil for an argument that is a word.
    private func expected(of application: DatalogSyntax.Application) -> [Sort?]? {
        switch BuiltIn(rawValue: application.name.text) {
        case .connects, .egressAllows, .ingressAllows:
            return [.endpoint(.endpoint), .endpoint(.endpoint), .proto, .port]
        case .isolated: return [.endpoint(.pod), nil]
        case .pod: return [.endpoint(.pod)]
        case .external: return [.endpoint(.external)]
        case .node: return [.endpoint(.node)]
        case .endpoint: return [.endpoint(.endpoint)]
        case nil: return signatures[application.name.text].flatMap { signatures.relations[$0].sorts }
        }
    }

    private mutating func visitAttribute(_ term: DatalogSyntax.Term, narrows: Bool) {
        guard case .attribute(let name, let attribute) = term.kind else { return }
        var sort: EndpointSort = narrows ? (attribute == .address ? .external : .pod) : .endpoint
        // Nodes have addresses, too; what is not said to be one is outside.
        if narrows, attribute == .address, sorts[name] == .endpoint(.node) { sort = .node }
        vote(name, .endpoint(sort), term.span, narrows: narrows)
    }

    /// Gives a variable the sort of what it is compared with.
    ///
    /// - Parameter narrows: whether both are one, so that endpoints are of one sort.
    private mutating func ask(
        _ term: DatalogSyntax.Term, forSortOf other: DatalogSyntax.Term, narrows: Bool = false
    ) {
        switch other.kind {
        case .number, .range: ask(term, for: .port, narrows: false)
        // In a comparison of a port a string is the name of one.
        case .string: if known(term) != .port { ask(term, for: .string, narrows: false) }
        case .word: ask(term, for: .proto, narrows: false)
        case .variable(let name):
            guard let sort = sorts[name] else { return }
            ask(term, for: sort, narrows: narrows && sort.endpoint != nil)
        case .anonymous, .attribute: break
        }
    }

    private mutating func compare(_ element: DatalogSyntax.Element) {
        guard case .comparison(let left, let comparison, let right) = element.kind else { return }
        let holds = !element.isNegated && comparison == .equal
        if left.variable != nil, !left.isAttribute { ask(left, forSortOf: right, narrows: holds) }
        if right.variable != nil, !right.isAttribute { ask(right, forSortOf: left, narrows: holds) }
    }

    private func known(_ term: DatalogSyntax.Term) -> Sort? {
        if case .variable(let name) = term.kind { sorts[name] } else { nil }
    }

    private mutating func ask(_ term: DatalogSyntax.Term, for sort: Sort, narrows: Bool) {
        guard case .variable(let name) = term.kind else { return }
        vote(name, sort, term.span, narrows: narrows)
    }

    private mutating func vote(_ name: String, _ sort: Sort, _ span: Span, narrows: Bool) {
        guard let known = sorts[name] else {
            let whole: Sort = sort.endpoint != nil && !narrows ? .endpoint(.endpoint) : sort
            sorts[name] = whole
            origins[name] = span
            return
        }
        guard let both = known.intersection(sort) else {
            // Where it does not narrow, what cannot be is false, and no mistake.
            if known.endpoint != nil, sort.endpoint != nil, !narrows { return }
            report(name, known, sort, span)
            return
        }
        guard narrows, both != known else { return }
        sorts[name] = both
        origins[name] = span
    }

    private mutating func report(_ name: String, _ known: Sort, _ sort: Sort, _ span: Span) {
        guard reported.insert(span).inserted else { return }
        let first = origins[name].map { [($0, "\(name.inBackticks) is \(known.inWords) here")] } ?? []
        diagnostics.report(
            text.error(
                "datalog-sort", span, "\(name.inBackticks) cannot be \(sort.inWords) here: it is \(known.inWords)",
                expected: "expected a variable of one sort", related: first))
    }
}

extension DatalogSyntax.Element {
    fileprivate var isApplication: Bool { if case .application = kind { true } else { false } }
}

extension Sort {
    /// With its article.
    var inWords: String {
        switch self {
        case .endpoint(.pod): "a pod"
        case .endpoint(.external): "an address outside the cluster"
        case .endpoint(.node): "a node"
        case .endpoint(.endpoint): "an endpoint"
        case .proto: "a protocol"
        case .port: "a port"
        case .string: "a string"
        }
    }
}
