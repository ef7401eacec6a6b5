import Evaluation
import NetworkModel
import PolicyModel
import SMT

/// Finds plain, replayed and essentially different counterexamples to one obligation.
struct CounterexampleSearch {
    let replay: Replay
    let obligation: Obligation
    /// What the claim's premises imply.
    let premises: Knowledge
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
            let counterexample = counterexample(from: decoded.witness, isFirst: found.isEmpty)
            // Made plainer it may be one that is known. Then nothing more is asked of its sites, so that this ends.
            let isKnown = found.contains { $0.witness == counterexample.witness }
            if !isKnown {
                found.append(counterexample)
                addVariants(of: counterexample, to: &found)
            }
            guard found.count < limit else { break }
            let likeness = Likeness(counterexample, at: decoded.groups, replay: replay, premises: premises)
            let alike = try likeness.term(isRough: isKnown, &encoding, in: &session)
            try session.assert(session.not(alike))
        }
        return .found(found)
    }

    /// Other ways of the same connection come before the same way elsewhere.
    private func addVariants(of counterexample: ReplayedWitness, to found: inout [ReplayedWitness]) {
        guard found.count < limit else { return }
        var ways = Set(found.map { ConnectionWay($0.decision) })
        for witness in SelectedVariants(replay: replay).witnesses(near: counterexample.witness) {
            guard found.count < limit else { return }
            guard ways.insert(ConnectionWay(replay.decision(for: witness))).inserted else { continue }
            found.append(self.counterexample(from: witness, isFirst: false))
        }
    }

    enum Outcome {
        /// Not empty.
        case found([ReplayedWitness])
        /// The obligation cannot be met.
        case none
        case unknown(UnknownReason)
    }

    /// The first is as plain as can be; made as plain, every further one might become the first.
    private func counterexample(from witness: Witness, isFirst: Bool) -> ReplayedWitness {
        let anyWay = isFirst || !replay.isViolatedByConnection
        let minimisation = Minimisation(
            replay: replay, way: anyWay ? nil : ConnectionWay(replay.decision(for: witness)))
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
}
