import NetworkModel
import PolicyModel
import SMT

extension TouchedDecision {
    /// Whether anything that is listed after the change is a subject of the claim at a position of the prepared ones,
    /// which was about something before; nil where the solver gave up.
    public func isAboutAnything(claimAt position: Int, with solvers: inout Solvers) throws -> Bool? {
        switch prepared.claims[position] {
        case .labelled(let claim):
            if case .vacuous = LabelCheck(world).answer(claim) { return false }
            return true
        case .derived(let claim):
            if case .vacuous = try Prover(world).answer(.derived(claim), with: &solvers).listed { return false }
            return true
        case .connections, .isolated: break
        }
        for part in prepared.parts[position] {
            if !mayLoseSubjects(part) || keepsSubject(part) { return true }
            guard let isAbout = try isAboutAnything(part, with: &solvers) else { return nil }
            if isAbout { return true }
        }
        return false
    }

    /// Whether the claim was about any endpoint that the change may have taken away.
    private func mayLoseSubjects(_ part: PreparedPart) -> Bool {
        !isExcused(part)
            && EndpointRole.pair.contains { wasAboutTouchedNamespaces(part, $0) }
    }

    /// The claim is about a pair of endpoints that the change has nothing to do with.
    private func keepsSubject(_ part: PreparedPart) -> Bool {
        part.footing.subjects.contains { $0.isDisjoint(with: touched.namespaces) }
    }

    func wasAboutTouchedNamespaces(_ part: PreparedPart, _ role: EndpointRole) -> Bool {
        touched.namespaces.contains { part.namespaces[role]?.contains($0) ?? false }
    }

    private func isAboutAnything(_ part: PreparedPart, with solvers: inout Solvers) throws -> Bool? {
        workspace.turn(to: part.formulas, implying: part.knowledge)
        var builder = ObligationBuilder(workspace, .listed, .premisesNotWaived)
        var located: [EndpointRole: [ObligationBuilder.Located]] = [:]
        for role in EndpointRole.pair {
            let places = builder.places(for: role)
            located[role] = sites(part, role).filter { places.contains($0.kind) }.compactMap {
                world.located($0.unguarded)
            }
        }
        let obligation = builder.build(from: located)
        if obligation.isTriviallyUnsatisfiable { return false }
        try solvers.search.reset()
        _ = try Encoding(obligation, in: &solvers.search)
        return switch try solvers.search.check(keepsModel: false) {
        case .satisfiable: true
        case .unsatisfiable: false
        case .unknown: nil
        }
    }
}
