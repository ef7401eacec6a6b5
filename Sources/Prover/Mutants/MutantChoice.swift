import SMT

/// The premises of mutants in a solver.
struct MutantChoice {
    /// Mutants that may still be chosen, ascending. Those that nothing depends on are left out: under them every formula
    /// is the one of the original.
    private(set) var open: [(mutant: Int, term: Term)]

    /// Asserts that exactly one of the mutants is chosen.
    init(among mutants: Set<Int>, _ encoding: Encoding, in session: inout Session) throws(SMTError) {
        var open: [(mutant: Int, term: Term)] = []
        for mutant in mutants.sorted() {
            guard let term = encoding.booleans[MutantVariation.premise(mutant)] else { continue }
            open.append((mutant, term))
        }
        self.open = open
        try session.assert(try session.or(open.map(\.term)))
        try session.assert(try session.atMostOne(open.map(\.term)))
    }

    /// The mutant of the session's last model.
    func chosen(in session: borrowing Session) throws(SMTError) -> Int {
        // Exactly one is true in every model.
        open[try session.values(of: open.map(\.term)).firstIndex(of: true)!].mutant
    }

    /// From now on this one is not chosen.
    mutating func close(_ mutant: Int, in session: inout Session) throws(SMTError) {
        guard let position = open.firstIndex(where: { $0.mutant == mutant }) else { return }
        try session.assert(session.not(open.remove(at: position).term))
    }
}

/// What became of mutants in one question. All others answer it as the original does.
struct MutantAnswers {
    var found: Set<Int> = []
    /// Where the solver gave up, why.
    var undecided: [Int: UnknownReason] = [:]
}

extension MutantChoice {
    /// Asks which mutants make the assertions satisfiable, together with one of the assumptions.
    ///
    /// - Parameter confirm: told of each mutant that does, while the session has the model.
    mutating func answers(
        assuming assumptions: [[Term]], in session: inout Session,
        confirm: (_ mutant: Int, _ session: borrowing Session) throws -> Void
    ) throws -> MutantAnswers {
        var answers = MutantAnswers()
        for assumption in assumptions {
            question: while !open.isEmpty {
                switch try session.check(assuming: assumption) {
                case .unsatisfiable: break question
                case .satisfiable:
                    let mutant = try chosen(in: session)
                    try confirm(mutant, session)
                    answers.found.insert(mutant)
                    try close(mutant, in: &session)
                case .unknown:
                    try askOneByOne(assumption, &answers, in: &session, confirm: confirm)
                    break question
                }
            }
        }
        for mutant in answers.found { answers.undecided[mutant] = nil }
        return answers
    }

    private mutating func askOneByOne(
        _ assumption: [Term], _ answers: inout MutantAnswers, in session: inout Session,
        confirm: (_ mutant: Int, _ session: borrowing Session) throws -> Void
    ) throws {
        for (mutant, term) in open {
            switch try session.check(assuming: assumption + [term]) {
            case .unsatisfiable: continue
            case .satisfiable:
                try confirm(mutant, session)
                answers.found.insert(mutant)
                try close(mutant, in: &session)
            case .unknown(let reason): answers.undecided[mutant] = reason
            }
        }
    }
}
