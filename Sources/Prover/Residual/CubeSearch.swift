import NetworkModel
import PolicyModel

/// Finds all labels of one namespace for which a claim has a witness of some sort: a cube around each witness is taken
/// away from what is asked about, until nothing is left of it.
struct CubeSearch: Sendable {
    private let namespace: String
    private let widening: WitnessWidening

    /// What asking about a part of a claim gives.
    enum Finding {
        /// A witness, and whether one that differs from it in the labels of the namespace alone is of that sort, too.
        case found(Witness, isSuch: (Witness) -> Bool)
        case none
        /// The solver gave up.
        case unknown
    }

    /// Asks about what is left of a part of a claim, given the whole of it too.
    typealias Question = (_ rest: PairClaim, _ whole: PairClaim, inout Solvers) throws -> Finding

    /// - Parameter claims: All that is asked about, in any world that differs from this one in the namespace's labels.
    init(namespace: String, in world: World, claims: [Claim]) {
        self.namespace = namespace
        widening = WitnessWidening(namespace, NamespaceVocabulary(world, claims))
    }

    /// Adds cubes until no labels outside of them have such a witness; false where the solver gave up.
    func add(
        _ claim: Claim, to found: inout [LabelCube], with solvers: inout Solvers, _ question: Question
    ) throws -> Bool {
        let whole = parts(of: claim, except: [])
        for part in whole.indices {
            for position in whole[part].pairClaims.indices {
                let asked = whole[part].pairClaims[position]
                search: while true {
                    let rest = parts(of: claim, except: found)[part].pairClaims[position]
                    switch try question(rest, asked, &solvers) {
                    case .unknown: return false
                    case .none: break search
                    case .found(let witness, let isSuch): found.append(widening.cube(around: witness, where: isSuch))
                    }
                }
            }
        }
        return true
    }

    /// What a claim says of pods of the namespace with labels outside of the cubes.
    private func parts(of claim: Claim, except cubes: [LabelCube]) -> [Claim] {
        claim.touching(.pods(of: namespace, except: cubes), namespaces: .nothing)
    }
}
