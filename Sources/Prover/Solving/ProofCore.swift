import PolicyModel
import SMT

/// What a proof rests on: premises without any one of which it may fall, whatever the state of all others.
enum ProofCore {
    /// The numbers of a minimal set of premises, ascending.
    case found([Int])
    /// The obligation can be met with all premises in place: there is no proof.
    case satisfiable
    case unknown(UnknownReason)

    /// First the policies are found, each for both ends or for neither, and then which sites they are needed at: a
    /// minimal set of premises by themselves may name one policy at one end and another at the other, where one does.
    init(of encoding: Encoding, in session: inout Session) throws(SMTError) {
        let classes = encoding.premiseClasses
        var literals: [Term] = []
        for members in classes {
            guard members.count > 1 else {
                literals.append(members[0].term)
                continue
            }
            let literal = try session.boolean()
            let isOnePolicy = encoding.isOnePolicy(members.map(\.number))
            for member in members {
                try session.assert(try session.implies(literal, member.term))
                // One policy is there for both ends or for neither, also where the proof does not need it.
                if isOnePolicy { try session.assert(try session.implies(member.term, literal)) }
            }
            literals.append(literal)
        }
        switch try session.check(assuming: literals) {
        case .satisfiable: self = .satisfiable
        case .unknown(let reason): self = .unknown(reason)
        case .unsatisfiable:
            let core = Set(try session.minimalCore(of: try session.unsatCore()))
            let kept = zip(classes, literals).filter { core.contains($0.1) }.map(\.0)
            // Where each class is one policy, leaving out one end of it would change nothing.
            let isExact = kept.allSatisfy { encoding.isOnePolicy($0.map(\.number)) }
            let needed = isExact ? kept.joined().map(\.number) : try Self.needed(of: Array(kept.joined()), in: &session)
            self = .found(needed.sorted())
        }
    }

    /// A minimal part of premises that suffice together.
    private static func needed(
        of premises: [(number: Int, term: Term)], in session: inout Session
    ) throws(SMTError) -> [Int] {
        guard try session.check(assuming: premises.map(\.term)) == .unsatisfiable else { return premises.map(\.number) }
        let core = Set(try session.minimalCore(of: try session.unsatCore()))
        return premises.filter { core.contains($0.term) }.map(\.number)
    }
}

extension Encoding {
    /// The premises all speak of one policy, and of no others like it.
    fileprivate func isOnePolicy(_ premises: [Int]) -> Bool {
        premises.allSatisfy { number in
            guard case .policy(let role, let group, _) = obligation.premises[number] else { return true }
            return obligation.groups[role]?[group].policies.count == 1
        }
    }

    /// The premises that anything depends on, those together that speak of the same policies.
    fileprivate var premiseClasses: [[(number: Int, term: Term)]] {
        var positions: [Int: Int] = [:]
        var classes: [[(number: Int, term: Term)]] = []
        for premise in premises {
            let representative = obligation.representatives[premise.number]
            if let position = positions[representative] {
                classes[position].append(premise)
            } else {
                positions[representative] = classes.count
                classes.append([premise])
            }
        }
        return classes
    }
}
