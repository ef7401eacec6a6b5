extension Session {
    /// A smallest-by-inclusion part of a core: leaving out any one of its assumptions makes the rest satisfiable,
    /// or undecided within the session's limits.
    ///
    /// Tries one check for each member of the core, the last ones first, so that earlier assumptions are the ones that
    /// stay. The last check is then one of these.
    /// - Parameter core: what ``unsatCore()`` gave, or any assumptions that the assertions contradict.
    public mutating func minimalCore(of core: [Term]) throws(SMTError) -> [Term] {
        var kept = core
        for candidate in core.reversed() where kept.contains(candidate) {
            let rest = kept.filter { $0 != candidate }
            if try check(assuming: rest, keepsModel: false) == .unsatisfiable { kept = try checkedCore(of: rest) }
        }
        return kept
    }

    /// The core of the check of these assumptions just made, if Z3 can be believed: one that does not suffice would
    /// let a proof rest on too little. Otherwise all of them.
    public mutating func checkedCore(of assumptions: [Term]) throws(SMTError) -> [Term] {
        let core = try unsatCore()
        guard core.count < assumptions.count else { return assumptions }
        return try check(assuming: core, keepsModel: false) == .unsatisfiable ? core : assumptions
    }
}
