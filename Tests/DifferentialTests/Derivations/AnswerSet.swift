import PolicyModel
import TestSupport

/// A world and the rules as a logic program of facts and plain rules, for an engine of somebody else's.
struct AnswerSet {
    let rules: DerivedClaim
    let model: DerivationBruteForce.Model

    struct Failure: Error {
        var text: String
    }

    /// The violations that clingo derives; nil where it cannot be run.
    func violations() throws -> [[Int]]? {
        guard let python = Python.installed else { return nil }
        let folder = try TemporaryFolder()
        let file = try folder.write("program.lp", program)
        let text = try ProcessRun(python, ["-m", "clingo", "--verbose=0", "--warn=none", file]).text
        guard !text.contains("No module named") else { return nil }
        guard text.contains("SATISFIABLE") else { throw Failure(text: text) }
        return text.split(whereSeparator: \.isWhitespace).filter { $0.hasPrefix("r\(rules.violation)(") }
            .map { atom in atom.split { "(,)".contains($0) }.dropFirst().compactMap { Int($0) } }
            .sorted { $0.lexicographicallyPrecedes($1) }
    }

    private var program: String {
        var lines = ["#show r\(rules.violation)/\(rules.program.relations[rules.violation].sorts.count)."]
        for sort in EndpointSort.allCases {
            lines += model.endpoints.indices.filter { model.isOf(sort, $0) }.map { "\(sort.rawValue)(\($0))." }
        }
        for (number, rule) in rules.program.rules.enumerated() {
            lines += facts(of: rule, number)
            let sorts = rule.variables.enumerated().map { "\($1.sort.rawValue)(V\($0))" }
            let port = rule.agreements.isEmpty ? "_" : "Port"
            let attempts = rule.attempts.enumerated().map {
                "a\(number)_\($0)(V\($1.source),V\($1.destination),\(port))"
            }
            let body = rule.body.enumerated().compactMap { position, literal -> String? in
                switch literal.part {
                case .attempt: nil
                case .call(let call): atom("r\(call.relation)", call.arguments)
                case .condition(let condition): atom("c\(number)_\(position)", condition.variables)
                }
            }
            let all = (sorts + attempts + body).joined(separator: ", ")
            lines.append("\(atom("r\(rule.head.relation)", rule.head.arguments)) :- \(all).")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func atom(_ name: String, _ variables: [Int]) -> String {
        "\(name)(\(variables.map { "V\($0)" }.joined(separator: ",")))"
    }

    private func facts(of rule: DatalogProgram.Rule, _ number: Int) -> [String] {
        var lines: [String] = []
        let all = model.endpoints.indices
        for position in rule.attempts.indices {
            for source in all {
                for destination in all {
                    let ports = model.successes(position, of: rule, source, destination)
                    // Which port it is matters where another attempt has to agree.
                    let told =
                        rule.agreements.isEmpty ? (ports == 0 ? [] : [0]) : (0..<64).filter { ports >> $0 & 1 == 1 }
                    lines += told.map { "a\(number)_\(position)(\(source),\(destination),\($0))." }
                }
            }
        }
        for (position, literal) in rule.body.enumerated() {
            guard case .condition(let condition) = literal.part else { continue }
            let variables = condition.variables
            for tuple in variables.reduce(
                [[Int]](arrayLiteral: []), { tuples, _ in tuples.flatMap { t in all.map { t + [$0] } } })
            {
                var bound = [Int](repeating: 0, count: rule.variables.count)
                for (variable, endpoint) in zip(variables, tuple) { bound[variable] = endpoint }
                guard model.holds(condition, literal.text, bound) else { continue }
                lines.append("c\(number)_\(position)(\(tuple.map(String.init).joined(separator: ","))).")
            }
        }
        return lines
    }
}

extension EndpointCondition {
    /// Of conditions that templates have.
    fileprivate var variables: [Int] {
        switch self {
        case .endpoint(let variable, _), .node(let variable, _), .listed(let variable), .isolated(let variable, _):
            [variable]
        case .sameEndpoint(let one, let other), .sameNamespace(let one, let other),
            .sameLabel(_, _, let one, let other):
            [one, other]
        case .not(let inner): inner.variables
        case .all(let parts), .any(let parts): parts.flatMap(\.variables)
        }
    }
}
