import NetworkModel
import PolicyModel
import SMT

/// Finds out whether there is any difference, then describes all of it.
struct DifferenceSearch {
    let revisions: AlignedRevisions
    let question: DifferenceObligation
    let options: DifferenceProver.Options

    func difference() throws -> PolicyDifference {
        var bench = try Workbench(question.obligation, solverOptions(.simple))
        var result = PolicyDifference()
        for kind in question.possible {
            switch try bench.session.check(assuming: [bench.premise(kind, .isDifferent)], keepsModel: false) {
            case .satisfiable: result.kinds.insert(kind)
            case .unsatisfiable: continue
            case .unknown(let reason): return PolicyDifference(undecided: reason.description)
            }
        }
        var patches: [DifferenceKind: [Patch]] = [:]
        for kind in DifferenceKind.allCases where result.kinds.contains(kind) {
            let found = try Cover(revisions: revisions, kind: kind, limit: options.maximumClasses).covered(by: &bench)
            if !found.isComplete { result.truncated.insert(kind) }
            if let reason = found.undecided { result.undecided = reason.description }
            patches[kind] = found.patches
        }
        try confirm(patches, except: result.truncated)
        for kind in DifferenceKind.allCases {
            for patch in patches[kind] ?? [] {
                switch try described(patch, kind, &bench) {
                case .success(let described): result.classes.append(described)
                case .failure(let reason):
                    result.truncated.insert(kind)
                    result.undecided = reason.words
                }
            }
        }
        return result
    }

    private func solverOptions(_ strategy: SolverOptions.Strategy) -> SolverOptions {
        SolverOptions(
            timeoutMilliseconds: options.timeoutMilliseconds, resourceLimit: options.resourceLimit, strategy: strategy)
    }

    /// Goes through the claim that nothing else is different again, by another of Z3's engines.
    private func confirm(_ patches: [DifferenceKind: [Patch]], except truncated: Set<DifferenceKind>) throws {
        var bench = try Workbench(question.obligation, solverOptions(.finiteDomain))
        for kind in question.possible where !truncated.contains(kind) {
            var open = [bench.premise(kind, .isDifferent)]
            for patch in patches[kind] ?? [] {
                let term = try bench.term(for: patch)
                open.append(bench.session.not(term))
            }
            if try bench.session.check(assuming: open, keepsModel: false) == .satisfiable {
                throw ProverError.proofDisagrees
            }
        }
    }

    private struct NotDescribed: Error {
        var words: String
    }

    /// The class in words, with a plain connection of it that was replayed.
    private func described(
        _ patch: Patch, _ kind: DifferenceKind, _ bench: inout Workbench
    ) throws -> Result<ConnectionClass, NotDescribed> {
        let preferences = WitnessPreferences(revisions: revisions).terms(bench.encoding, in: bench.session)
        let inside = [bench.premise(kind, .isDifferent), try bench.term(for: patch)]
        switch try bench.settle(preferences, assuming: inside) {
        case .satisfiable: break
        case .unsatisfiable: throw DifferenceError.notTold
        case .unknown(let reason): return .failure(NotDescribed(words: reason.description))
        }
        let decoded = try WitnessDecoding(world: revisions.head, encoding: bench.encoding).decoded(in: bench.session)
        let description = ClassDescription(revisions: revisions, space: bench.space, encoding: bench.encoding)
        var connections = description.described(patch.cube)
        if let role = patch.passing { connections.conditions.append(.passes(role)) }
        let witness = try DifferenceReplay(revisions: revisions).replayed(
            decoded.witness, kind, of: connections, addressesMatter: !bench.encoding.addresses.isEmpty)
        return .success(
            ConnectionClass(
                kind: kind, connections: connections, exceptions: patch.exceptions.map(description.described),
                witness: witness))
    }
}
