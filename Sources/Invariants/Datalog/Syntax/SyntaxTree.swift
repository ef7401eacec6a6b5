/// A `.dl` file as it is written, nothing checked yet.
struct DatalogSyntax: Sendable {
    var items: [Item] = []

    enum Item: Sendable {
        case declaration(Declaration)
        case invariant(InvariantHead)
        case clause(Clause)
    }

    /// `foothold`, `pod`, `critical`.
    struct Name: Hashable, Sendable {
        var text: String
        var span: Span
    }

    /// `.decl foothold(p: pod)`
    struct Declaration: Sendable {
        struct Parameter: Sendable {
            var name: Name
            var sort: Name
        }

        var name: Name
        var parameters: [Parameter]
    }

    /// `.invariant name severity critical protect 1 "text"`
    struct InvariantHead: Sendable {
        var name: Name
        var severity: Name?
        /// Arguments of a violation, counted from one.
        var protected: [Term]
        var description: String?
        var span: Span
    }

    /// A rule, or a fact, which has no body.
    struct Clause: Sendable {
        var head: Application
        /// Alternatives, of which one must hold.
        var body: [[Element]]?
        var span: Span
    }

    /// `foothold(P)`
    struct Application: Sendable {
        var name: Name
        var arguments: [Term]
        var span: Span
    }

    struct Term: Sendable {
        var kind: Kind
        var span: Span

        enum Kind: Hashable, Sendable {
            case variable(String)
            /// `_`
            case anonymous
            case string(String)
            /// Nil where it is beyond any number that has a meaning.
            case number(Int?)
            case range(Int?, Int?)
            /// `tcp`, `ingress`
            case word(String)
            case attribute(of: String, Attribute)
        }
    }

    /// What is asked of an endpoint.
    enum Attribute: Hashable, Sendable {
        case namespaceName
        case namespaceLabel(String)
        case label(String)
        case listed
        case workload
        case address
    }

    enum Comparison: String, Hashable, Sendable, CaseIterable {
        case equal = "="
        case unequal = "!="
        case lessOrEqual = "<="
        case less = "<"
        case greaterOrEqual = ">="
        case greater = ">"
    }

    /// One part of a body.
    struct Element: Sendable {
        var kind: Kind
        var isNegated: Bool
        var span: Span

        indirect enum Kind: Sendable {
            case application(Application)
            case comparison(Term, Comparison, Term)
            case membership(Term, [Term])
            /// `has P.label["app"]`
            case has(Term)
            /// `P.listed`
            case flag(Term)
            /// Alternatives in parentheses.
            case group([[Element]])
        }
    }
}
