/// A set of label assignments: for each key one of some states; a key that is not named may be in any.
public struct LabelCube: Hashable, Sendable {
    /// No state set is everything, and none is nothing.
    public private(set) var states: [String: LabelSet]

    public static let everything = LabelCube(states: [:])

    private init(states: [String: LabelSet]) {
        self.states = states
    }

    public subscript(key: String) -> LabelSet { states[key] ?? .anything }

    public var keys: [String] { states.keys.sorted() }

    /// The assignments of the cube in which a key is in one of these states; nil if there are none.
    public func restricting(_ key: String, to set: LabelSet) -> LabelCube? {
        let common = self[key].intersection(set)
        return common.isEmpty ? nil : replacing(key, by: common)
    }

    /// The cube with other states for one key, whatever it had.
    public func replacing(_ key: String, by set: LabelSet) -> LabelCube {
        var copy = self
        copy.states[key] = set.isEverything ? nil : set
        return copy
    }

    public func intersection(_ other: LabelCube) -> LabelCube? {
        other.keys.reduce(self) { cube, key in cube?.restricting(key, to: other[key]) }
    }

    public func contains(_ other: LabelCube) -> Bool {
        keys.allSatisfy { other[$0].intersection(self[$0].complement).isEmpty }
    }

    public func contains(_ labels: [String: String]) -> Bool {
        states.allSatisfy { $0.value.contains(labels[$0.key]) }
    }

    /// The largest cubes that together are this one without the other; they may overlap.
    public func subtracting(_ other: LabelCube) -> [LabelCube] {
        guard intersection(other) != nil else { return [self] }
        return other.keys.compactMap { restricting($0, to: other[$0].complement) }
    }

    /// Pods whose namespaces carry such labels.
    public var predicate: EndpointPredicate {
        .all([.pod] + keys.map { self[$0].predicate(ofKey: $0) })
    }
}

extension LabelSet {
    fileprivate func predicate(ofKey key: String) -> EndpointPredicate {
        func selected(_ operator: LabelRequirement.Operator, _ values: [String] = []) -> EndpointPredicate {
            .namespaceLabels(LabelSelector([LabelRequirement(key, `operator`, values)]))
        }
        switch (includesAbsence, isCofinite) {
        case (true, true): return selected(.notIn, values)
        case (true, false): return .any([selected(.doesNotExist), selected(.isIn, values)])
        case (false, true): return .all([selected(.exists), selected(.notIn, values)])
        case (false, false): return selected(.isIn, values)
        }
    }
}

/// A union of cubes.
public struct LabelCover: Hashable, Sendable {
    /// None is contained in another.
    public private(set) var cubes: [LabelCube]

    public init(_ cubes: [LabelCube]) {
        self.cubes = Self.absorbed(cubes)
    }

    public func contains(_ labels: [String: String]) -> Bool { cubes.contains { $0.contains(labels) } }

    public func subtracting(_ cube: LabelCube) -> LabelCover {
        LabelCover(cubes.flatMap { $0.subtracting(cube) })
    }

    /// What is in both.
    public func intersection(_ other: LabelCover) -> LabelCover {
        LabelCover(cubes.flatMap { own in other.cubes.compactMap(own.intersection) })
    }

    /// The same set with no cube that the others cover together; plain cubes, of few keys, are kept first.
    public var irredundant: LabelCover {
        var kept = cubes.sorted { $0.rank.lexicographicallyPrecedes($1.rank) }
        for position in kept.indices.reversed() {
            let others = kept.enumerated().filter { $0.offset != position }.map(\.element)
            if Self.cover(others, kept[position]) { kept.remove(at: position) }
        }
        return LabelCover(kept)
    }

    private static func cover(_ cubes: [LabelCube], _ cube: LabelCube) -> Bool {
        cubes.reduce([cube]) { rest, other in rest.flatMap { $0.subtracting(other) } }.isEmpty
    }

    private static func absorbed(_ cubes: [LabelCube]) -> [LabelCube] {
        var result: [LabelCube] = []
        for cube in Set(cubes).sorted(by: { $0.rank.lexicographicallyPrecedes($1.rank) }) {
            guard !result.contains(where: { $0.contains(cube) }) else { continue }
            result.removeAll { cube.contains($0) }
            result.append(cube)
        }
        return result
    }
}

extension LabelCube {
    /// Few keys first, then by name and states: an order that depends on content alone.
    fileprivate var rank: [String] {
        let size = String(keys.count)
        return [String(repeating: "0", count: 4 - min(4, size.count)) + size]
            + keys.flatMap { key -> [String] in
                let set = self[key]
                return [key, set.includesAbsence ? "1" : "0", set.isCofinite ? "1" : "0"] + set.values
            }
    }
}
