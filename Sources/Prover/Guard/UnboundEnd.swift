import NetworkModel
import PolicyModel

/// An end where whoever there may be is met: any address outside, and any pod of any namespace whatever, under no
/// policies, beside pods at given sites.
///
/// Every state of any cluster with those sites, and with the sites of the other end, as they are is one of the states that
/// this asks about, whatever policies, labels and pods its further namespaces have: of this end only what the claim asks is
/// required, no rule of the universe and no policy. For that, a pod of a namespace in which the other end may be has to be
/// given as a site, and so has any pod of a namespace whose name is taken out. So where nothing violates the claim here,
/// nothing does there. The reverse does not hold: a violation found here may be none.
struct UnboundEnd {
    /// This end.
    let role: EndpointRole
    /// The names of namespaces whose pods are given as sites.
    let others: Set<String>

    /// Sites that stand for whoever is not at a given one.
    func anybody(in workspace: ClaimWorkspace) -> [ObligationBuilder.Located] {
        let claim = workspace.claim
        let asked = [claim.conditions[role] ?? .always] + claim.limits.map { $0.conditions[role] ?? .always }
        return [Site.Place.external, .future].compactMap { place in
            let site = Site(place: place)
            var knowledge = Knowledge()
            knowledge.know(isPod: role, site.isPod)
            var simplification = Simplification(under: knowledge)
            let formulas = asked.map { simplification.simplified($0, in: &workspace.table) }
            guard formulas[0] != .never else { return nil }
            return ObligationBuilder.Located(
                site: site, condition: formulas[0], limits: Array(formulas.dropFirst()), governed: .nobodys,
                numbers: [], verdict: .always)
        }
    }

    /// - Parameters:
    ///   - ends: The other end.
    ///   - sites: Of this end: `anybody`, and the given ones.
    func obligation(
        of ends: [ObligationBuilder.Located], facing sites: [ObligationBuilder.Located], in workspace: ClaimWorkspace
    ) -> Obligation {
        var builder = ObligationBuilder(workspace, .listed, .violation)
        builder.unboundEnd = self
        return builder.build(from: [role.other: ends, role: sites])
    }
}

extension PreparedSite {
    /// The site without its policies.
    var unguarded: PreparedSite {
        var site = self
        site.verdict = .always
        return site
    }
}

extension SiteVerdicts.Governed {
    /// No policies at all.
    static let nobodys = Self(entries: [], unknownIf: .never)
}
