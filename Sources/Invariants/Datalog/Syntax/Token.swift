import Diagnostics

/// The smallest part of a program that has a meaning.
struct Token: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A name of a relation or a variable, or a word.
        case identifier(String)
        /// `.decl` and the like, without the full stop.
        case directive(String)
        case string(String)
        /// Nil where it is too long to be any number that has a meaning.
        case number(Int?)
        case symbol(Symbol)
        case endOfFile
    }

    enum Symbol: String, Hashable, Sendable, CaseIterable {
        case openParenthesis = "("
        case closeParenthesis = ")"
        case openBracket = "["
        case closeBracket = "]"
        case openBrace = "{"
        case closeBrace = "}"
        case comma = ","
        case semicolon = ";"
        case colon = ":"
        case implies = ":-"
        case equal = "="
        case unequal = "!="
        case lessOrEqual = "<="
        case less = "<"
        case greaterOrEqual = ">="
        case greater = ">"
        case not = "!"
        case range = ".."
        /// Between a variable and what is asked of it.
        case member = "member ."
        /// Ends a rule.
        case end = "."
    }

    var kind: Kind
    var span: Span
}

extension Token.Kind {
    /// As messages call it.
    var inWords: String {
        switch self {
        case .identifier(let name): name.inBackticks
        case .directive(let name): ("." + name).inBackticks
        case .string(let text): "the string " + ("\"" + text + "\"").inBackticks
        case .number(let value): value.map { "`\($0)`" } ?? "a number"
        case .symbol(.member), .symbol(.end): "`.`"
        case .symbol(let symbol): symbol.rawValue.inBackticks
        case .endOfFile: "end of the file"
        }
    }
}
