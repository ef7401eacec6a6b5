import NetworkModel
public import PolicyModel
import SMT

extension Prover {
    /// Under which labels of a listed namespace no claim is violated by a connection or pod of it, and the universe's
    /// rules for labels are obeyed.
    ///
    /// Whatever else is known of the world stays as it is. The answer is exact: every assignment outside the cover was
    /// seen to violate a claim by a replayed counterexample, or may be relabelled to one, and of those inside it was proved
    /// that none does.
    ///
    /// - Parameter old: the labels that the namespace has had so far; nil for a new one.
    /// - Returns: nil where the solver gave up on a question, or a claim is one about rules, of which this cannot be told.
    public func residual(
        of namespace: String, under claims: [Claim], changedFrom old: [String: String]? = nil
    ) throws -> LabelCover? {
        if claims.contains(where: \.isDerived) { return nil }
        let search = ResidualSearch(self, namespace: namespace, claims: claims)
        let options = options
        let find: @Sendable (inout Solvers, ResidualSearch) throws -> [LabelCube]? = { solvers, search in
            try search.violating(with: &solvers)
        }
        let answers = try SolverWorkers.map([search], workers: 1, resource: { try Solvers(options) }, body: find)
        guard let violating = answers[0] else { return nil }
        let rules = world.universe.namespaces
        return rules.leading(to: violating).reduce(rules.admissibleLabels(changedFrom: old)) { $0.subtracting($1) }
            .irredundant
    }

    /// The labels that neither policies nor claims nor the universe's rules tell from these.
    public func indistinguishable(from labels: [String: String], under claims: [Claim]) -> LabelCube {
        let vocabulary = NamespaceVocabulary(world, claims)
        return vocabulary.keys.reduce(LabelCube.everything) { cube, key in
            cube.replacing(key, by: vocabulary.state(of: key, labels[key]))
        }
    }
}

/// Finds all labels of one namespace under which a claim is violated, cube by cube.
struct ResidualSearch: Sendable {
    private let prover: Prover
    private let namespace: String
    private let claims: [Claim]
    private let vocabulary: NamespaceVocabulary

    /// Larger boxes of assignments are not tried for one widening: the cube then stays smaller, which costs a question.
    private static let largestBox = 4_096

    init(_ prover: Prover, namespace: String, claims: [Claim]) {
        vocabulary = NamespaceVocabulary(prover.world, claims)
        self.prover = Prover(prover.world.freeingLabels(of: namespace), options: prover.options)
        self.namespace = namespace
        self.claims = claims
    }

    /// Cubes that make up the labels under which a claim is violated; nil where the solver gave up.
    func violating(with solvers: inout Solvers) throws -> [LabelCube]? {
        var found: [LabelCube] = []
        for claim in claims {
            for part in claim.touching(pods(except: []), namespaces: .nothing).indices {
                guard try add(claim, part, to: &found, with: &solvers) else { return nil }
            }
        }
        return found
    }

    /// Adds cubes until no labels outside of them violate a part of a claim; false where the solver gave up.
    private func add(
        _ claim: Claim, _ part: Int, to found: inout [LabelCube], with solvers: inout Solvers
    ) throws -> Bool {
        let whole = claim.touching(pods(except: []), namespaces: .nothing)[part].pairClaims
        for position in whole.indices {
            while true {
                let rest = claim.touching(pods(except: found), namespaces: .nothing)[part].pairClaims[position]
                let answer = try prover.answer(rest, with: &solvers)
                let counting =
                    [answer.listed]
                    + (prover.world.universe.namespaces.future == .fail ? [answer.future] : [])
                    .compactMap(\.self)
                if let witness = counting.lazy.compactMap(\.firstWitness).first {
                    let replay = Replay(world: prover.world, claim: whole[position], scope: witness.scope)
                    found.append(widened(witness.witness, replay))
                    continue
                }
                guard !counting.contains(where: \.isUndecided) else { return false }
                break
            }
        }
        return true
    }

    /// Pods of the namespace, with labels that are in none of the cubes.
    private func pods(except cubes: [LabelCube]) -> EndpointPredicate {
        .all([.namespaceNamed([namespace])] + cubes.map { .not($0.predicate) })
    }

    // MARK: From a witness to a cube

