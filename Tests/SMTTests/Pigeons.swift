import SMT

/// Asserts that `count` pigeons fit into one hole fewer: impossible, and hard to find out from clauses.
func assertPigeons(_ count: Int, in session: inout Session) throws {
    var places: [[Term]] = []
    for _ in 0..<count { places.append(try (0..<(count - 1)).map { _ in try session.boolean() }) }
    for pigeon in places { try session.assert(try session.or(pigeon)) }
    for hole in 0..<(count - 1) {
        for first in 0..<count {
            for second in 0..<first {
                let (one, other) = (places[first][hole], places[second][hole])
                try session.assert(try session.or([session.not(one), session.not(other)]))
            }
        }
    }
}
