import Analyses
import ArgumentParser

/// Which part of the invariants is decided, where several machines share the work.
struct ShardArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Decide the I-th of N parts of the invariants, counted from 1; put the JSON reports together by merge.",
            valueName: "I/N"))
    var shard: String?

    @Option(
        help: ArgumentHelp(
            "The same, counted from 0, as JOB_COMPLETION_INDEX of a Kubernetes Job is; goes with --shard-count.",
            valueName: "i"))
    var shardIndex: Int?

    @Option(help: ArgumentHelp("Into how many parts the invariants are split.", valueName: "N"))
    var shardCount: Int?

    func validate() throws {
        guard shard == nil || (shardIndex == nil && shardCount == nil) else {
            throw ValidationError("--shard goes without --shard-index and --shard-count")
        }
        guard (shardIndex == nil) == (shardCount == nil) else {
            throw ValidationError("--shard-index and --shard-count go together")
        }
        guard let shard else {
            guard let shardIndex, let shardCount else { return }
            guard (1...Self.most).contains(shardCount), (0..<shardCount).contains(shardIndex) else {
                throw ValidationError("--shard-index must be between 0 and one less than --shard-count")
            }
            return
        }
        guard Self.parts(of: shard) != nil else {
            throw ValidationError("--shard must be I/N, as in 1/4: I between 1 and N, N at most \(Self.most)")
        }
    }

    private static let most = 100_000

    /// Nil where all is decided here.
    ///
    /// - Parameter surroundings: As in `ShardRequest`.
    func request(_ surroundings: [String]) -> ShardRequest? {
        if let shard, let (number, count) = Self.parts(of: shard) {
            return ShardRequest(number: number, count: count, surroundings: surroundings)
        }
        guard let shardIndex, let shardCount else { return nil }
        return ShardRequest(number: shardIndex + 1, count: shardCount, surroundings: surroundings)
    }

    private static func parts(of text: String) -> (number: Int, count: Int)? {
        let words = text.split(separator: "/", omittingEmptySubsequences: false)
        guard words.count == 2, let number = Int(words[0]), let count = Int(words[1]), (1...most).contains(count),
            (1...count).contains(number), words.allSatisfy({ $0.allSatisfy(\.isNumber) })
        else { return nil }
        return (number, count)
    }
}
