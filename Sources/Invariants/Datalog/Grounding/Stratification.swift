import Diagnostics
import PolicyModel

/// The order in which relations are settled: each after those that it rests on.
struct Stratification {
    /// Positions among the signatures, in groups that rest on one another.
    let components: [[Int]]
    /// Those that rest on themselves.
    let recursive: Set<Int>

    /// Reports relations that rest on their own negation.
    init(
        _ rules: [CheckedRule], _ signatures: Signatures, _ text: SourceText, into diagnostics: inout Diagnostics
    ) {
        var successors = [[Int]](repeating: [], count: signatures.relations.count)
        var edges: [Edge] = []
        for rule in rules {
            for part in rule.parts {
                guard case .call(let call, let isNegated) = part.kind else { continue }
                successors[rule.relation].append(call.relation)
                edges.append(
                    Edge(from: rule.relation, to: call.relation, isNegated: isNegated, span: part.span))
            }
        }
        components = Components.of(successors)
        var componentOf = [Int](repeating: 0, count: successors.count)
        for (number, component) in components.enumerated() { for member in component { componentOf[member] = number } }
        let inner = edges.filter { componentOf[$0.from] == componentOf[$0.to] }
        recursive = Set(inner.map(\.from))
        var reported: Set<Int> = []
        for edge in inner where edge.isNegated && reported.insert(componentOf[edge.from]).inserted {
            diagnostics.report(Self.cycle(through: edge, inner, signatures, text))
        }
    }

    private struct Edge {
        var from: Int
        var to: Int
        var isNegated: Bool
        var span: Span
    }

    private static func cycle(
        through edge: Edge, _ edges: [Edge], _ signatures: Signatures, _ text: SourceText
    ) -> Diagnostic {
        let way = shortestWay(from: edge.to, to: edge.from, edges)
        let name = { (relation: Int) in signatures.relations[relation].name.inBackticks }
        var words = [name(edge.from), "not " + name(edge.to)]
        words += way.map { ($0.isNegated ? "not " : "") + name($0.to) }
        return text.error(
            "datalog-stratification", edge.span,
            "\(name(edge.from)) rests on its own negation: "
                + words.joined(separator: " <- "),
            expected: "expected `not` before relations that do not rest on the one being defined",
            related: way.map { ($0.span, "\(name($0.from)) rests on \($0.isNegated ? "not " : "")\(name($0.to)) here") }
        )
    }

    /// Empty where both are the same.
    private static func shortestWay(from start: Int, to end: Int, _ edges: [Edge]) -> [Edge] {
        if start == end { return [] }
        var outgoing: [Int: [Edge]] = [:]
        for edge in edges { outgoing[edge.from, default: []].append(edge) }
        var ways: [Int: [Edge]] = [start: []]
        var queue = [start]
        var position = 0
        while position < queue.count {
            let node = queue[position]
            position += 1
            for edge in outgoing[node] ?? [] where ways[edge.to] == nil {
                let way = (ways[node] ?? []) + [edge]
                if edge.to == end { return way }
                ways[edge.to] = way
                queue.append(edge.to)
            }
        }
        return []
    }
}
