import Diagnostics
import NetworkModel
import PolicyModel

extension RuleChecking {
    typealias Part = CheckedRule.Part.Kind

    /// What an element of the body says; nil after an error has been reported.
    mutating func part(_ element: Syntax.Element, at position: Int) -> Part? {
        if case .application(let application) = element.kind, !element.isCondition {
            if let gate = BuiltIn(rawValue: application.name.text)?.gate {
                return attempt(application, gate, passes: !element.isNegated).map { .attempt($0) }
            }
            return call(application, isNegated: element.isNegated)
        }
        if let (variable, constraint) = constraint(element) {
            return constraint.map { .constraint(variable, $0) }
        }
        if aliasElements.contains(position) { return alias(element) }
        if case .group(let alternatives) = element.kind, !alternatives.allSatisfy({ $0.allSatisfy(isCondition) }) {
            // Groups that are not negated and no conditions were taken apart before.
            report(
                "datalog-negation", element.span, "`not` before a group of relations",
                expected: "expected conditions of endpoints alone under it",
                suggestion: "define a relation by the group, and write `not` before that")
            return nil
        }
        let known = EndpointKnowledge(sorts)
        return template(element, known).map { .condition($0) }
    }

    /// Whether it asks something of endpoints by themselves: that they are one and the same is such a thing, too.
    private func isCondition(_ element: Syntax.Element) -> Bool {
        switch element.kind {
        case .comparison(let left, _, _): element.isCondition || isEndpoint(left)
        case .membership(let term, _): element.isCondition || isEndpoint(term)
        case .group(let alternatives): alternatives.allSatisfy { $0.allSatisfy(isCondition) }
        case .application, .has, .flag: element.isCondition
        }
    }

    func isEndpoint(_ term: Syntax.Term) -> Bool {
        if case .variable(let name) = term.kind { sorts[name]?.endpoint != nil } else { false }
    }

    /// A variable that stands for a label says at least that there is one.
    private mutating func alias(_ element: Syntax.Element) -> Part? {
        guard case .comparison(let left, _, let right) = element.kind else { return nil }
        let term = left.isAttribute ? left : right
        guard case .attribute(let owner, let attribute) = term.kind else { return nil }
        return existence(endpoint(named: owner), attribute, term.span).map { .condition(.condition($0)) }
    }

    /// That an endpoint has a string that a variable can stand for; reports it where that is none.
    mutating func existence(_ variable: Int, _ attribute: Syntax.Attribute, _ span: Span) -> EndpointCondition? {
        switch attribute {
        case .namespaceName: return .endpoint(variable, .pod)
        case .label, .namespaceLabel: return presence(variable, attribute)
        case .workload, .address, .listed:
            report(
                "datalog-not-modelled", span, "a variable cannot stand for this attribute yet",
                expected: "expected a label, or the name of a namespace")
            return nil
        }
    }

    /// That an endpoint carries a label.
    func presence(_ variable: Int, _ attribute: Syntax.Attribute) -> EndpointCondition? {
        switch attribute {
        case .label(let key):
            .endpoint(variable, .podLabels(LabelSelector([LabelRequirement(key, .exists)])))
        case .namespaceLabel(let key):
            .endpoint(variable, .namespaceLabels(LabelSelector([LabelRequirement(key, .exists)])))
        case .namespaceName, .listed, .workload, .address: nil
        }
    }

    // MARK: Relations

    private mutating func call(_ application: Syntax.Application, isNegated: Bool) -> Part? {
        guard let relation = signatures[application.name.text] else {
            if application.name.text == BuiltIn.violation {
                report(
                    "datalog-violation", application.span, "rules cannot ask for violations",
                    expected: "expected a relation of your own")
            } else {
                report(signatures.undeclared(application.name, text, builtIns: true))
            }
            return nil
        }
        let signature = signatures.relations[relation]
        guard let sorts = signature.sorts else { return nil }
        guard sorts.count == application.arguments.count else {
            reportArity(application, sorts.count, signature.span)
            return nil
        }
        let arguments = zip(application.arguments, sorts).map { argument($0, for: $1, isNegated: isNegated) }
        guard arguments.allSatisfy({ $0 != nil }) else { return nil }
        return .call(
            CheckedRule.Call(relation: relation, arguments: arguments.compactMap(\.self)), isNegated: isNegated)
    }

    private mutating func argument(_ term: Syntax.Term, for sort: Sort, isNegated: Bool) -> CheckedRule.Argument? {
        switch (term.kind, sort) {
        case (.variable(let name), .endpoint):
            return sorts[name]?.endpoint == nil ? nil : .endpoint(endpoint(named: name))
        case (.anonymous, .endpoint(let endpoint)):
            guard isNegated else { return .endpoint(anonymousEndpoint(endpoint)) }
            reportNobody(term.span)
            return nil
        case (.variable(let name), _):
            if let value = valuePositions[name] { return .value(.variable(value)) }
            // In a relation that is not negated it has that relation's values.
            if let alias = aliases[name] { return .attribute(endpoint(named: alias.owner), alias.attribute) }
            if sorts[name]?.endpoint == nil { reportUnboundValue(name, term.span) }
            return nil
        case (.anonymous, _): return .value(.anonymous)
        case (.attribute(let owner, let attribute), .string):
            guard !isNegated || isPod(owner, EndpointKnowledge(sorts), term.span) else { return nil }
            guard isText(attribute, term.span) else { return nil }
            return .attribute(endpoint(named: owner), attribute)
        case (.attribute, _):
            report(
                "datalog-sort", term.span, "\(DatalogText.text(of: term).inBackticks) is not \(sort.inWords)",
                expected: "expected \(sort.inWords)")
            return nil
        default: return value(term, for: sort).map { .value(.constant($0)) }
        }
    }

