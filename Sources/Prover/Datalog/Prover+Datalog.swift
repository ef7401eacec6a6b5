import NetworkModel
public import PolicyModel
import SMT

extension Prover {
    /// Decides the claim that rules derive no violation, in both scopes.
    ///
    /// - Throws: `ProverError` if two solvers disagree, and the solver's failures.
    public func answer(to claim: DerivedClaim) throws -> Answer {
        try onSolverThread {
            var solvers = try Solvers(options)
            solvers.deadline = options.timeoutMilliseconds.map { .now + .milliseconds(Int($0)) }
            return try answer(claim, with: &solvers)
        }
    }

    func answer(_ claim: DerivedClaim, with solvers: inout Solvers) throws -> Answer {
        // Endpoints of one rule have numbers of eight bits.
        guard claim.program.rules.allSatisfy({ $0.variables.count <= Self.maximumVariables }) else {
            return Answer(
                listed: .undecided(.rules("a rule has more than \(Self.maximumVariables) variables")), future: nil)
        }
        let workspace = DerivationWorkspace(
            claim.program, in: world, isOpen: false, comparedValues: Self.comparedEndpoints)
        func decide(_ scope: Scope, _ solvers: inout Solvers) throws -> ScopeAnswer {
            let decision = DerivedDecision(
                claim, scope, workspace, maximumCounterexamples: options.maximumCounterexamples)
            return try decision.answer(with: &solvers)
        }
        let listed = try decide(.listed, &solvers)
        guard !claim.protected.isEmpty, scopes.contains(.future) else { return Answer(listed: listed, future: nil) }
        return Answer(listed: listed, future: try decide(.future, &solvers))
    }

    private static var maximumVariables: Int { 64 }

    /// How many endpoints of one derivation can be compared with one another.
    private static var comparedEndpoints: Int { 12 }
}
