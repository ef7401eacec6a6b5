import Diagnostics

/// The parts of a run that were named, put together again.
public enum ShardMerge {
    /// Why parts do not make a whole.
    public enum Objection: Error, Hashable, Sendable {
        /// There is nothing to put together.
        case nothing
        /// Two parts are of different runs: another input, other options or another version. By their places in the list.
        case different(Int, Int)
        /// These numbers are missing.
        case missing([Int], of: Int)
        /// A number stands there twice. By their places in the list.
        case doubled(Int, Int, number: Int)
        /// The parts do not hold every result exactly once.
        case torn
    }

    /// The report of the whole run: the same as that of one run without shards, but for times.
    public static func whole(of parts: [VerificationReport]) throws(Objection) -> VerificationReport {
        guard let first = parts.first, let shard = first.shard else { throw .nothing }
        var places: [Int: Int] = [:]
        for (place, part) in parts.enumerated() {
            guard let other = part.shard, other.fingerprint == shard.fingerprint, other.count == shard.count,
                other.total == shard.total, part.universe == first.universe, part.inputs == first.inputs,
                part.solver == first.solver
            else { throw .different(0, place) }
            if let taken = places.updateValue(place, forKey: other.number) {
                throw .doubled(taken, place, number: other.number)
            }
        }
        let missing = (1...max(1, shard.count)).filter { places[$0] == nil }
        guard missing.isEmpty else { throw .missing(missing, of: shard.count) }
        var whole = first
        whole.shard = nil
        whole.results = try results(of: parts, total: shard.total)
        whole.diagnostics = diagnostics(of: parts)
        whole.timings = timings(of: parts)
        return whole
    }

    private static func results(
        of parts: [VerificationReport], total: Int
    ) throws(Objection) -> [InvariantResult] {
        var results: [InvariantResult?] = Array(repeating: nil, count: total)
        for part in parts {
            guard let positions = part.shard?.positions, positions.count == part.results.count else { throw .torn }
            for (position, result) in zip(positions, part.results) {
                guard results.indices.contains(position), results[position] == nil else { throw .torn }
                results[position] = result
            }
        }
        let whole = results.compactMap(\.self)
        guard whole.count == total else { throw .torn }
        return whole
    }

    /// What several parts say of the input is said once.
    private static func diagnostics(of parts: [VerificationReport]) -> [Diagnostic] {
        var all = Diagnostics()
        var seen: Set<Diagnostic> = []
        for diagnostic in parts.flatMap(\.diagnostics) where seen.insert(diagnostic).inserted { all.report(diagnostic) }
        return all.sorted
    }

    private static func timings(of parts: [VerificationReport]) -> Timings? {
        let all = parts.compactMap(\.timings)
        guard all.count == parts.count, let first = all.first else { return nil }
        return Timings(
            stages: first.stages.indices.map { index in
                let seconds = all.reduce(0) { sum, timings in
                    sum + (timings.stages.indices.contains(index) ? timings.stages[index].seconds : 0)
                }
                return Timings.Stage(name: first.stages[index].name, seconds: seconds)
            })
    }
}
