import NetworkModel
public import PolicyModel
import SMT

/// Finds out what a change of policies opens and closes, for all label assignments.
public struct DifferenceProver: Sendable {
    public let base: Revision
    public let head: Revision
    public let universe: Universe
    public let expected: [ExpectedOpening]
    public let options: Options

    public struct Options: Hashable, Sendable {
        /// The longest one question to the solver may take, in milliseconds; nil for no limit.
        public var timeoutMilliseconds: UInt32?
        /// The most resource units one question may use; nil for no limit.
        public var resourceLimit: UInt32?
        /// The most classes to describe of each kind; at least one.
        public var maximumClasses: Int
        /// Up to so many namespaces all changes are looked at together, which tells the difference in the fewest classes;
        /// beyond, one after the other.
        public var wholeUpTo: Int

        public init(
            timeoutMilliseconds: UInt32? = nil, resourceLimit: UInt32? = nil, maximumClasses: Int = 100,
            wholeUpTo: Int = 12
        ) {
            self.timeoutMilliseconds = timeoutMilliseconds
            self.resourceLimit = resourceLimit
            self.maximumClasses = max(1, maximumClasses)
            self.wholeUpTo = wholeUpTo
        }
    }

    public init(
        base: Revision, head: Revision, universe: Universe, expected: [ExpectedOpening] = [],
        options: Options = Options()
    ) {
        self.base = base
        self.head = head
        self.universe = universe
        self.expected = expected
        self.options = options
    }

    /// The whole difference.
    ///
    /// - Throws: `DifferenceError` and `ProverError` for faults of the tool's own, and the solver's failures.
    public func difference() throws -> PolicyDifference {
        let revisions = AlignedRevisions(base: base, head: head, universe: universe)
        var table = revisions.table
        let sites = DifferenceSites(revisions, in: &table)
        let isWhole = revisions.head.cluster.namespaces.count <= options.wholeUpTo
        let questions = sites.parts(isWhole: isWhole, in: &table).map { part in
            var table = table
            let sliced = sites.sliced(to: part, of: revisions, in: &table)
            return DifferenceObligation(revisions, sliced, expected: expected, in: table)
        }.filter { !$0.possible.isEmpty }
        guard !questions.isEmpty else { return PolicyDifference() }
        let options = options
        return try SolverWorkers.map(questions, workers: SolverWorkers.processors) { question in
            try DifferenceSearch(revisions: revisions, question: question, options: options).difference()
        }.reduce(PolicyDifference()) { $0.combined(with: $1) }
    }
}

/// Failures of the comparison's own: never a verdict.
public enum DifferenceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is known of a connection does not tell whether it is different: encoding and description disagree.
    case notTold
    /// The solver's connection is not different when replayed.
    case replayDisagrees(String)

    public var description: String {
        switch self {
        case .notTold: "internal error: a difference that cannot be described"
        case .replayDisagrees(let objection): "internal error: a difference did not replay: \(objection)"
        }
    }
}
