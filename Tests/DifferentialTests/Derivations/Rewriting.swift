import PolicyModel

/// Programs that say the same in other ways.
extension DatalogProgram {
    /// Rules in another order, each twice.
    var reordered: DatalogProgram {
        DatalogProgram(relations: relations, rules: rules.reversed() + rules)
    }

    /// Variables in another order.
    var renamed: DatalogProgram {
        var program = self
        for position in program.rules.indices {
            let count = rules[position].variables.count
            func other(_ variable: Int) -> Int { count - 1 - variable }
            var rule = rules[position]
            rule.variables = rule.variables.reversed()
            rule.head.arguments = rule.head.arguments.map(other)
            for attempt in rule.attempts.indices {
                rule.attempts[attempt].source = other(rule.attempts[attempt].source)
                rule.attempts[attempt].destination = other(rule.attempts[attempt].destination)
            }
            for literal in rule.body.indices {
                switch rule.body[literal].part {
                case .attempt: break
                case .call(var call):
                    call.arguments = call.arguments.map(other)
                    rule.body[literal].part = .call(call)
                case .condition(let condition):
                    rule.body[literal].part = .condition(condition.replacingVariables(other))
                }
            }
            rule.body.reverse()
            program.rules[position] = rule
        }
        return program
    }

    /// Every call goes by way of another relation that says the same.
    var split: DatalogProgram {
        var program = self
        let count = relations.count
        program.relations += relations.map { relation in
            var copy = relation
            copy.name += "-again"
            return copy
        }
        for position in program.rules.indices {
            for literal in program.rules[position].body.indices {
                guard case .call(var call) = program.rules[position].body[literal].part else { continue }
                call.relation += count
                program.rules[position].body[literal].part = .call(call)
            }
        }
        for (number, relation) in relations.enumerated() {
            let variables = Array(relation.sorts.indices)
            program.rules.append(
                Rule(
                    head: Call(relation: count + number, arguments: variables),
                    variables: relation.sorts.map { Variable(name: "V", sort: $0) },
                    body: [
                        Literal(
                            .call(Call(relation: number, arguments: variables)), text: "call",
                            location: relation.location)
                    ], text: "again", location: relation.location))
        }
        return program
    }
}
