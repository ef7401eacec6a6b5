import PolicyModel
import SMT

/// What a proof rests on: premises without any one of which it may fall, whatever the state of all others.
struct ProofCore {
    let encoding: Encoding

    /// The numbers of a minimal set of premises; nil if the solver gave up, or the obligation can be met after all.
    func premises(in session: inout Session) throws(SMTError) -> [Int]? {
        let premises = encoding.premises
        guard try session.check(assuming: premises.map(\.term)) == .unsatisfiable else { return nil }
        let core = Set(try session.unsatCore())
        var kept = premises.filter { core.contains($0.term) }
        var index = 0
        while index < kept.count {
            var fewer = kept
            fewer.remove(at: index)
            if try session.check(assuming: fewer.map(\.term)) == .unsatisfiable {
                let smaller = Set(try session.unsatCore())
                kept = fewer.filter { smaller.contains($0.term) }
                // Everything before this place was found needed, and stays so for every subset.
            } else {
                index += 1
            }
        }
        return kept.map(\.number)
    }
}
