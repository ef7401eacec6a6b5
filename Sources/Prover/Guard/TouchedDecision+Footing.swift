import NetworkModel
import PolicyModel

extension TouchedDecision {
    /// Whether nothing violates a part at touched ends, as far as that can be told without looking at every other end;
    /// false where it has to be looked at.
    ///
    /// The other end is in a touched namespace, or afar. Those in touched namespaces are looked at. Afar all is as it was
    /// but what of the touched ends is seen from there:
    ///
    /// - Where the policies at the other end uphold the part against anybody, they do so against the touched ends too,
    ///   whatever these are now, unless it is asked for one of their namespaces by name: its labels were taken for granted.
    ///   The sites where they do are those of before: a namespace that is not listed any more would be one more, so then
    ///   nothing is told.
    /// - Where the touched ends uphold the part against anybody by themselves, they do so against those afar.
    ///
    /// A connection is stopped if either end stops it. That one is never stopped takes both: that the touched ends do not
    /// stop it, and that those afar do not. What held before, they did not stop then, and where only policies are changed
    /// they see what they saw.
    func holdsOnItsFooting(
        _ part: PreparedPart, of ends: [PreparedSite], _ role: EndpointRole, held: Bool, in scopes: [Scope]
    ) -> Bool {
        let violation = part.formulas.violation
        guard violation != .noIsolation, !isAnythingGone else { return false }
        let names = part.namesAsked[role] ?? []
        let isUpheldAfar =
            part.footing.upholding.contains(role.other) && prepared.scopesOfFootings.isSuperset(of: scopes)
            && names.isDisjoint(with: touched.namespaces)
        if violation == .noConnection, !isUpheldAfar, !(held && shifts != nil) { return false }
        let near = workspace.candidates(for: role.other, at: [.listed], among: positions)
            .map { workspace.prepared($0, role.other) }
        let named = part.namesAsked[role.other] ?? []
        let unbound = UnboundEnd(role: role.other, others: named.union(touched.namespaces))
        var facing = others(near, part, facing: ends, role)
        if violation == .noConnection || !isUpheldAfar, mayViolateAfar(ends, violation) {
            let afar = (part.sites[role.other] ?? []).filter { site in
                site.namespace.map { named.contains($0) && !touched.namespaces.contains($0) } ?? false
            }
            facing += afar.map(\.unguarded).compactMap(world.located) + unbound.anybody(in: workspace)
        }
        return unbound.obligation(of: ends.compactMap(world.located), facing: facing, in: workspace)
            .isRefutedByCases()
    }

    /// Whether one of these ends may violate the claim with whoever is in another namespace, or in none.
    private func mayViolateAfar(_ ends: [PreparedSite], _ violation: ClaimFormulas.Violation) -> Bool {
        var knowledge = workspace.knowledge
        knowledge.know(isSameNamespace: false)
        var simplification = Simplification(under: knowledge)
        return ends.contains { end in
            let violating = violation == .noConnection ? workspace.table.not(end.verdict) : end.verdict
            let formula = workspace.table.all([end.condition, violating])
            return simplification.simplified(formula, in: &workspace.table) != .never
        }
    }
}
