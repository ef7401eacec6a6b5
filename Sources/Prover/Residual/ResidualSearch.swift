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
    /// - Parameters:
    ///   - old: the labels that the namespace has had so far; nil for a new one.
    ///   - kept: positions of claims that have to be about something that is listed.
    /// - Returns: nil where the solver gave up on a question, or a claim is one about rules, of which this cannot be told.
    public func residual(
        of namespace: String, under claims: [Claim], changedFrom old: [String: String]? = nil,
        keepingSubjectsOf kept: [Int] = []
    ) throws -> LabelCover? {
        if claims.contains(where: \.isDerived) { return nil }
        let search = ResidualSearch(self, namespace: namespace, claims: claims)
        let subjects = SubjectSearch(world, namespace: namespace, claims: claims)
        let options = options
        let find: @Sendable (inout Solvers, ResidualSearch) throws -> (violating: [LabelCube], about: [LabelCover])? = {
            solvers, search in
            guard let violating = try search.violating(with: &solvers) else { return nil }
            var about: [LabelCover] = []
            for position in kept {
                guard let labels = try subjects.labels(of: claims[position], with: &solvers) else { return nil }
                about.append(labels)
            }
            return (violating, about)
        }
        let answers = try SolverWorkers.map([search], workers: 1, resource: { try Solvers(options) }, body: find)
        guard let found = answers[0] else { return nil }
        let rules = world.universe.namespaces
        var cover = rules.leading(to: found.violating, of: namespace).reduce(
            rules.admissibleLabels(of: namespace, changedFrom: old)
        ) { $0.subtracting($1) }
        for case .labelled(let claim) in claims {
            guard let obeying = LabelCheck(world).labels(of: namespace, obeying: claim) else { return nil }
            cover = cover.intersection(obeying)
        }
        return found.about.reduce(cover) { $0.intersection($1) }.irredundant
    }

    /// The labels that neither policies nor claims nor the universe's rules tell from these.
    public func indistinguishable(from labels: [String: String], under claims: [Claim]) -> LabelCube {
        let vocabulary = NamespaceVocabulary(world, claims)
        return vocabulary.keys.reduce(LabelCube.everything) { cube, key in
            cube.replacing(key, by: vocabulary.state(of: key, labels[key]))
        }
    }
}

/// Finds all labels of one namespace under which a claim is violated.
struct ResidualSearch: Sendable {
    private let prover: Prover
    private let claims: [Claim]
    private let search: CubeSearch

    init(_ prover: Prover, namespace: String, claims: [Claim]) {
        search = CubeSearch(namespace: namespace, in: prover.world, claims: claims)
        var options = prover.options
        options.explanations = []
        self.prover = Prover(prover.world.freeingLabels(of: namespace), options: options)
        self.claims = claims
    }

    /// Cubes that make up the labels under which a claim is violated; nil where the solver gave up.
    func violating(with solvers: inout Solvers) throws -> [LabelCube]? {
        var found: [LabelCube] = []
        for claim in claims {
            guard try search.add(claim, to: &found, with: &solvers, violation) else { return nil }
        }
        return found
    }

    /// A violation of what is left of a part of a claim.
    private func violation(
        of rest: PairClaim, in whole: PairClaim, with solvers: inout Solvers
    ) throws -> CubeSearch.Finding {
        let answer = try prover.answer(rest, with: &solvers)
        let counting =
            [answer.listed]
            + (prover.world.universe.namespaces.future == .fail ? [answer.future] : []).compactMap(\.self)
        if let witness = counting.lazy.compactMap(\.firstWitness).first {
            let replay = Replay(world: prover.world, claim: whole, scope: witness.scope)
            return .found(witness.witness, isSuch: { replay.violates($0) })
        }
        return counting.contains(where: \.isUndecided) ? .unknown : .none
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
    func freeingLabels(of name: String) -> World {
        let namespaces = cluster.namespaces.map { $0.name == name ? Namespace(name: name, hasManifest: false) : $0 }
        var world = World(
            cluster: Cluster(namespaces: namespaces, workloads: cluster.workloads, services: cluster.services),
            program: program, universe: universe)
        world.anyPolicies = anyPolicies
        return world
    }
}
