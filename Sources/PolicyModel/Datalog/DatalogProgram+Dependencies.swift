extension DatalogProgram {
    /// Positions in `rules` of the rules of each relation, in order.
    public var rulesOfRelations: [[Int]] {
        var result = [[Int]](repeating: [], count: relations.count)
        for (position, rule) in rules.enumerated() { result[rule.head.relation].append(position) }
        return result
    }

    /// The relations in groups that depend on one another, each group after those that it rests on.
    public var components: [[Int]] {
        var successors = [[Int]](repeating: [], count: relations.count)
        for rule in rules { successors[rule.head.relation] += rule.calls.map(\.relation) }
        return Components.of(successors)
    }

    /// The relations that rest on themselves.
    public var recursiveRelations: Set<Int> {
        var result: Set<Int> = []
        for component in components where component.count > 1 { result.formUnion(component) }
        for rule in rules where rule.calls.contains(where: { $0.relation == rule.head.relation }) {
            result.insert(rule.head.relation)
        }
        return result
    }
}

extension DatalogProgram.Rule {
    /// The relations that the body uses.
    public var calls: [DatalogProgram.Call] {
        body.compactMap { literal in
            if case .call(let call) = literal.part { call } else { nil }
        }
    }

    /// Whether it asks for a connection that does not pass.
    public var speaksOfDenial: Bool {
        body.contains { literal in
            if case .attempt(_, _, passes: false) = literal.part { true } else { false }
        }
    }
}

/// Strongly connected components of a graph.
public enum Components {
    /// The nodes in groups that reach one another, each group after those that it reaches; nodes of a group ascend.
    ///
    /// - Parameter successors: for each node those that an edge leads to. Deep graphs do not deepen the stack.
    public static func of(_ successors: [[Int]]) -> [[Int]] {
        var search = Search(successors: successors)
        for node in successors.indices where search.number[node] == nil { search.visit(from: node) }
        return search.components
    }

    /// Tarjan's algorithm with a stack of its own.
    private struct Search {
        let successors: [[Int]]
        var number: [Int?]
        var components: [[Int]] = []
        private var lowest: [Int]
        private var isOpen: [Bool]
        private var open: [Int] = []
        private var count = 0

        init(successors: [[Int]]) {
            self.successors = successors
            number = [Int?](repeating: nil, count: successors.count)
            lowest = [Int](repeating: 0, count: successors.count)
            isOpen = [Bool](repeating: false, count: successors.count)
        }

        mutating func visit(from root: Int) {
            var path = [(node: root, next: 0)]
            enter(root)
            while let (node, next) = path.last {
                guard next < successors[node].count else {
                    close(node)
                    path.removeLast()
                    if let parent = path.last?.node { lowest[parent] = min(lowest[parent], lowest[node]) }
                    continue
                }
                path[path.count - 1].next += 1
                let successor = successors[node][next]
                if let reached = number[successor] {
                    if isOpen[successor] { lowest[node] = min(lowest[node], reached) }
                } else {
                    enter(successor)
                    path.append((successor, 0))
                }
            }
        }

        private mutating func enter(_ node: Int) {
            number[node] = count
            lowest[node] = count
            count += 1
            open.append(node)
            isOpen[node] = true
        }

        private mutating func close(_ node: Int) {
            guard lowest[node] == number[node], let start = open.lastIndex(of: node) else { return }
            for member in open[start...] { isOpen[member] = false }
            components.append(open[start...].sorted())
            open.removeSubrange(start...)
        }
    }
}
