import Diagnostics
import NetworkModel
import PolicyModel

extension RuleChecking {
    /// What an element asks of endpoints and values; nil after an error has been reported.
    mutating func template(_ element: Syntax.Element, _ known: EndpointKnowledge) -> ConditionTemplate? {
        switch element.kind {
        case .application(let application): return builtIn(application, element, known)
        case .comparison(let left, let comparison, let right):
            return self.comparison(left, comparison, right, element, known)
        case .membership(let term, let terms): return membership(term, terms, element, known)
        case .has(let term): return has(term, element, known)
        case .flag(let term):
            guard case .attribute(let owner, _) = term.kind else { return nil }
            guard !element.isNegated || isPod(owner, known, term.span) else { return nil }
            return negate(.condition(.listed(endpoint(named: owner))), element.isNegated)
        case .group(let alternatives):
            let parts = alternatives.map { conjunction in
                let inner = known.knowing(conjunction)
                return conjunction.map { template($0, inner) }
            }
            guard parts.allSatisfy({ $0.allSatisfy { $0 != nil } }) else { return nil }
            return negate(.any(parts.map { .all($0.compactMap(\.self)) }), element.isNegated)
        }
    }

    func negate(_ template: ConditionTemplate, _ isNegated: Bool) -> ConditionTemplate {
        isNegated ? .not(template) : template
    }

    // MARK: Relations of one endpoint

    private mutating func builtIn(
        _ application: Syntax.Application, _ element: Syntax.Element, _ known: EndpointKnowledge
    ) -> ConditionTemplate? {
        guard let builtIn = BuiltIn(rawValue: application.name.text) else { return nil }
        guard application.arguments.count == builtIn.arity else {
            reportArity(application, builtIn.arity, nil, form: builtIn.form)
            return nil
        }
        let subject = application.arguments[0]
        guard case .variable(let name) = subject.kind else {
            report(
                "datalog-sort", subject.span, "\(DatalogText.text(of: subject).inBackticks) is no variable here",
                expected: "expected a variable")
            return nil
        }
        guard sorts[name]?.endpoint != nil else { return nil }
        if let sort = builtIn.sort {
            return negate(.condition(sort.condition(of: endpoint(named: name))), element.isNegated)
        }
        guard !element.isNegated || isPod(name, known, subject.span) else { return nil }
        guard case .word(let word) = application.arguments[1].kind, let direction = Direction(rawValue: word) else {
            report(
                "datalog-sort", application.arguments[1].span, "the direction is missing",
                expected: "expected `ingress` or `egress`")
            return nil
        }
        return negate(.condition(.isolated(endpoint(named: name), direction)), element.isNegated)
    }

    /// Whether an endpoint is a pod for certain where the element stands; reports it where it is not.
    mutating func isPod(_ name: String, _ known: EndpointKnowledge, _ span: Span) -> Bool {
        if known[name] == .pod { return true }
        let sort = known[name] ?? .endpoint
        let isOther = !sort.admitsPods
        report(
            "datalog-not-a-pod", span,
            "\(name.inBackticks) \(isOther ? "is" : "may be") "
                + (sort == .node ? "a node" : "an address outside the cluster")
                + ", which has no namespace and no labels",
            expected: "expected a pod",
            suggestion: isOther
                ? nil : "add `pod(\(name))`; what is to hold of addresses outside as well needs a rule of its own")
        return false
    }

    private mutating func hasAddress(_ name: String, _ known: EndpointKnowledge, _ span: Span) -> Bool {
        if known[name] == .external || known[name] == .node { return true }
        report(
            "datalog-not-modelled", span, "addresses of pods are not compared: pods have none of their own",
            expected: "expected an address outside the cluster, or a node",
            suggestion: "add `external(\(name))` or `node(\(name))`")
        return false
    }

    // MARK: Attributes

    private mutating func has(
        _ term: Syntax.Term, _ element: Syntax.Element, _ known: EndpointKnowledge
    ) -> ConditionTemplate? {
        guard case .attribute(let owner, let attribute) = term.kind,
            let condition = presence(endpoint(named: owner), attribute)
        else {
            report(
                "datalog-sort", term.span, "`has` asks for a label", expected: "expected one, as `P.label[\"app\"]`")
            return nil
        }
        guard !element.isNegated || isPod(owner, known, term.span) else { return nil }
        return negate(.condition(condition), element.isNegated)
    }

