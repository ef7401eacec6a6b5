import NetworkModel
import PolicyModel
import SMT

/// Finds all labels of one namespace with which a claim is about anything that is listed.
struct SubjectSearch: Sendable {
    private let world: World
    private let namespace: String
    private let widening: WitnessWidening

    init(_ world: World, namespace: String, claims: [Claim]) {
        widening = WitnessWidening(namespace, NamespaceVocabulary(world, claims))
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
        for rest in claim.apart(from: pods(except: []), namespaces: .nothing).pairClaims {
            switch try subject(of: rest, with: &solvers) {
            case .found: return [.everything]
            case .none: continue
            case .unknown: return nil
            }
        }
        var found: [LabelCube] = []
        for part in claim.touching(pods(except: []), namespaces: .nothing).indices {
            guard try add(claim, part, to: &found, with: &solvers) else { return nil }
        }
        return found
    }

    /// Adds cubes until a part of the claim is about nothing outside of them; false where the solver gave up.
    private func add(
        _ claim: Claim, _ part: Int, to found: inout [LabelCube], with solvers: inout Solvers
    ) throws -> Bool {
        let whole = claim.touching(pods(except: []), namespaces: .nothing)[part].pairClaims
        for position in whole.indices {
            let replay = Replay(world: world, claim: whole[position], scope: .listed)
            search: while true {
                let rest = claim.touching(pods(except: found), namespaces: .nothing)[part].pairClaims[position]
                switch try subject(of: rest, with: &solvers) {
                case .unknown: return false
                case .none: break search
                case .found(let witness):
                    if let objection = replay.objectionToSubject(witness) {
                        throw ProverError.replayDisagrees(objection)
                    }
                    found.append(widening.cube(around: witness) { replay.objectionToSubject($0) == nil })
                }
            }
        }
        return true
    }

    private enum Subject {
        case found(Witness)
        case none
        case unknown
    }

    /// A listed pair of endpoints that a part of a claim is about, waived ones left out.
    private func subject(of claim: PairClaim, with solvers: inout Solvers) throws -> Subject {
        let workspace = ClaimWorkspace(claim, in: world)
        var builder = ObligationBuilder(workspace, .listed, .premisesNotWaived)
        let obligation = builder.build()
        if obligation.isTriviallyUnsatisfiable { return .none }
        try solvers.search.reset()
        let encoding = try Encoding(obligation, in: &solvers.search)
        switch try solvers.search.check() {
        case .unsatisfiable: return .none
        case .unknown: return .unknown
        case .satisfiable:
            return .found(try WitnessDecoding(world: world, encoding: encoding).decoded(in: solvers.search).witness)
        }
    }

    private func pods(except cubes: [LabelCube]) -> EndpointPredicate { .pods(of: namespace, except: cubes) }
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
