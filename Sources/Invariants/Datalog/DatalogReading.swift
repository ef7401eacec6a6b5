public import Diagnostics
public import PolicyModel

/// Reads `.dl` files: rules over endpoints, and invariants about what they derive.
public enum DatalogReading {
    /// The longest file that is read, in bytes.
    static let longestFile = 4 << 20

    /// The invariants of one file, which is a program by itself; none where it has an error.
    ///
    /// Every problem is reported, with an excerpt of its line.
    public static func read(_ bytes: [UInt8], file: String, into diagnostics: inout Diagnostics) -> [Invariant] {
        guard bytes.count <= longestFile else {
            diagnostics.report(
                Diagnostic(
                    "file-size", at: SourceLocation(file: file), "the file is too long",
                    expected: "expected no more than \(longestFile) bytes"))
            return []
        }
        let text = SourceText(file: file, bytes: bytes)
        if let damage = text.damage {
            diagnostics.report(
                Diagnostic("encoding", at: text.location(damage), "invalid UTF-8", expected: "expected UTF-8 text"))
            return []
        }
        var found = Diagnostics()
        let invariants = read(text, into: &found)
        diagnostics.append(contentsOf: found.abridged(file: file))
        return found.hasErrors ? [] : invariants
    }

    private static func read(_ text: SourceText, into diagnostics: inout Diagnostics) -> [Invariant] {
        let syntax = DatalogParser.parse(text, into: &diagnostics)
        let signatures = Signatures(syntax, text, into: &diagnostics)
        var rules: [CheckedRule] = []
        for definition in signatures.definitions {
            rules += check(definition, signatures, text, into: &diagnostics)
        }
        let violations = Violations(rules, signatures, text, into: &diagnostics)
        guard !diagnostics.hasErrors else { return [] }
        let grounding = Grounding(rules, signatures, text)
        diagnostics.append(contentsOf: grounding.diagnostics)
        guard !diagnostics.hasErrors else { return [] }
        for warning in DeadRules(rules, in: grounding.program, text).warnings { diagnostics.report(warning) }
        return signatures.invariants.map { violations.invariant($0, grounding) }
    }

    private static func check(
        _ definition: Signatures.Definition, _ signatures: Signatures, _ text: SourceText,
        into diagnostics: inout Diagnostics
    ) -> [CheckedRule] {
        let clause = definition.clause
        warnOfSingles(clause, text, &diagnostics)
        guard let alternatives = Alternatives.expanded(clause.body ?? [[]]) else {
            diagnostics.report(
                text.error(
                    "datalog-limit", clause.span, "the rule has too many alternatives",
                    expected: "expected no more than \(Alternatives.limit)",
                    suggestion: "define a relation for some of them"))
            return []
        }
        return alternatives.compactMap { elements in
            var checking = RuleChecking(clause, elements, relation: definition.relation, signatures, text)
            let rule = checking.check()
            diagnostics.append(contentsOf: checking.diagnostics)
            return rule
        }
    }

    /// A variable that stands once ties nothing together: often it is misspelt.
    private static func warnOfSingles(
        _ clause: DatalogSyntax.Clause, _ text: SourceText, _ diagnostics: inout Diagnostics
    ) {
        let occurrences = clause.occurrences
        let terms = (clause.body ?? []).flatMap { $0.flatMap(\.terms) }
        for term in terms {
            guard case .variable(let name) = term.kind, occurrences[name] == 1, !name.hasPrefix("_") else { continue }
            diagnostics.report(
                text.error(
                    "datalog-single", term.span, "\(name.inBackticks) stands once in its rule",
                    suggestion: SpellingSuggestion.sentence(
                        for: name, among: occurrences.keys.filter { $0 != name }.sorted())
                        ?? "write `_`, or `_\(name)`, if it may be anything", severity: .warning))
        }
    }
}

extension Diagnostics {
    /// The first of many, and how many more there are.
    fileprivate func abridged(file: String) -> Diagnostics {
        let limit = 50
        let sorted = self.sorted
        guard sorted.count > limit else { return self }
        var result = Diagnostics()
        for diagnostic in sorted.prefix(limit) { result.report(diagnostic) }
        let rest = sorted.count - limit
        result.report(
            Diagnostic(
                "datalog-limit", severity: hasErrors ? .error : .warning, at: SourceLocation(file: file),
                "\(rest) more problem\(rest == 1 ? "" : "s") in this file"))
        return result
    }
}
