import Diagnostics
import PolicyModel

/// Rules that nothing can ever be derived by, whatever there is in a cluster: they call a relation that nothing is in, or
/// ask for what contradicts itself.
struct DeadRules {
    let warnings: [Diagnostic]

    /// - Parameters:
    ///   - rules: those that were read. The alternatives of one clause share its place, and are one rule.
    ///   - program: what is left of them.
    init(_ rules: [CheckedRule], in program: DatalogProgram, _ text: SourceText) {
        var told = Set(program.supported.map { program.rules[$0].location })
        warnings = rules.compactMap { rule in
            guard told.insert(text.location(rule.span)).inserted else { return nil }
            return text.error("datalog-never", rule.span, "this rule can never hold", severity: .warning)
        }
    }
}

extension DatalogProgram {
    /// Positions of the rules that some derivation may end with: what they call has such a rule of its own.
    fileprivate var supported: [Int] {
        var waiting = [[Int]](repeating: [], count: relations.count)
        var missing: [Int] = []
        for (position, rule) in rules.enumerated() {
            let called = Set(rule.calls.map(\.relation))
            missing.append(called.count)
            for relation in called { waiting[relation].append(position) }
        }
        var supported = rules.indices.filter { missing[$0] == 0 }
        var derived: Set<Int> = []
        var next = 0
        while next < supported.count {
            let relation = rules[supported[next]].head.relation
            next += 1
            guard derived.insert(relation).inserted else { continue }
            for position in waiting[relation] {
                missing[position] -= 1
                if missing[position] == 0 { supported.append(position) }
            }
        }
        return supported
    }
}
