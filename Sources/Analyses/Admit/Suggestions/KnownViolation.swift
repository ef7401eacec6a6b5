import Dialects
import Evaluation
import NetworkModel
import PolicyModel
import Reports

/// A counterexample that was found with some selection of candidates, and what becomes of it with others.
///
/// Whether its ends meet the claim's premises does not depend on policies, so that it breaks the claim under every
/// selection under which its policies decide alike, if the change with that selection touches it.
struct KnownViolation {
    /// What has to change for it to be none.
    enum Demand: Hashable {
        /// Either end has to deny the connection.
        case denial
        /// Both ends have to allow it.
        case passage
        /// A policy has to isolate the pod.
        case isolation(Direction)
    }

    let invariant: String
    let demand: Demand
    let counterexample: Counterexample
    private let connection: Connection
    private let trial: PolicyTrial
    /// Unspecified behaviour as the counterexample takes it to be; nil where nothing explains it, and then nothing is said
    /// of other selections.
    private let behaviour: Behaviour?

    /// - Parameter selection: with which it was found.
    init(
        _ reason: AdmissionReason, _ counterexample: Counterexample, with selection: PolicySelection,
        _ trial: PolicyTrial
    ) {
        invariant = reason.name
        self.counterexample = counterexample
        self.trial = trial
        demand =
            switch counterexample.kind {
            case .openPod(let direction): .isolation(direction)
            case .connection: counterexample.connects ? .denial : .passage
            }
        let connection = Connection(
            source: counterexample.from.endpoint, destination: counterexample.to.endpoint,
            transport: counterexample.transport, port: counterexample.port)
        self.connection = connection
        behaviour = trial.behaviours.first { behaviour in
            Direction.allCases.allSatisfy { direction in
                let explanation = counterexample[direction]
                guard trial.governs(explanation, connection[direction]) else { return true }
                let decision = trial.decision(direction, of: connection, with: selection, behaviour)
                return decision == (explanation.decision == .allowed ? .allowed : .denied)
            }
        }
    }

    /// Whether it surely breaks its invariant for what the change with a selection touches.
    func persists(with selection: PolicySelection) -> Bool {
        guard behaviour != nil, touches(selection) else { return false }
        switch demand {
        case .denial: return Direction.allCases.allSatisfy { decision($0, with: selection) == .allowed }
        case .passage: return Direction.allCases.contains { decision($0, with: selection) == .denied }
        case .isolation(let direction): return !mayBeIsolated(direction, with: selection)
        }
    }

    /// Candidates of which any selection that holds this one and mends the violation adds at least one.
    ///
    /// Policies only ever allow, but for the first that selects a pod. To deny a connection that an end lets through, some
    /// further policy has to be the first to select the pod there, and allow nothing of the kind; the rules of others
    /// cannot help. To allow what is denied at an end, some further policy has to have a rule for it, which works whatever
    /// else there is. So a single further candidate changes the decision at that end, if any number of them can.
    func remedies(beyond selection: PolicySelection) -> [Int] {
        guard behaviour != nil else { return trial.candidates.all.indices.filter { !selection.contains($0) } }
        switch demand {
        case .denial:
            let ends = Direction.allCases.map { changing($0, from: .allowed, beyond: selection) }
            return Array(Set(ends.flatMap(\.self))).sorted()
        case .passage:
            let blocked = Direction.allCases.filter { decision($0, with: selection) == .denied }
            let ends = blocked.map { changing($0, from: .denied, beyond: selection) }
            return ends.min { $0.count < $1.count } ?? []
        case .isolation(let direction):
            guard let namespace = governedNamespace(direction) else { return [] }
            return trial.candidates.further(selection, in: namespace).filter {
                mayBeIsolated(direction, with: selection.adding($0))
            }
        }
    }

    /// What the policies of an end say with a selection, and why.
    func end(_ direction: Direction, with selection: PolicySelection) -> EndExplanation {
        guard let behaviour, governedNamespace(direction) != nil else { return counterexample[direction] }
        return EndExplanation(trial.endDecision(direction, of: connection, with: selection, behaviour))
            ?? counterexample[direction]
    }

    /// The namespace whose policies decide at an end and may be added to; nil where others decide.
    func governedNamespace(_ direction: Direction) -> String? {
        guard trial.governs(counterexample[direction], connection[direction]) else { return nil }
        return connection[direction].pod?.namespace.name
    }

    private func changing(_ direction: Direction, from decision: Decision, beyond selection: PolicySelection) -> [Int] {
        guard let namespace = governedNamespace(direction) else { return [] }
        return trial.candidates.further(selection, in: namespace).filter {
            self.decision(direction, with: selection.adding($0)) != decision
        }
    }

    private func decision(_ direction: Direction, with selection: PolicySelection) -> Decision {
        guard let behaviour, governedNamespace(direction) != nil else {
            return counterexample[direction].decision == .allowed ? .allowed : .denied
        }
        return trial.decision(direction, of: connection, with: selection, behaviour)
    }

    private func mayBeIsolated(_ direction: Direction, with selection: PolicySelection) -> Bool {
        guard governedNamespace(direction) != nil else { return false }
        return trial.isIsolated(connection[direction], direction, with: selection) != .no
    }

    private func touches(_ selection: PolicySelection) -> Bool {
        let ends: [Direction] = if case .isolation(let direction) = demand { [direction] } else { Direction.allCases }
        return ends.contains { trial.touches(connection[$0], with: selection) }
    }
}

extension Connection {
    /// The end that policies of a direction select.
    fileprivate subscript(direction: Direction) -> Endpoint { direction == .ingress ? destination : source }
}

extension Counterexample {
    fileprivate subscript(direction: Direction) -> EndExplanation { direction == .ingress ? ingress : egress }
}
