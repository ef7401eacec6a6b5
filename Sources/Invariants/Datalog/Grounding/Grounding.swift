import Diagnostics
import NetworkModel
import PolicyModel

/// Multiplies values out, so that relations between endpoints alone are left, and replaces negated relations by
/// conditions.
struct Grounding {
    let signatures: Signatures
    let text: SourceText
    let stratification: Stratification
    private let rules: [CheckedRule]
    private(set) var program = DatalogProgram()
    private(set) var diagnostics = Diagnostics()
    private(set) var tuples: [ValueTuples]
    private var positions: [RelationKey: Int] = [:]
    /// Positions in `program.rules`, for each of `program.relations`.
    private(set) var rulesOf: [[Int]] = []
    /// Relations without arguments that hold for certain.
    private var facts: Set<Int> = []
    var negations = Negations()
    private var budget = Grounding.mostCombinations

    /// The most combinations of values that are looked at, and the most rules that come of it.
    private static let mostCombinations = 1_000_000
    private static let mostRules = 100_000

    /// A relation with the values of its arguments.
    private struct RelationKey: Hashable {
        var relation: Int
        var values: [Value]
    }

    init(_ rules: [CheckedRule], _ signatures: Signatures, _ text: SourceText) {
        self.rules = rules
        self.signatures = signatures
        self.text = text
        stratification = Stratification(rules, signatures, text, into: &diagnostics)
        tuples = signatures.relations.map { _ in ValueTuples() }
        guard !diagnostics.hasErrors else { return }
        var byRelation = [[Int]](repeating: [], count: signatures.relations.count)
        for (position, rule) in rules.enumerated() { byRelation[rule.relation].append(position) }
        for component in stratification.components where !diagnostics.hasErrors {
            settle(
                component.flatMap { byRelation[$0] }.sorted(),
                isRecursive: stratification.recursive.contains(component[0]))
        }
    }

    /// The relation of the program for one of the file with some values; nil where nothing can hold of it.
    func relation(_ relation: Int, _ values: [Value]) -> Int? {
        positions[RelationKey(relation: relation, values: values)]
    }

    /// Whether a relation without arguments holds for certain.
    func isFact(_ relation: Int) -> Bool { facts.contains(relation) }

    // MARK: One group of relations

    private mutating func settle(_ members: [Int], isRecursive: Bool) {
        var assignments: [[Assignments.Assignment]] = []
        var isNew = true
        while isNew, !diagnostics.hasErrors {
            isNew = false
            assignments = members.map { member in
                let found = self.assignments(of: rules[member])
                for assignment in found
                where tuples[rules[member].relation].insert(head(of: rules[member], assignment).values) {
                    isNew = true
                }
                return found
            }
            if !isRecursive { break }
        }
        guard !diagnostics.hasErrors else { return }
        // Before any rule: one that calls a relation of the group may stand before those that derive it.
        for (member, found) in zip(members, assignments) { number(rules[member], found) }
        for (member, found) in zip(members, assignments) { add(rules[member], found) }
    }

    private mutating func assignments(of rule: CheckedRule) -> [Assignments.Assignment] {
        let search = Assignments(of: rule, tuples, budget: budget)
        budget = search.budget
        if budget <= 0 { reportLimit(rule, "its values combine in too many ways") }
        if let position = search.comparesAttributes { reportAttributes(rule.parts[position]) }
        return search.found
    }

    private mutating func reportLimit(_ rule: CheckedRule, _ message: String) {
        diagnostics.report(
            text.error(
                "datalog-limit", rule.span, message, expected: "expected fewer facts, or more that ties them together"))
    }

    /// What a rule derives: the values of the head, and its endpoints; behind those that are written come the ones that
    /// hold a value. The values of a violation tell nothing apart.
    private func head(
        of rule: CheckedRule, _ assignment: Assignments.Assignment
    ) -> (values: [Value], endpoints: [Int]) {
        var endpoints = rule.head.compactMap(\.endpoint)
        guard signatures.relations[rule.relation].invariant == nil else { return ([], endpoints) }
        let values = rule.head.compactMap { argument in
            argument.value(assignment.values)?.replacingHolder { holder in
                if let known = endpoints.firstIndex(of: holder) { return known }
                endpoints.append(holder)
                return endpoints.count - 1
            }
        }
        return (values, endpoints)
    }

    mutating func reportAttributes(_ part: CheckedRule.Part) {
        diagnostics.report(
            text.error(
                "datalog-not-modelled", part.span, "two different attributes of endpoints are not compared yet",
                expected: "expected strings that come from the same label, or the names of namespaces",
                suggestion: "a string of a relation is the label that its rules take it from"))
    }

    // MARK: Rules

    private mutating func number(_ rule: CheckedRule, _ assignments: [Assignments.Assignment]) {
        for assignment in assignments {
            let (values, endpoints) = head(of: rule, assignment)
            _ = position(of: rule, values, arity: endpoints.count)
        }
    }

    private mutating func add(_ rule: CheckedRule, _ assignments: [Assignments.Assignment]) {
        var merged = MergedInstances()
        for assignment in assignments {
            let (values, endpoints) = head(of: rule, assignment)
            let head = DatalogProgram.Call(
                relation: position(of: rule, values, arity: endpoints.count), arguments: endpoints)
            guard let instance = RuleInstance(rule, assignment, head: head, in: &self) else { continue }
            merged.add(instance)
            guard program.rules.count + merged.count <= Self.mostRules else {
                return reportLimit(rule, "the values of the file make too many rules")
            }
        }
        for instance in merged.instances { append(instance.rule(of: rule, text)) }
    }

    private mutating func append(_ rule: DatalogProgram.Rule) {
        rulesOf[rule.head.relation].append(program.rules.count)
        if rule.body.isEmpty, rule.variables.isEmpty { facts.insert(rule.head.relation) }
        program.rules.append(rule)
    }

    private mutating func position(of rule: CheckedRule, _ values: [Value], arity: Int) -> Int {
        let key = RelationKey(relation: rule.relation, values: values)
        let sorts = rule.head.compactMap { $0.endpoint.map { rule.endpoints[$0].sort } }
        if let known = positions[key] {
            widen(known, by: sorts)
            return known
        }
        let signature = signatures.relations[rule.relation]
        let written = signature.sorts?.compactMap(\.endpoint) ?? sorts
        let declared = written + Array(repeating: .pod, count: arity - written.count)
        positions[key] = program.relations.count
        program.relations.append(
            DatalogProgram.Relation(
                name: signature.name, sorts: declared, terms: terms(of: rule, values),
                location: text.location(signature.span)))
        rulesOf.append([])
        return program.relations.count - 1
    }

    /// The places of a relation, some of which values have taken; those of a violation tell nothing apart, and are left out.
    private func terms(of rule: CheckedRule, _ values: [Value]) -> [DatalogProgram.Term] {
        var (endpoints, values) = (0, values[...])
        return rule.head.compactMap { argument in
            guard argument.endpoint != nil else { return values.popFirst()?.term }
            defer { endpoints += 1 }
            return .argument(endpoints)
        }
    }

    /// The arguments of a violation are what any of its rules makes them.
    private mutating func widen(_ relation: Int, by sorts: [EndpointSort]) {
        guard program.relations[relation].sorts.count == sorts.count else { return }
        for (position, sort) in sorts.enumerated() where program.relations[relation].sorts[position] != sort {
            let known = program.relations[relation].sorts[position]
            if known.intersection(sort) != sort { program.relations[relation].sorts[position] = .endpoint }
        }
    }

    mutating func report(_ diagnostic: Diagnostic) { diagnostics.report(diagnostic) }
}