    /// The largest cube that widening key after key finds, all of whose assignments violate the claim with this witness.
    private func widened(_ witness: Witness, _ replay: Replay) -> LabelCube {
        let labels = self.labels(in: witness)
        var cube = LabelCube.everything
        for key in vocabulary.keys { cube = cube.replacing(key, by: vocabulary.state(of: key, labels[key])) }
        for key in vocabulary.keys {
            for state in vocabulary.states(of: key) where cube[key].intersection(state).isEmpty {
                guard violatesEverywhere(cube.replacing(key, by: state), labels, witness, replay) else { continue }
                cube = cube.replacing(key, by: cube[key].union(state))
            }
        }
        return cube
    }

    private func violatesEverywhere(
        _ cube: LabelCube, _ labels: [String: String], _ witness: Witness, _ replay: Replay
    ) -> Bool {
        var assignments = [labels]
        for key in vocabulary.keys {
            let states = vocabulary.states(of: key).filter { !$0.intersection(cube[key]).isEmpty }
            guard assignments.count * states.count <= Self.largestBox else { return false }
            assignments = assignments.flatMap { assignment in
                states.map { state in
                    var assignment = assignment
                    // The witness's own value stands for its state: another one need not equal the other end's.
                    assignment[key] = state.contains(labels[key]) ? labels[key] : state.representative
                    return assignment
                }
            }
        }
        return assignments.allSatisfy { replay.violates(relabelled(witness, $0)) }
    }

    private func labels(in witness: Witness) -> [String: String] {
        let pods = EndpointRole.pair.compactMap { witness.endpoint($0).pod }
        return pods.first { $0.namespace.name == namespace }?.namespace.labels ?? [:]
    }

    private func relabelled(_ witness: Witness, _ labels: [String: String]) -> Witness {
        var other = witness
        for role in EndpointRole.pair where other.endpoint(role).pod?.namespace.name == namespace {
            other.updatePod(role) { $0.namespace.labels = labels }
        }
        return other
    }
}

extension Prover.ScopeAnswer {
    fileprivate var firstWitness: ReplayedWitness? {
        if case .refuted(let witnesses) = self { witnesses.first } else { nil }
    }

    fileprivate var isUndecided: Bool { if case .undecided = self { true } else { false } }
}

extension World {
    /// The world with nothing known of a namespace's labels but its name.
    fileprivate func freeingLabels(of name: String) -> World {
        let namespaces = cluster.namespaces.map { $0.name == name ? Namespace(name: name, hasManifest: false) : $0 }
        var world = World(
            cluster: Cluster(namespaces: namespaces, workloads: cluster.workloads, services: cluster.services),
            program: program, universe: universe)
        world.anyPolicies = anyPolicies
        return world
    }
}

extension Universe.Namespaces {
    /// The labels that a namespace may have by the universe's rules.
    ///
    /// - Parameter old: those that it has had so far; nil for a new one. A label that stays as it was may be whatever it
    ///   is, but all labels together obey the implications.
    public func admissibleLabels(changedFrom old: [String: String]?) -> LabelCover {
        var cover = obeyingImplications
        for rule in labels {
            var admitted = LabelSet.admitted(by: rule)
            if let old {
                let kept = LabelSet.exactly(old[rule.key])
                admitted = rule.isImmutable ? kept : admitted.union(kept)
            }
            cover = cover.intersection(LabelCover([LabelCube.everything.replacing(rule.key, by: admitted)]))
        }
        return cover
    }

    private var obeyingImplications: LabelCover {
        implications.reduce(LabelCover([.everything])) { $0.intersection($1.cover) }
    }

    /// The labels of a listed namespace that may become some of these by relabelling, or are among them.
    fileprivate func leading(to cubes: [LabelCube]) -> [LabelCube] {
        let changed = LabelCover(cubes).intersection(obeyingImplications).cubes.map { cube in
            cube.keys.filter(mayRelabel).reduce(cube) { cube, key in
                let admitted = labels.first { $0.key == key }.map { LabelSet.admitted(by: $0) } ?? .anything
                return cube[key].isDisjoint(with: admitted) ? cube : cube.replacing(key, by: .anything)
            }
        }
        return cubes + changed
    }
}

extension Universe.LabelImplication {
    /// The labels that obey it: those that miss a part of the condition, and those that meet the consequence.
    fileprivate var cover: LabelCover {
        let missing = condition.requirements.map {
            LabelCube.everything.replacing($0.key, by: LabelSet.admitted(by: $0).complement)
        }
        let met = consequence.requirements.reduce(LabelCube?.some(.everything)) { cube, requirement in
            cube?.restricting(requirement.key, to: .admitted(by: requirement))
        }
        return LabelCover(missing + [met].compactMap(\.self))
    }
}
