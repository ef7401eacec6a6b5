import NetworkModel
public import PolicyModel

extension Universe.Namespaces {
    /// The labels that a namespace may have by the universe's rules.
    ///
    /// - Parameter old: those that it has had so far, if others; nil for a new one. A label that stays as it was may be
    ///   whatever it is, but all labels together obey the implications.
    public func admissibleLabels(of name: String, changedFrom old: [String: String]?) -> LabelCover {
        labels.reduce(obeyingImplications(of: name)) { cover, rule in
            var admitted = LabelSet.admitted(by: rule)
            if let old {
                let kept = LabelSet.exactly(old[rule.key])
                admitted = rule.isImmutable ? kept : admitted.union(kept)
            }
            return cover.restricting(rule.key, to: admitted)
        }
    }

    /// The labels of a listed namespace that may become some of these by relabelling, or are among them.
    func leading(to cubes: [LabelCube], of name: String) -> [LabelCube] {
        let changed = LabelCover(cubes).intersection(obeyingImplications(of: name)).cubes.map { cube in
            cube.keys.filter(mayRelabel).reduce(cube) { cube, key in
                let admitted = labels.first { $0.key == key }.map { LabelSet.admitted(by: $0) } ?? .anything
                return cube[key].isDisjoint(with: admitted) ? cube : cube.replacing(key, by: .anything)
            }
        }
        return cubes + changed
    }

    private func obeyingImplications(of name: String) -> LabelCover {
        implications.reduce(LabelCover.everything) { $0.intersection($1.labels(obeyingIt: name)) }
    }
}

extension LabelCheck {
    /// The labels with which a namespace does not break a claim, whatever they were before; nil where more than its labels
    /// decides whether it is one of those that the claim is about.
    func labels(of name: String, obeying claim: LabellingClaim) -> LabelCover? {
        guard hasRules(for: claim) else { return .everything }
        guard let claimed = claim.namespaces.labels(ofNamespace: name) else { return nil }
        let rules = world.universe.namespaces
        let implied = rules.implications.filter(claim.speaks).reduce(LabelCover.everything) {
            $0.intersection($1.labels(obeyingIt: name))
        }
        let obeying = rules.labels.filter { claim.speaks(of: $0.key) }.reduce(implied) {
            $0.restricting($1.key, to: LabelSet.admitted(by: $1))
        }
        return LabelCover(claimed.complement.cubes + obeying.cubes)
    }
}

extension Universe.LabelImplication {
    /// The labels with which a namespace obeys it: those that miss a part of the condition, and those that meet the
    /// consequence.
    fileprivate func labels(obeyingIt name: String) -> LabelCover {
        let missing = condition.requirements.map {
            LabelCube.everything.replacing($0.key, by: LabelSet.admitted(by: $0).complement)
        }
        let met = consequence.requirements.reduce(LabelCube?.some(.everything)) { cube, requirement in
            cube?.restricting(requirement.key, to: .admitted(by: requirement))
        }
        return LabelCover(missing + [met].compactMap(\.self)).ofNamespace(named: name)
    }
}

extension LabelCover {
    static let everything = LabelCover([.everything])

    var complement: LabelCover { cubes.reduce(.everything) { $0.subtracting($1) } }

    fileprivate func restricting(_ key: String, to set: LabelSet) -> LabelCover {
        LabelCover(cubes.compactMap { $0.restricting(key, to: set) })
    }

    /// What is left of it where the name of the namespace is known, which is a label, too.
    fileprivate func ofNamespace(named name: String) -> LabelCover {
        LabelCover(
            cubes.filter { $0[namespaceNameLabel].contains(name) }.map {
                $0.replacing(namespaceNameLabel, by: .anything)
            })
    }
}
