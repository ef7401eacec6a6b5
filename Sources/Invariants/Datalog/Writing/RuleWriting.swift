import Diagnostics
public import PolicyModel

/// Writes claims as rules: what `.dl` files that say the same would hold.
public enum RuleWriting {
    /// The rules of all invariants, in their order. What cannot be said in rules is named in a comment.
    public static func text(of invariants: [Invariant]) -> String {
        invariants.map { text(of: $0) }.joined(separator: "\n")
    }

    private static func text(of invariant: Invariant) -> String {
        let name = invariant.name
        switch invariant.claim {
        case .connections(let claim): return ConnectionRules(claim).text(naming: invariant)
        case .isolated(let claim):
            let rules = claim.directions.map { IsolationRules.body(of: claim.pods, $0) }
            let clauses = rules.map { clause(["P"], $0) }
            return text(head(invariant, protecting: []), clauses)
        case .labelled: return "// \(name): what labels listed namespaces carry is no matter of rules\n"
        case .derived: return "// \(name): written as rules already, in \(invariant.location.file)\n"
        }
    }

    static func text(_ head: DatalogSyntax.InvariantHead, _ clauses: [DatalogSyntax.Clause]) -> String {
        DatalogText.text(of: DatalogSyntax(items: [.invariant(head)] + clauses.map { .clause($0) }))
    }

    static func head(_ invariant: Invariant, protecting arguments: [Int]) -> DatalogSyntax.InvariantHead {
        DatalogSyntax.InvariantHead(
            name: .init(text: invariant.name, span: .nowhere),
            severity: .init(text: invariant.severity.rawValue, span: .nowhere),
            protected: arguments.map { DatalogSyntax.Term(kind: .number($0), span: .nowhere) },
            description: invariant.description, span: .nowhere)
    }

    static func clause(_ variables: [String], _ body: [DatalogSyntax.Element]) -> DatalogSyntax.Clause {
        DatalogSyntax.Clause(
            head: .init(
                name: .init(text: BuiltIn.violation, span: .nowhere), arguments: variables.map { .variable($0) },
                span: .nowhere),
            body: [body], span: .nowhere)
    }
}

extension Span {
    /// Of what was never in a file.
    static let nowhere = Span(start: 0, end: 0, line: 0, column: 0)
}

extension DatalogSyntax.Term {
    init(_ kind: Kind) { self.init(kind: kind, span: .nowhere) }

    static func variable(_ name: String) -> Self { Self(.variable(name)) }
}

extension DatalogSyntax.Element {
    init(_ kind: Kind, isNegated: Bool = false) { self.init(kind: kind, isNegated: isNegated, span: .nowhere) }

    /// `pod(P)`, `connects(S, D, tcp, 80)`
    static func application(
        _ builtIn: BuiltIn, _ arguments: [DatalogSyntax.Term], isNegated: Bool = false
    ) -> Self {
        let name = DatalogSyntax.Name(text: builtIn.rawValue, span: .nowhere)
        return Self(.application(.init(name: name, arguments: arguments, span: .nowhere)), isNegated: isNegated)
    }
}
