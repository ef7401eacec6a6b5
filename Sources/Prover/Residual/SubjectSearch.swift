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
                LabelCover(world.universe.namespaces.leading(to: $0, of: namespace))
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
