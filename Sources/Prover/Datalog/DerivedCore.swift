import SMT

/// The premises that suffice for questions not to be met, all of them together.
struct DerivedCore {
    /// The questions, each with the premises that suffice for it.
    private var questions: [(asked: [Term], core: Set<Int>)] = []
    /// By number.
    private let terms: [Int: Term]
    /// What suffices for all.
    private(set) var premises: Set<Int> = []

    enum Outcome {
        case found(DerivedCore)
        /// A question can be met with all premises in place.
        case satisfiable
        case unknown(UnknownReason)
    }

    /// - Parameters:
    ///   - questions: what each assumes.
    ///   - premises: by number.
    static func outcome(
        of questions: [[Term]], under premises: [Int: Term], in session: inout Session
    ) throws(SMTError) -> Outcome {
        var core = DerivedCore(terms: premises)
        for question in questions {
            switch try core.ask(question, under: Set(premises.keys), in: &session) {
            case .satisfiable: return .satisfiable
            case .unknown(let reason): return .unknown(reason)
            case .unsatisfiable(let needed): core.questions.append((question, needed))
            }
        }
        core.premises = core.questions.reduce(into: []) { $0.formUnion($1.core) }
        return .found(core)
    }

    private init(terms: [Int: Term]) { self.terms = terms }

    /// Leaves out what can be: afterwards, without any one of the premises, some question can be met, or is not decided.
    mutating func minimise(in session: inout Session) throws(SMTError) {
        for candidate in premises.sorted().reversed() where premises.contains(candidate) {
            let rest = premises.subtracting([candidate])
            var others = questions
            var isNeeded = false
            for number in others.indices where others[number].core.contains(candidate) && !isNeeded {
                switch try ask(others[number].asked, under: rest, in: &session) {
                case .unsatisfiable(let needed): others[number].core = needed
                case .satisfiable, .unknown: isNeeded = true
                }
            }
            guard !isNeeded else { continue }
            questions = others
            premises = questions.reduce(into: []) { $0.formUnion($1.core) }
        }
    }

    private enum Answer {
        case unsatisfiable(Set<Int>)
        case satisfiable
        case unknown(UnknownReason)
    }

    private func ask(
        _ question: [Term], under premises: Set<Int>, in session: inout Session
    ) throws(SMTError) -> Answer {
        // Every number is one of the terms'.
        let assumed = premises.sorted().map { (number: $0, term: terms[$0]!) }
        let assumptions = question + assumed.map(\.term)
        switch try session.check(assuming: assumptions, keepsModel: false) {
        case .satisfiable: return .satisfiable
        case .unknown(let reason): return .unknown(reason)
        case .unsatisfiable:
            let core = Set(try session.checkedCore(of: assumptions))
            return .unsatisfiable(Set(assumed.filter { core.contains($0.term) }.map(\.number)))
        }
    }
}