    /// Whether an attribute is a string like any other.
    private mutating func isText(_ attribute: Syntax.Attribute, _ span: Span) -> Bool {
        switch attribute {
        case .namespaceName, .namespaceLabel, .label, .workload: return true
        case .listed, .address:
            report(
                "datalog-sort", span, "the attribute is no string", expected: "expected a name or a label")
            return false
        }
    }

    private mutating func reportNobody(_ span: Span) {
        report(
            "datalog-negation", span, "`_` under `not` would mean that no endpoint at all is such",
            expected: "expected a variable that something else in the rule speaks of",
            suggestion: "which endpoints exist is open: say of which one it does not hold")
    }

    mutating func reportUnboundValue(_ name: String, _ span: Span) {
        let isPort = sorts[name] == .port
        report(
            "datalog-unbound", span, "nothing gives \(name.inBackticks) a value",
            expected: "expected a relation or a comparison that lists its values",
            suggestion: isPort ? "write `\(name) in 1..65535` if any port is meant" : nil)
    }

    // MARK: Connections

    private mutating func attempt(
        _ application: Syntax.Application, _ gate: DatalogProgram.Gate, passes: Bool
    ) -> CheckedRule.Attempt? {
        guard application.arguments.count == 4 else {
            let form = BuiltIn(rawValue: gate.rawValue)?.form
            reportArity(application, 4, nil, form: form)
            return nil
        }
        let terms = application.arguments
        guard let source = end(terms[0], passes: passes), let destination = end(terms[1], passes: passes) else {
            return nil
        }
        if source == destination {
            report(
                "datalog-self", application.span, "what a pod does to itself is left out: this never holds",
                expected: "expected two different variables")
            return nil
        }
        guard [source, destination].contains(where: { endpoints[$0].sort == .pod }) else {
            let names = [source, destination].map { endpoints[$0].name }.filter { $0 != "_" }
            report(
                "datalog-no-pod", application.span,
                "neither end need be a pod: no policy governs what passes between addresses outside",
                expected: "expected a pod at one end",
                suggestion: names.first.map { "write `pod(\($0))` as well, in a rule of its own if need be" })
            return nil
        }
        let problems = diagnostics.all.count
        let proto = protoTerm(terms[2], passes: passes)
        let port = portTerm(terms[3], passes: passes)
        guard let proto, let port, diagnostics.all.count == problems else { return nil }
        return CheckedRule.Attempt(
            gate: gate, source: source, destination: destination, proto: proto, port: port, passes: passes)
    }

    private mutating func end(_ term: Syntax.Term, passes: Bool) -> Int? {
        switch term.kind {
        case .variable(let name) where sorts[name]?.endpoint != nil: return endpoint(named: name)
        case .variable: return nil
        case .anonymous:
            if passes { return anonymousEndpoint(.endpoint) }
            reportNobody(term.span)
            return nil
        default:
            _ = value(term, for: .endpoint(.endpoint))
            return nil
        }
    }

    private mutating func protoTerm(_ term: Syntax.Term, passes: Bool) -> CheckedRule.ValueTerm? {
        switch term.kind {
        case .variable(let name): return valueVariable(name, term.span)
        case .anonymous:
            if !passes { reportAny(term.span, "Proto in {tcp, udp, sctp}") }
            return .anonymous
        default: return value(term, for: .proto).map { .constant($0) }
        }
    }

    private mutating func portTerm(_ term: Syntax.Term, passes: Bool) -> CheckedRule.PortTerm? {
        switch term.kind {
        case .variable(let name): return valueVariable(name, term.span).map { .value($0) }
        case .anonymous:
            if !passes { reportAny(term.span, "Port in 1..65535") }
            return .value(.anonymous)
        case .string(let name): return portName(name, term.span).map { .choice(.init(names: [$0])) }
        case .range(let lower, let upper):
            return ports(lower, upper, term.span).map { .choice(.init(numbers: $0)) }
        default: return value(term, for: .port).map { .value(.constant($0)) }
        }
    }

    private mutating func valueVariable(_ name: String, _ span: Span) -> CheckedRule.ValueTerm? {
        if let value = valuePositions[name] { return .variable(value) }
        if sorts[name] != nil { reportUnboundValue(name, span) }
        return nil
    }

    private mutating func reportAny(_ span: Span, _ form: String) {
        report(
            "datalog-negation", span, "`_` under `not` would mean that nothing passes at all, whatever is tried",
            expected: "expected one connection that does not pass",
            suggestion: "name it, and say what it may be, as `\(form)`")
    }

    mutating func portName(_ name: String, _ span: Span) -> String? {
        if NameSyntax.isPortName(name) { return name }
        report(
            "V12", span, "\(name.inBackticks) is no name of a port",
            expected: "expected 1 to 15 of `a-z`, `0-9` and `-`, with a letter")
        return nil
    }
}
