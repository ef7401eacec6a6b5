import Diagnostics
import NetworkModel
import PolicyModel

/// Checks one rule with one conjunction for its body.
struct RuleChecking {
    typealias Syntax = DatalogSyntax

    let text: SourceText
    let signatures: Signatures
    let relation: Int
    let head: Syntax.Application
    let elements: [Syntax.Element]
    let ruleText: String
    let ruleSpan: Span

    /// Of each variable, by its name.
    let sorts: [String: Sort]
    private(set) var diagnostics: Diagnostics
    var endpoints: [DatalogProgram.Variable] = []
    var endpointPositions: [String: Int] = [:]
    var values: [CheckedRule.ValueVariable] = []
    var valuePositions: [String: Int] = [:]
    /// Variables that stand for an attribute of an endpoint.
    var aliases: [String: (owner: String, attribute: Syntax.Attribute)] = [:]
    /// What attributes in the head ask for.
    var headParts: [CheckedRule.Part] = []
    /// The elements that say which attribute an alias is.
    var aliasElements: Set<Int> = []

    /// The most variables that one rule may have: endpoints are numbered in obligations.
    static let mostEndpoints = 64

    /// - Parameter elements: one alternative of the clause's body; none for a fact.
    init(
        _ clause: Syntax.Clause, _ elements: [Syntax.Element], relation: Int, _ signatures: Signatures,
        _ text: SourceText
    ) {
        self.text = text
        self.signatures = signatures
        self.relation = relation
        self.elements = elements
        head = clause.head
        ruleText = DatalogText.text(of: clause)
        ruleSpan = clause.span
        let declared = signatures.relations[relation].sorts
        let inference = SortInference(
            text, signatures,
            head: (clause.head.arguments, declared?.count == clause.head.arguments.count ? declared : nil), elements)
        sorts = inference.sorts
        diagnostics = inference.diagnostics
    }

    /// The most parts that one conjunction may have.
    static let mostParts = 512

    /// Nil after an error has been reported.
    mutating func check() -> CheckedRule? {
        guard elements.count <= Self.mostParts else {
            report(
                "datalog-limit", ruleSpan, "the rule has \(elements.count) parts",
                expected: "expected no more than \(Self.mostParts)")
            return nil
        }
        checkHeadArity()
        for (position, element) in elements.enumerated() { findAlias(element, at: position) }
        for name in variablesInOrder where valuePositions[name] == nil { addValue(name) }
        let arguments = head.arguments.enumerated().map { headArgument($1, at: $0) }
        let parts = elements.enumerated().map { position, element in
            part(element, at: position).map {
                CheckedRule.Part(kind: $0, text: DatalogText.text(of: element), span: element.span)
            }
        }
        checkBinding()
        checkAttempts(parts.compactMap(\.self))
        if endpoints.count > Self.mostEndpoints {
            report(
                "datalog-limit", ruleSpan, "the rule has \(endpoints.count) endpoint variables",
                expected: "expected no more than \(Self.mostEndpoints)")
        }
        guard !diagnostics.hasErrors else { return nil }
        return CheckedRule(
            relation: relation, head: arguments.compactMap(\.self), endpoints: endpoints, values: values,
            parts: parts.compactMap(\.self) + headParts, text: ruleText, span: ruleSpan)
    }

    mutating func report(
        _ id: String, _ span: Span, _ message: String, expected: String? = nil, suggestion: String? = nil,
        related: [(Span, String)] = []
    ) {
        diagnostics.report(
            text.error(id, span, message, expected: expected, suggestion: suggestion, related: related))
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.report(diagnostic) }

    // MARK: The head

    private mutating func checkHeadArity() {
        guard let declared = signatures.relations[relation].sorts, declared.count != head.arguments.count else {
            return
        }
        reportArity(head, declared.count, signatures.relations[relation].span)
    }

    mutating func reportArity(
        _ application: Syntax.Application, _ count: Int, _ declaration: Span?, form: String? = nil
    ) {
        let given = application.arguments.count
        report(
            "datalog-arity", application.span,
            "\(application.name.text.inBackticks) has \(given) argument\(given == 1 ? "" : "s")",
            expected: "expected \(count)" + (form.map { ", as in " + $0.inBackticks } ?? ""),
            related: declaration.map { [($0, "it is declared here")] } ?? [])
    }

    private mutating func headArgument(_ term: Syntax.Term, at position: Int) -> CheckedRule.Argument? {
        let declared = signatures.relations[relation].sorts
        let sort = declared.flatMap { $0.indices.contains(position) ? $0[position] : nil }
        switch term.kind {
        case .variable(let name):
            guard let own = sorts[name] else {
                reportUnbound(name, term.span)
                return nil
            }
            if own.endpoint != nil { return .endpoint(endpoint(named: name)) }
            if let value = valuePositions[name] { return .value(.variable(value)) }
            // The element that says what it stands for asks for that, too.
            return aliases[name].map { .attribute(endpoint(named: $0.owner), $0.attribute) }
        case .anonymous:
            report(
                "datalog-unbound", term.span, "`_` in the head of a rule says nothing",
                expected: "expected a variable of the body, or a value")
            return nil
        case .string, .number, .word, .range:
            guard let sort else {
                if signatures.relations[relation].invariant != nil { return constant(term, for: sort) }
                return nil
            }
            return constant(term, for: sort)
        case .attribute(let owner, let attribute):
            guard sort == nil || sort == .string else {
                report(
                    "datalog-sort", term.span,
                    "\(DatalogText.text(of: term).inBackticks) is not \(sort?.inWords ?? "a value")",
                    expected: sort.map { "expected \($0.inWords)" })
                return nil
            }
            return held(attribute, of: owner, term.span)
        }
    }

    /// What an endpoint has, for a string; the rule holds only where the endpoint has it.
    private mutating func held(
        _ attribute: Syntax.Attribute, of owner: String, _ span: Span
    ) -> CheckedRule.Argument? {
        guard let condition = existence(endpoint(named: owner), attribute, span) else { return nil }
        let text = DatalogText.text(of: Syntax.Term(kind: .attribute(of: owner, attribute), span: span))
        headParts.append(
            CheckedRule.Part(kind: .condition(.condition(condition)), text: "has " + text, span: span))
        return .attribute(endpoint(named: owner), attribute)
    }

    private mutating func constant(_ term: Syntax.Term, for sort: Sort?) -> CheckedRule.Argument? {
        value(term, for: sort).map { .value(.constant($0)) }
    }

    // MARK: Variables

    /// Each variable's name once, in the order of the rule.
    private var variablesInOrder: [String] {
        var seen: Set<String> = []
        let terms = head.arguments + elements.flatMap(\.terms)
        return terms.compactMap { term in
            guard case .variable(let name) = term.kind, seen.insert(name).inserted else { return nil }
            return name
        }
    }

    /// The number of an endpoint variable.
    mutating func endpoint(named name: String) -> Int {
        if let known = endpointPositions[name] { return known }
        let position = endpoints.count
        endpointPositions[name] = position
        endpoints.append(DatalogProgram.Variable(name: name, sort: sorts[name]?.endpoint ?? .endpoint))
        return position
    }

    /// An endpoint that the rule does not name.
    mutating func anonymousEndpoint(_ sort: EndpointSort) -> Int {
        endpoints.append(DatalogProgram.Variable(name: "_", sort: sort))
        return endpoints.count - 1
    }
}
