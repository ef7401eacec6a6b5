import PolicyModel

/// Instances of one rule, those put together that differ in conditions alone: a thousand facts are one condition, and not
/// a thousand rules.
struct MergedInstances {
    struct Merged {
        var frame: RuleInstance.Frame
        var conditions: [[Int: EndpointCondition]]
    }

    private(set) var instances: [Merged] = []
    private var positions: [RuleInstance.Frame: Int] = [:]

    var count: Int { instances.count }

    mutating func add(_ instance: RuleInstance) {
        if let position = positions[instance.frame] {
            instances[position].conditions.append(instance.conditions)
        } else {
            positions[instance.frame] = instances.count
            instances.append(Merged(frame: instance.frame, conditions: [instance.conditions]))
        }
    }
}

extension MergedInstances.Merged {
    /// The rule that the instances are.
    func rule(of rule: CheckedRule, _ text: SourceText) -> DatalogProgram.Rule {
        let varied = variedParts
        var body: [DatalogProgram.Literal] = []
        for (position, part) in rule.parts.enumerated() {
            let location = text.location(part.span)
            if position == varied.first, alternatives(varied) != .always {
                let words = varied.map { rule.parts[$0].text }.joined(separator: ", ")
                body.append(.init(.condition(alternatives(varied)), text: words, location: location))
            }
            if let condition = conditions[0][position], condition != .always, !varied.contains(position) {
                body.append(.init(.condition(condition), text: part.text, location: location))
            }
            if let call = frame.calls[position] {
                body.append(.init(.call(call), text: part.text, location: location))
            }
            if let tried = frame.tries[position] {
                body.append(
                    .init(
                        .attempt(tried.attempt, tried.gate, passes: tried.passes), text: part.text, location: location))
            }
        }
        return DatalogProgram.Rule(
            head: frame.head, variables: rule.endpoints + frame.further, attempts: frame.attempts,
            agreements: frame.agreements, body: body, text: rule.text,
            location: text.location(rule.span))
    }

    /// The parts whose conditions are not the same in all instances.
    private var variedParts: [Int] {
        guard conditions.count > 1 else { return [] }
        let all = Set(conditions.flatMap(\.keys))
        return all.filter { position in conditions.contains { $0[position] != conditions[0][position] } }.sorted()
    }

    private func alternatives(_ parts: [Int]) -> EndpointCondition {
        .disjunction(conditions.map { own in .conjunction(parts.compactMap { own[$0] }) })
    }
}
