import Diagnostics
import PolicyModel

/// The relations and invariants of a file.
struct Signatures {
    struct Relation {
        var name: String
        /// Of a violation those that its rules give it.
        var sorts: [Sort]?
        var span: Span
        /// The invariant whose violation it is: a position in `invariants`.
        var invariant: Int?
    }

    struct Invariant {
        var head: DatalogSyntax.InvariantHead
        var severity: PolicyModel.Invariant.Severity
        /// A position in `relations`.
        var violation: Int
    }

    /// A rule or fact with the relation that it is about.
    struct Definition {
        var clause: DatalogSyntax.Clause
        var relation: Int
    }

    private(set) var relations: [Relation] = []
    private(set) var invariants: [Invariant] = []
    private(set) var definitions: [Definition] = []
    private var positions: [String: Int] = [:]
    /// Relations that were declared with a fault: what uses them is not blamed for it.
    private(set) var faulty: Set<String> = []

    /// The position of a declared relation.
    subscript(name: String) -> Int? { positions[name] }

    /// As declared.
    var declaredNames: [String] { positions.keys.sorted() }

    init(_ syntax: DatalogSyntax, _ text: SourceText, into diagnostics: inout Diagnostics) {
        for case .declaration(let declaration) in syntax.items { declare(declaration, text, &diagnostics) }
        var current: Int?
        for item in syntax.items {
            switch item {
            case .declaration: continue
            case .invariant(let head): current = add(head, text, &diagnostics)
            case .clause(let clause): add(clause, current, text, &diagnostics)
            }
        }
        // A rule that could not be read may have been the definition.
        if !diagnostics.hasErrors { checkDefinitions(text, &diagnostics) }
    }

    /// Settles the sorts of a violation's arguments.
    mutating func settle(_ relation: Int, _ sorts: [Sort]) { relations[relation].sorts = sorts }

    // MARK: Declarations

    private mutating func declare(
        _ declaration: DatalogSyntax.Declaration, _ text: SourceText, _ diagnostics: inout Diagnostics
    ) {
        let name = declaration.name
        if let problem = Self.reservation(of: name.text) {
            diagnostics.report(text.error("datalog-reserved", name.span, problem, expected: "expected another name"))
            return
        }
        if let first = positions[name.text] {
            diagnostics.report(
                text.error(
                    "datalog-duplicate", name.span, "relation \(name.text.inBackticks) is declared twice",
                    expected: "expected one declaration",
                    related: [(relations[first].span, "the first is here")]))
            return
        }
        let sorts = declaration.parameters.map { sort(of: $0.sort, text, &diagnostics) }
        if sorts.contains(where: { $0 == nil }) { faulty.insert(name.text) }
        positions[name.text] = relations.count
        relations.append(
            Relation(
                name: name.text, sorts: faulty.contains(name.text) ? nil : sorts.compactMap(\.self), span: name.span))
    }

    static func reservation(of name: String) -> String? {
        if name == BuiltIn.violation {
            return "`violation` needs no declaration: it belongs to the invariant before it"
        }
        if BuiltIn(rawValue: name) != nil { return "\(name.inBackticks) is built in" }
        return ["not", "in", "has"].contains(name) ? "\(name.inBackticks) is a word of the language" : nil
    }

    private func sort(
        of name: DatalogSyntax.Name, _ text: SourceText, _ diagnostics: inout Diagnostics
    ) -> Sort? {
        if let sort = Sort(named: name.text) { return sort }
        diagnostics.report(
            text.error(
                "datalog-sort", name.span, "unknown sort \(name.text.inBackticks)",
                expected: "expected one of " + Sort.names.map(\.inBackticks).joined(separator: ", "),
                suggestion: SpellingSuggestion.sentence(for: name.text, among: Sort.names)))
        return nil
    }

    // MARK: Invariants

    private mutating func add(
        _ head: DatalogSyntax.InvariantHead, _ text: SourceText, _ diagnostics: inout Diagnostics
    ) -> Int {
        if let first = invariants.first(where: { $0.head.name.text == head.name.text }) {
            diagnostics.report(
                text.error(
                    "duplicate-object", head.name.span, "duplicate invariant \(head.name.text.inBackticks)",
                    expected: "expected a name of its own",
                    related: [(first.head.name.span, "the first is here")]))
        }
        var severity = InvariantReading.defaultSeverity
        if let word = head.severity {
            let known = PolicyModel.Invariant.Severity.allCases.map(\.rawValue)
            if let match = PolicyModel.Invariant.Severity(rawValue: word.text) {
                severity = match
            } else {
                diagnostics.report(
                    text.error(
                        "severity", word.span, "unknown severity \(word.text.inBackticks)",
                        expected: "expected one of " + known.map(\.inBackticks).joined(separator: ", "),
                        suggestion: SpellingSuggestion.sentence(for: word.text, among: known)))
            }
        }
        let violation = relations.count
        relations.append(
            Relation(name: BuiltIn.violation, sorts: nil, span: head.name.span, invariant: invariants.count))
        invariants.append(Invariant(head: head, severity: severity, violation: violation))
        return invariants.count - 1
    }

    // MARK: Rules

    private mutating func add(
        _ clause: DatalogSyntax.Clause, _ current: Int?, _ text: SourceText, _ diagnostics: inout Diagnostics
    ) {
        let name = clause.head.name
        if name.text == BuiltIn.violation {
            guard let current else {
                diagnostics.report(
                    text.error(
                        "datalog-violation", name.span, "`violation` stands before any invariant",
                        expected: "expected `.invariant` before it"))
                return
            }
            definitions.append(Definition(clause: clause, relation: invariants[current].violation))
            return
        }
        if let builtIn = BuiltIn(rawValue: name.text) {
            diagnostics.report(
                text.error(
                    "datalog-reserved", name.span, "\(builtIn.rawValue.inBackticks) is built in",
                    expected: "expected a relation of your own before `:-`"))
            return
        }
        guard let relation = positions[name.text] else {
            diagnostics.report(undeclared(name, text, builtIns: false))
            return
        }
        definitions.append(Definition(clause: clause, relation: relation))
    }

    /// The error about a relation that nothing declares.
    func undeclared(_ name: DatalogSyntax.Name, _ text: SourceText, builtIns: Bool) -> Diagnostic {
        let known = declaredNames + (builtIns ? BuiltIn.names : [BuiltIn.violation])
        return text.error(
            "datalog-relation", name.span, "no relation is named \(name.text.inBackticks)",
            expected: "expected a relation that `.decl` declares",
            suggestion: SpellingSuggestion.sentence(for: name.text, among: known)
                ?? "declare it, as `.decl \(name.text)(p: pod)`")
    }

    private func checkDefinitions(_ text: SourceText, _ diagnostics: inout Diagnostics) {
        let defined = Set(definitions.map(\.relation))
        for (position, relation) in relations.enumerated() where !defined.contains(position) {
            if let invariant = relation.invariant {
                let name = invariants[invariant].head.name
                diagnostics.report(
                    text.error(
                        "datalog-undefined", name.span, "invariant \(name.text.inBackticks) says nothing",
                        expected: "expected a rule for `violation` behind it"))
            } else {
                diagnostics.report(
                    text.error(
                        "datalog-undefined", relation.span,
                        "relation \(relation.name.inBackticks) is never defined",
                        expected: "expected a rule or a fact for it"))
            }
        }
    }
}
