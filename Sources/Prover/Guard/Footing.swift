import NetworkModel
import PolicyModel
import SMT

/// What a part of a claim that holds stands on, found once so that changes elsewhere need not be looked into.
struct Footing: Sendable {
    /// The ends whose own policies uphold the part by themselves, in every scope that is decided: no site there lets
    /// anything pass that would violate the part, whoever is at the other end. Only of namespaces that are asked for by
    /// name it is taken for granted there that they have the labels that they have.
    var upholding: Set<EndpointRole> = []
    /// Namespaces of pairs of endpoints that the part is about, by name; pairs of one set are in those alone, or outside.
    var subjects: [Set<String>] = []

    init() {}

    /// - Parameter scopes: Those that are decided.
    init(of part: PreparedPart, in world: World, _ scopes: [Scope], with solvers: inout Solvers) throws {
        let workspace = ClaimWorkspace(idleIn: world)
        workspace.turn(to: part.formulas, implying: part.knowledge)
        for role in EndpointRole.pair where part.formulas.violation != .noIsolation {
            if Self.upholds(role, part, workspace, scopes) { upholding.insert(role) }
        }
        // With two that have no namespace in common, no change of a single namespace takes both away.
        while subjects.count < 2, let pair = try Self.subject(of: part, workspace, apartFrom: subjects, with: &solvers)
        {
            subjects.append(pair)
            if pair.isEmpty { break }
        }
    }

    private static func upholds(
        _ role: EndpointRole, _ part: PreparedPart, _ workspace: ClaimWorkspace, _ scopes: [Scope]
    ) -> Bool {
        let places = Set(scopes.flatMap { ObligationBuilder(workspace, $0, .violation).places(for: role) })
        let isBlocking = part.formulas.violation == .connection
        let ends = (part.sites[role] ?? []).filter {
            places.contains($0.kind) && !(isBlocking && $0.verdict == .never)
        }
        if ends.isEmpty { return true }
        // Who lets everything pass upholds nothing: going through the cases would say so, too.
        if isBlocking, ends.contains(where: { $0.verdict == .always }) { return false }
        let named = part.namesAsked[role.other] ?? []
        // A namespace of these ends may be any other one for the ends elsewhere: its name is not taken out.
        let given = named.union(ends.compactMap(\.namespace))
        let sites = (part.sites[role.other] ?? []).filter { $0.namespace.map(given.contains) ?? false }
        let unbound = UnboundEnd(role: role.other, others: named)
        let obligation = unbound.obligation(
            of: ends.compactMap(workspace.world.located),
            facing: sites.map(\.unguarded).compactMap(workspace.world.located) + unbound.anybody(in: workspace),
            in: workspace)
        return obligation.isRefutedByCases()
    }

    /// The listed namespaces of two endpoints that the part is about; nil where none were found.
    private static func subject(
        of part: PreparedPart, _ workspace: ClaimWorkspace, apartFrom known: [Set<String>], with solvers: inout Solvers
    ) throws -> Set<String>? {
        let taken = known.reduce(into: Set<String>()) { $0.formUnion($1) }
        var builder = ObligationBuilder(workspace, .listed, .premisesNotWaived)
        var located: [EndpointRole: [ObligationBuilder.Located]] = [:]
        for role in EndpointRole.pair {
            // No namespace that is yet to be created: what stays listed stays what it is.
            let places = builder.places(for: role).subtracting([.future])
            located[role] = (part.sites[role] ?? []).compactMap { site in
                guard places.contains(site.kind), !(site.namespace.map(taken.contains) ?? false) else { return nil }
                return workspace.world.located(site.unguarded)
            }
        }
        let obligation = builder.build(from: located)
        if obligation.isTriviallyUnsatisfiable { return nil }
        try solvers.search.reset()
        let encoding = try Encoding(obligation, in: &solvers.search)
        guard try solvers.search.check() == .satisfiable else { return nil }
        let witness = try WitnessDecoding(world: workspace.world, encoding: encoding)
            .decoded(in: solvers.search).witness
        return Set(EndpointRole.pair.compactMap { witness.endpoint($0).pod?.namespace.name })
    }
}

extension PreparedClaims {
    /// The same claims, with what those at some positions stand on.
    ///
    /// - Parameters:
    ///   - positions: Of claims that hold.
    ///   - includingFuture: Whether violations in namespaces yet to be created are looked for too.
    ///   - workers: How many parts at a time; nil for as many as there are processors.
    public func findingFootings(
        ofClaimsAt positions: [Int], includingFuture: Bool, options: Prover.Options = Prover.Options(),
        workers: Int? = nil
    ) throws -> PreparedClaims {
        let places = positions.flatMap { position in parts[position].indices.map { (claim: position, part: $0) } }
        let scopes = world.scopes(includingFuture: includingFuture)
        let prepared = self
        let find: @Sendable (inout Solvers, (claim: Int, part: Int)) throws -> Footing = { solvers, place in
            try Footing(of: prepared.parts[place.claim][place.part], in: prepared.world, scopes, with: &solvers)
        }
        let footings = try SolverWorkers.map(
            places, workers: workers ?? SolverWorkers.processors, resource: { try Solvers(options) }, body: find)
        var result = self
        for (place, footing) in zip(places, footings) { result.parts[place.claim][place.part].footing = footing }
        result.scopesOfFootings = Set(scopes)
        return result
    }
}

extension World {
    /// The scopes in which a claim may be violated.
    func scopes(includingFuture: Bool) -> [Scope] {
        includingFuture && futurePodsMayExist ? [.listed, .future] : [.listed]
    }

    /// A prepared site in this world, with no more of its policies than its verdict; nil where it is gone.
    func located(_ prepared: PreparedSite) -> ObligationBuilder.Located? {
        site(prepared).map { site in
            ObligationBuilder.Located(
                site: site, condition: prepared.condition, limits: prepared.limits, governed: .nobodys, numbers: [],
                verdict: prepared.verdict)
        }
    }
}
