import Evaluation
import NetworkModel
import PolicyModel
import SMT

/// Finds plain, replayed and essentially different counterexamples to one obligation.
struct CounterexampleSearch {
    let replay: Replay
    let obligation: Obligation
    let limit: Int

    /// At least one, the plainest first; or why the solver gave none.
    ///
    /// - Throws: `ProverError.replayDisagrees` if what the solver found is none.
    func counterexamples(in session: inout Session) throws -> Outcome {
        try session.reset()
        var encoding = try Encoding(obligation, in: &session)
        let againstChoices = replay.isViolatedByConnection
        let preferences = try Preferences(againstChoices: againstChoices).terms(encoding, in: &session)
        var found: [ReplayedWitness] = []
        while found.count < limit {
            switch try Preferences.settle(preferences, in: &session) {
            case .satisfiable: break
            case .unsatisfiable: return found.isEmpty ? .none : .found(found)
            case .unknown(let reason): return found.isEmpty ? .unknown(reason) : .found(found)
            }
            let decoded = try WitnessDecoding(world: replay.world, encoding: encoding).decoded(in: session)
            if let objection = replay.objection(to: decoded.witness) {
                throw ProverError.replayDisagrees(objection)
            }
            let counterexample = counterexample(from: decoded.witness)
            found.append(counterexample)
            guard found.count < limit else { break }
            let alike = try likeness(to: counterexample, at: decoded.groups, &encoding, in: &session)
            try session.assert(session.not(alike))
        }
        return .found(found)
    }

    enum Outcome {
        /// Not empty.
        case found([ReplayedWitness])
        /// The obligation cannot be met.
        case none
        case unknown(UnknownReason)
    }

    private func counterexample(from witness: Witness) -> ReplayedWitness {
        let minimisation = Minimisation(replay: replay)
        let witness = minimisation.minimised(witness)
        let decision = replay.decision(for: witness, explaining: true)
        return ReplayedWitness(
            scope: replay.scope, witness: witness, decision: decision,
            isConnection: replay.isViolatedByConnection, openDirection: replay.claim.isolatedDirection,
            dependsOn: dependencies(of: witness), ties: decision.ties,
            absentLabels: minimisation.absences(in: witness, among: obligation.domains),
            addressesMatter: addressesMatter)
    }

    private var addressesMatter: Bool {
        var atoms = AtomCollector()
        atoms.visit(obligation.assertions, in: obligation.table)
        return atoms.hasAddresses
    }

    /// The unspecified behaviour that the violation needs: what would end it if it turned out the other way.
    private func dependencies(of witness: Witness) -> [Choice] {
        var blocks = witness
        if replay.world.universe.network.ipBlockMatchesPods == .unknown {
            blocks.behaviour.ipBlockMatchesPods = blocks.behaviour.ipBlockMatchesPods.map { !$0 }
        }
        var ports = witness
        ports.behaviour.initContainerPortsCount = ports.behaviour.initContainerPortsCount.map { !$0 }
        var both = blocks
        both.behaviour.initContainerPortsCount = ports.behaviour.initContainerPortsCount
        var result: [Choice] = []
        if !replay.violates(blocks) { result.append(.ipBlockMatchesPods) }
        if !replay.violates(ports) { result.append(.initContainerPortsCount) }
        if result.isEmpty, !replay.violates(both) { result = [.ipBlockMatchesPods, .initContainerPortsCount] }
        return result
    }

    // MARK: Essentially different

    /// What counterexamples have in common that are only other spellings of this one: the same rules let them pass, or
    /// they are at sites that nothing tells apart.
    private func likeness(
        to counterexample: ReplayedWitness, at groups: [EndpointRole: Int], _ encoding: inout Encoding,
        in session: inout Session
    ) throws(SMTError) -> Term {
        var parts: [Term] = []
        for role in EndpointRole.pair {
            let end = counterexample.decision[role.direction]
            guard replay.isViolatedByConnection || end.decision == .denied else { continue }
            let site = encoding.sites[role]![groups[role]!]
            parts.append(site)
            if case .rule(let reference) = end.reason, let fires = formula(of: reference, role, &encoding) {
                parts.append(try encoding.term(for: fires, in: &session))
            }
        }
        return try session.and(parts)
    }

    /// The rule matches, as a formula; nil for rules of policies that only the replay knows.
    private func formula(of reference: RuleReference, _ role: EndpointRole, _ encoding: inout Encoding) -> Formula? {
        let policy = replay.world.policies.all.first { $0.identity == reference.policy.identity }
        guard let rules = policy?.rules(reference.direction), rules.indices.contains(reference.index) else {
            return nil
        }
        return encoding.expressible(rules[reference.index], reference.direction, meaning: replay.world.meaning)
    }
}
