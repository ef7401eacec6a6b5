import Diagnostics

/// Brings bodies to a list of conjunctions. Groups that ask nothing but conditions of endpoints stay as they are.
enum Alternatives {
    /// The most that one rule may have.
    static let limit = 256

    /// The conjunctions of a body; nil where there are too many.
    static func expanded(_ body: [[DatalogSyntax.Element]]) -> [[DatalogSyntax.Element]]? {
        var result: [[DatalogSyntax.Element]] = []
        for conjunction in body {
            var products: [[DatalogSyntax.Element]] = [[]]
            for element in conjunction {
                let choices: [[DatalogSyntax.Element]]
                if case .group(let alternatives) = element.kind, !element.isNegated, !element.isCondition {
                    guard let inner = expanded(alternatives) else { return nil }
                    choices = inner
                } else {
                    choices = [[element]]
                }
                guard products.count * choices.count <= limit else { return nil }
                if choices.count == 1 {
                    for position in products.indices { products[position] += choices[0] }
                    continue
                }
                products = products.flatMap { product in choices.map { product + $0 } }
            }
            result += products
            guard result.count <= limit else { return nil }
        }
        return result
    }
}

extension DatalogSyntax.Element {
    /// Whether it asks something of endpoints by themselves, which can stand in parentheses and under `not`.
    var isCondition: Bool {
        switch kind {
        case .application(let application):
            switch BuiltIn(rawValue: application.name.text) {
            case .pod, .external, .node, .endpoint, .isolated: true
            case .connects, .egressAllows, .ingressAllows, nil: false
            }
        case .comparison(let left, _, let right): left.isAttribute || right.isAttribute
        case .membership(let term, _): term.isAttribute
        case .has, .flag: true
        case .group(let alternatives): alternatives.allSatisfy { $0.allSatisfy(\.isCondition) }
        }
    }

    /// Every term in it.
    var terms: [DatalogSyntax.Term] {
        switch kind {
        case .application(let application): application.arguments
        case .comparison(let left, _, let right): [left, right]
        case .membership(let term, let elements): [term] + elements
        case .has(let term), .flag(let term): [term]
        case .group(let alternatives): alternatives.flatMap { $0.flatMap(\.terms) }
        }
    }
}

extension DatalogSyntax.Term {
    var isAttribute: Bool { if case .attribute = kind { true } else { false } }

    /// The variable that it is, or an attribute of which it is.
    var variable: String? {
        switch kind {
        case .variable(let name), .attribute(of: let name, _): name
        default: nil
        }
    }
}

extension DatalogSyntax.Clause {
    /// How often each variable stands in it.
    var occurrences: [String: Int] {
        let terms = head.arguments + (body ?? []).flatMap { $0.flatMap(\.terms) }
        return terms.compactMap(\.variable).reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}
