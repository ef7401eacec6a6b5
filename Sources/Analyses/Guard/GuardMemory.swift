import NetworkModel
import Prover
import Synchronization

/// What became of namespaces that were put into one and the same cluster, for others that are alike: the same labels are
/// asked about again and again, by dry runs, by repeated requests and by teams whose namespaces differ in name alone.
final class GuardMemory: Sendable {
    /// A namespace as far as it matters.
    struct Key: Hashable {
        /// Of a namespace that is listed, whose policies and workloads are its own; nil for a new one, which has none.
        var name: String?
        var likeness: NamespaceLikeness
    }

    enum Outcome {
        case admitted
        /// The invariant at this position is violated.
        case violates(Int)
    }

    private static let limit = 4_096
    private let outcomes = Mutex<[Key: Outcome]>([:])

    subscript(key: Key) -> Outcome? { outcomes.withLock { $0[key] } }

    func remember(_ outcome: Outcome, of key: Key) {
        outcomes.withLock { outcomes in
            if outcomes.count >= Self.limit { outcomes = [:] }
            outcomes[key] = outcome
        }
    }
}
