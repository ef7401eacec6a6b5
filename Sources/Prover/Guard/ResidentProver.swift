import SMT

/// Solver threads that stay, for questions that come one at a time: they do not block the threads that tasks run on.
public final class ResidentProver: Sendable {
    private let workers: ResidentWorkers<Solvers>

    /// - Parameters:
    ///   - workers: How many threads; nil for as many as there are processors.
    ///   - limit: How many questions may wait.
    public init(workers: Int? = nil, limit: Int, options: Prover.Options = Prover.Options()) throws {
        self.workers = try ResidentWorkers(workers: workers ?? SolverWorkers.processors, limit: limit) {
            try Solvers(options)
        }
    }

    /// How many questions wait to be taken.
    public var waiting: Int { workers.waiting }

    /// Hands in a question; false where too many are waiting, or nothing more is taken.
    ///
    /// - Parameters:
    ///   - question: Reports its own outcome; it throws only to get new solvers for the questions that follow.
    ///   - refused: Told if there are no solvers to ask.
    public func submit(
        _ question: @escaping @Sendable (inout Solvers) throws -> Void, refused: @escaping @Sendable (any Error) -> Void
    ) -> Bool {
        workers.submit(question, refused: refused)
    }

    /// Takes no more questions; the threads end once those that wait are answered.
    public func close() { workers.close() }
}
