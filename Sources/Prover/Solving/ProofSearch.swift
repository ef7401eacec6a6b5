import PolicyModel
import SMT

/// Proves a claim that has no violation once more, and finds what the proof rests on.
///
/// Most proofs need the policies of one end only, and those of few namespaces. To find which of thousands of policies
/// are needed costs a check for each that is, so the places whose policies are not needed are opened first: what is true
/// with them open is true whatever their policies are, and a set of premises suffices for the one exactly if it
/// suffices for the other.
struct ProofSearch {
    let workspace: ClaimWorkspace
    let scope: Scope

    /// - Throws: `ProverError.proofDisagrees` if there is a violation after all.
    func answer(in session: inout Session) throws -> Prover.ScopeAnswer {
        for opening in try openings(in: &session) {
            let obligation = obligation(opening)
            switch try core(of: obligation, in: &session) {
            case .found(let core): return .proved(proof(restingOn: core, of: obligation))
            // Then the first proof stands alone, and it was one with nothing open.
            case .unknown: return .proved(proof(restingOn: nil, of: self.obligation(.nowhere)))
            case .satisfiable: continue
            }
        }
        throw ProverError.proofDisagrees
    }

    /// What to open, to be tried in this order.
    private func openings(in session: inout Session) throws(SMTError) -> [Opening] {
        guard workspace.claim.violation != .noConnection else { return [.nowhere] }
        for opening in [Opening.end(workspace.claim.protected.other), .nowhere] {
            guard let needed = try places(neededWith: opening, in: &session) else { continue }
            return [.allBut(needed), .nowhere]
        }
        return [.nowhere]
    }

    /// The places of policies that suffice for a proof; nil where nothing shows that any do.
    private func places(
        neededWith opening: Opening, in session: inout Session
    ) throws(SMTError) -> Set<Site.Place>? {
        let obligation = obligation(opening)
        if obligation.isTriviallyUnsatisfiable { return [] }
        try session.reset()
        let encoding = try Encoding(obligation, in: &session)
        let premises = encoding.premises
        guard try session.check(assuming: premises.map(\.term), keepsModel: false) == .unsatisfiable else { return nil }
        let core = Set(try session.unsatCore())
        return obligation.places(of: premises.filter { core.contains($0.term) }.map(\.number))
    }

    private func obligation(_ opening: Opening) -> Obligation {
        var builder = ObligationBuilder(workspace, scope, .trackedViolation, opening: opening)
        return builder.build()
    }

    private func core(of obligation: Obligation, in session: inout Session) throws(SMTError) -> ProofCore {
        if obligation.isTriviallyUnsatisfiable { return .found([]) }
        try session.reset()
        return try ProofCore(of: Encoding(obligation, in: &session), in: &session)
    }

    private func proof(restingOn core: [Int]?, of obligation: Obligation) -> Prover.Proof {
        var numbers: Set<Int> = []
        var rules: Set<String> = []
        // Where the core is not known any rule may be in it. The policies need not be told: they are there.
        for number in core ?? obligation.universePremises {
            switch obligation.premises[number] {
            case .universe(let name): rules.insert(name)
            case .policy(let role, let group, let position):
                // The premise was numbered when its group was made.
                for list in obligation.groups[role]![group].policies { numbers.insert(list[position]) }
            }
        }
        rules.formUnion(workspace.immutableLabels(in: obligation).map(\.name))
        let policies = numbers.map { workspace.world.policies.all[$0] }.sorted { $0.identity < $1.identity }
        var atoms = AtomCollector()
        atoms.visit(obligation.assertions, in: obligation.table)
        return Prover.Proof(
            policies: policies, universeRules: rules.sorted(), dependsOnAddresses: atoms.hasAddresses,
            choices: atoms.choices, isComplete: core != nil)
    }
}

extension Obligation {
    /// Where the policies are that premises speak of.
    fileprivate func places(of numbers: [Int]) -> Set<Site.Place> {
        var places: Set<Site.Place> = []
        for number in numbers {
            guard case .policy(let role, let group, _) = premises[number] else { continue }
            // The premise was numbered when its group was made.
            places.formUnion(groups[role]![group].members.map(\.place))
        }
        return places
    }
}