    private mutating func membership(
        _ term: Syntax.Term, _ terms: [Syntax.Term], _ element: Syntax.Element, _ known: EndpointKnowledge
    ) -> ConditionTemplate? {
        if case .attribute(let owner, let attribute) = term.kind {
            return self.attribute(owner, attribute, in: terms, isNegated: element.isNegated, term.span, known)
        }
        guard case .variable(let name) = term.kind else {
            report("datalog-sort", term.span, "only variables and attributes are looked for in a set")
            return nil
        }
        if let alias = aliases[name] {
            return attribute(
                alias.owner, alias.attribute, in: terms, isNegated: element.isNegated, term.span, known)
        }
        if sorts[name]?.endpoint != nil { return isOne(of: terms, term, isNegated: element.isNegated) }
        guard let variable = valuePositions[name], let sort = sorts[name] else {
            if sorts[name] != nil { reportUnboundValue(name, term.span) }
            return nil
        }
        var numbers = IntervalSet<UInt16>()
        var members: [CheckedRule.ValueTerm] = []
        for member in terms {
            if case .range(let lower, let upper) = member.kind, sort == .port {
                guard let range = ports(lower, upper, member.span) else { return nil }
                numbers = numbers.union(range)
            } else if let value = valueTerm(member, for: sort) {
                members.append(value)
            } else {
                return nil
            }
        }
        return negate(.membership(.variable(variable), members, numbers), element.isNegated)
    }

    /// A constant, or a variable that has values.
    mutating func valueTerm(_ term: Syntax.Term, for sort: Sort) -> CheckedRule.ValueTerm? {
        guard case .variable(let name) = term.kind else { return value(term, for: sort).map { .constant($0) } }
        if let variable = valuePositions[name], values[variable].source != .attempt { return .variable(variable) }
        if sorts[name] != nil { reportUnboundValue(name, term.span) }
        return nil
    }

    /// That an attribute is one of some values.
    mutating func attribute(
        _ owner: String, _ attribute: Syntax.Attribute, in terms: [Syntax.Term], isNegated: Bool, _ span: Span,
        _ known: EndpointKnowledge
    ) -> ConditionTemplate? {
        if attribute == .address {
            guard hasAddress(owner, known, span) else { return nil }
        } else if isNegated {
            guard isPod(owner, known, span) else { return nil }
        }
        var members: [CheckedRule.ValueTerm] = []
        for term in terms {
            if case .variable(let name) = term.kind, aliases[name] != nil {
                report(
                    "datalog-not-modelled", term.span, "labels of endpoints in a set are not modelled yet",
                    expected: "expected strings", suggestion: "write one comparison with `=` for each")
                return nil
            }
            guard let member = valueTerm(term, for: .string), check(member, for: attribute, term.span) else {
                return nil
            }
            members.append(member)
        }
        if attribute == .address, known[owner] == .node {
            return negate(.nodeAddress(endpoint(named: owner), members), isNegated)
        }
        return .attribute(endpoint(named: owner), attribute, members, isNegated: isNegated)
    }

    /// Whether a string that is written can be what the attribute holds.
    private mutating func check(
        _ term: CheckedRule.ValueTerm, for attribute: Syntax.Attribute, _ span: Span
    ) -> Bool {
        guard case .constant(.string(let string)) = term else { return true }
        switch attribute {
        case .label, .namespaceLabel:
            guard !NameSyntax.isLabelValue(string) else { return true }
            report(
                "V3", span, "\(string.inBackticks) is no label value",
                expected:
                    "expected at most 63 of letters, digits, `-`, `_` and `.`, with a letter or digit at both ends")
        case .namespaceName:
            guard !NameSyntax.isDNSLabel(string) else { return true }
            report(
                "V1", span, "\(string.inBackticks) is no name of a namespace",
                expected: "expected 1 to 63 of `a-z`, `0-9` and `-`, with a letter or digit at both ends")
        case .workload:
            guard string.workload == nil else { return true }
            report(
                "workload", span, "\(string.inBackticks) is no workload",
                expected: "expected `namespace/Kind/name`, with one of the kinds "
                    + WorkloadKind.allCases.map(\.rawValue).joined(separator: ", "))
        case .address:
            guard string.addressBlock == nil else { return true }
            report(
                "V9", span, "\(string.inBackticks) is no address block", expected: "expected one as `10.0.0.0/8`")
        case .listed: return true
        }
        return false
    }
}
