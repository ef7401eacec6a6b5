import PolicyModel
import SMT

/// What a proof rests on: premises without any one of which it may fall, whatever the state of all others.
enum ProofCore {
    /// The numbers of a minimal set of premises, ascending.
    case found([Int])
    /// The obligation can be met with all premises in place: there is no proof.
    case satisfiable
    case unknown(UnknownReason)

    init(of encoding: Encoding, in session: inout Session) throws(SMTError) {
        let premises = encoding.premises
        let terms = premises.map(\.term)
        switch try session.check(assuming: terms) {
        case .satisfiable: self = .satisfiable
        case .unknown(let reason): self = .unknown(reason)
        case .unsatisfiable:
            let core = Set(try session.minimalCore(of: try session.unsatCore()))
            self = .found(premises.filter { core.contains($0.term) }.map(\.number))
        }
    }
}
