import NetworkModel
import PolicyModel
import SMT

/// Finds all labels of one namespace with which a claim is about anything that is listed.
struct SubjectSearch: Sendable {
    private let world: World
    private let namespace: String
    private let search: CubeSearch

    init(_ world: World, namespace: String, claims: [Claim]) {
        search = CubeSearch(namespace: namespace, in: world, claims: claims)
        self.world = world.freeingLabels(of: namespace)
        self.namespace = namespace
    }

    /// Nil where the solver gave up, or it cannot be told of the claim.
    func labels(of claim: Claim, with solvers: inout Solvers) throws -> LabelCover? {
        switch claim {
        case .derived: return nil
        case .labelled(let claim):
            let others = world.cluster.namespaces.filter { $0.name != namespace }
            let check = LabelCheck(world)
            guard !others.contains(where: { check.isClaimed($0, by: claim) }) else { return .everything }
            return claim.namespaces.labels(ofNamespace: namespace)
        case .connections, .isolated:
            // With what may be relabelled to a subject the claim is about it, too.
            return try cubes(of: claim, with: &solvers).map {
                LabelCover(world.universe.namespaces.leading(to: $0))
            }
        }
    }

    /// Cube by cube, unless the claim is about something elsewhere anyway.
    private func cubes(of claim: Claim, with solvers: inout Solvers) throws -> [LabelCube]? {
        for rest in claim.apart(from: .pods(of: namespace, except: []), namespaces: .nothing).pairClaims {
            switch try subject(of: rest, in: rest, with: &solvers) {
            case .found: return [.everything]
            case .none: continue
            case .unknown: return nil
            }
        }
        var found: [LabelCube] = []
        return try search.add(claim, to: &found, with: &solvers, subject) ? found : nil
    }

    /// A listed pair of endpoints that what is left of a part of a claim is about, waived ones left out.
    private func subject(
        of rest: PairClaim, in whole: PairClaim, with solvers: inout Solvers
    ) throws -> CubeSearch.Finding {
        let workspace = ClaimWorkspace(rest, in: world)
        var builder = ObligationBuilder(workspace, .listed, .premisesNotWaived)
        let obligation = builder.build()
        if obligation.isTriviallyUnsatisfiable { return .none }
        try solvers.search.reset()
        let encoding = try Encoding(obligation, in: &solvers.search)
        switch try solvers.search.check() {
        case .unsatisfiable: return .none
        case .unknown: return .unknown
        case .satisfiable:
            let decoding = WitnessDecoding(world: world, encoding: encoding)
            let witness = try decoding.decoded(in: solvers.search).witness
            let replay = Replay(world: world, claim: whole, scope: .listed)
            if let objection = replay.objectionToSubject(witness) { throw ProverError.replayDisagrees(objection) }
            return .found(witness, isSuch: { replay.objectionToSubject($0) == nil })
        }
    }
}

extension LabelCover {
    fileprivate static let everything = LabelCover([.everything])
}

extension EndpointPredicate {
    /// The labels with which a namespace is one of those that this names or selects; nil where more than that decides.
    fileprivate func labels(ofNamespace name: String) -> LabelCover? {
        switch self {
        case .pod: return .everything
        case .namespaceNamed(let names): return names.contains(name) ? .everything : LabelCover([])
        case .namespaceLabels(let selector): return selector.labels(ofNamespace: name)
        case .all(let parts):
            return parts.reduce(LabelCover?.some(.everything)) { cover, part in
                part.labels(ofNamespace: name).flatMap { cover?.intersection($0) }
            }
        case .any(let parts):
            return parts.reduce(LabelCover?.some(LabelCover([]))) { cover, part in
                part.labels(ofNamespace: name).flatMap { other in cover.map { LabelCover($0.cubes + other.cubes) } }
            }
        case .not(let part):
            return part.labels(ofNamespace: name).map { $0.cubes.reduce(.everything) { $0.subtracting($1) } }
        case .external, .ownNamespace, .podLabels, .address, .workload: return nil
        }
    }
}

extension LabelSelector {
    fileprivate func labels(ofNamespace name: String) -> LabelCover {
        var cube: LabelCube? = .everything
        for requirement in requirements {
            let admitted = LabelSet.admitted(by: requirement)
            guard requirement.key == namespaceNameLabel else {
                cube = cube?.restricting(requirement.key, to: admitted)
                continue
            }
            if !admitted.contains(name) { cube = nil }
        }
        return LabelCover(cube.map { [$0] } ?? [])
    }
}
