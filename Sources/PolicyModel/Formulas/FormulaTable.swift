import NetworkModel

/// A formula of one `FormulaTable`: equal formulas of a table have equal ids.
public struct Formula: Hashable, Sendable, Comparable {
    public let id: Int32

    public static let never = Formula(id: 0)
    public static let always = Formula(id: 1)

    public static func < (left: Self, right: Self) -> Bool { left.id < right.id }
}

/// Propositional formulas over atoms, hash-consed: n-ary, flat, and folded as far as set algebra goes.
public struct FormulaTable: Sendable {
    public enum Node: Hashable, Sendable {
        case constant(Bool)
        case atom(Atom)
        case not(Formula)
        case all([Formula])
        case any([Formula])
    }

    private var nodes: [Node] = [.constant(false), .constant(true)]
    private var ids: [Node: Formula] = [.constant(false): .never, .constant(true): .always]
    /// Formulas that this table shares with others; its own come after them.
    private var base: Shared?

    /// The formulas of a table that no longer grows. A class, so that tables over it are made without copying it.
    private final class Shared: Sendable {
        let nodes: [Node]
        let ids: [Node: Formula]

        init(nodes: [Node], ids: [Node: Formula]) {
            self.nodes = nodes
            self.ids = ids
        }
    }

    public init() {}

    /// A table that has the formulas of another one, which it shares with all tables made from it: making one costs
    /// nothing, however large the other is. Only one such layer is kept: a table over a table with a base copies.
    public init(over table: FormulaTable) {
        let flat = table.base.map { base in
            Shared(nodes: base.nodes + table.nodes, ids: base.ids.merging(table.ids) { own, _ in own })
        }
        base = flat ?? Shared(nodes: table.nodes, ids: table.ids)
        (nodes, ids) = ([], [:])
    }

    private var baseCount: Int { base?.nodes.count ?? 0 }

    public var count: Int { baseCount + nodes.count }

    public subscript(formula: Formula) -> Node {
        let id = Int(formula.id)
        guard let base else { return nodes[id] }
        return id < base.nodes.count ? base.nodes[id] : nodes[id - base.nodes.count]
    }

    /// Every atom that any formula of the table is made of, in order of appearance.
    public var atoms: [Atom] {
        ((base?.nodes ?? []) + nodes).compactMap { node in
            if case .atom(let atom) = node { atom } else { nil }
        }
    }

    private mutating func intern(_ node: Node) -> Formula {
        if let known = base?.ids[node] ?? ids[node] { return known }
        let formula = Formula(id: Int32(count))
        nodes.append(node)
        ids[node] = formula
        return formula
    }

    /// An atom; membership in an empty or full set folds to a constant.
    public mutating func atom(_ atom: Atom) -> Formula {
        switch atom {
        case .label(_, let set) where set.isEmpty: .never
        case .label(_, let set) where set.isEverything: .always
        case .target(let set) where set.isEmpty: .never
        case .target(let set) where set.isAll: .always
        case .address(_, let set) where set.isEmpty: .never
        case .address(_, let set) where set == .all: .always
        default: intern(.atom(atom))
        }
    }

    public mutating func not(_ formula: Formula) -> Formula {
        switch self[formula] {
        case .constant(let value): return value ? .never : .always
        case .not(let inner): return inner
        case .atom(.label(let variable, let set)): return atom(.label(variable, set.complement))
        case .atom(.target(let set)): return atom(.target(set.complement))
        case .atom(.address(let role, let set)): return atom(.address(role, set.complement))
        default: return intern(.not(formula))
        }
    }

    public mutating func all(_ formulas: [Formula]) -> Formula {
        connect(formulas, isConjunction: true)
    }

    public mutating func any(_ formulas: [Formula]) -> Formula {
        connect(formulas, isConjunction: false)
    }

    public mutating func implies(_ premise: Formula, _ conclusion: Formula) -> Formula {
        any([not(premise), conclusion])
    }

    /// The common part of `all` and `any`: flatten, merge the sets of one variable, sort, fold.
    private mutating func connect(_ formulas: [Formula], isConjunction: Bool) -> Formula {
        let neutral = isConjunction ? Formula.always : .never
        let absorbing = isConjunction ? Formula.never : .always
        var operands: [Formula] = []
        for formula in formulas where formula != neutral {
            if formula == absorbing { return absorbing }
            switch self[formula] {
            case .all(let inner) where isConjunction: operands.append(contentsOf: inner)
            case .any(let inner) where !isConjunction: operands.append(contentsOf: inner)
            default: operands.append(formula)
            }
        }
        if operands.count > 1 {
            operands = mergingSets(of: operands, isConjunction: isConjunction)
            operands = sortedUnique(operands)
            if operands.contains(absorbing) || hasComplements(operands) { return absorbing }
            operands.removeAll { $0 == neutral }
        }
        switch operands.count {
        case 0: return neutral
        case 1: return operands[0]
        default: return intern(isConjunction ? .all(operands) : .any(operands))
        }
    }

    private func sortedUnique(_ operands: [Formula]) -> [Formula] {
        var result: [Formula] = []
        for formula in operands.sorted() where result.last != formula { result.append(formula) }
        return result
    }

    private func hasComplements(_ operands: [Formula]) -> Bool {
        operands.contains { formula in
            if case .not(let inner) = self[formula] { operands.contains(inner) } else { false }
        }
    }

    private enum SetVariable: Hashable {
        case label(LabelVariable)
        case target
        case address(EndpointRole)
    }

    /// Replaces several sets of one variable by their intersection or union.
    private mutating func mergingSets(of operands: [Formula], isConjunction: Bool) -> [Formula] {
        var result: [Formula] = []
        var places: [SetVariable: Int] = [:]
        for formula in operands {
            guard case .atom(let atom) = self[formula], let variable = Self.setVariable(of: atom) else {
                result.append(formula)
                continue
            }
            guard let place = places[variable] else {
                places[variable] = result.count
                result.append(formula)
                continue
            }
            if result[place] != formula {
                result[place] = merged(result[place], atom, isConjunction: isConjunction)
            }
        }
        return result
    }

    private static func setVariable(of atom: Atom) -> SetVariable? {
        switch atom {
        case .label(let variable, _): .label(variable)
        case .target: .target
        case .address(let role, _): .address(role)
        default: nil
        }
    }

    private mutating func merged(_ formula: Formula, _ other: Atom, isConjunction: Bool) -> Formula {
        switch (self[formula], other) {
        case (.atom(.label(let variable, let left)), .label(_, let right)):
            atom(.label(variable, isConjunction ? left.intersection(right) : left.union(right)))
        case (.atom(.target(let left)), .target(let right)):
            atom(.target(isConjunction ? left.intersection(right) : left.union(right)))
        case (.atom(.address(let role, let left)), .address(_, let right)):
            atom(.address(role, isConjunction ? left.intersection(right) : left.union(right)))
        default:
            // An earlier merge has folded to a constant: it absorbs, or is neutral and the other one stands.
            formula == (isConjunction ? .never : .always) ? formula : atom(other)
        }
    }
}
