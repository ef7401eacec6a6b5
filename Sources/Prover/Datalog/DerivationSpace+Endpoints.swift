import NetworkModel
import PolicyModel
import SMT

extension DerivationSpace {
    /// A new endpoint, which may be anywhere.
    mutating func endpoint(in session: inout Session) throws(SMTError) -> Int {
        var sites: [Term] = []
        for _ in workspace.classes { sites.append(try session.boolean()) }
        try session.assert(try session.or(sites))
        try session.assert(try session.atMostOne(sites))
        let pods = zip(workspace.classes, sites).filter { $0.0.isPod }.map(\.1)
        let isPod = try session.or(pods)
        let nodes = zip(workspace.classes, sites).filter { $0.0.kind == .node }.map(\.1)
        let outside = zip(workspace.classes, sites).filter { $0.0.kind == .external }.map(\.1)
        var labels: [LabelVariable: LabelTerms] = [:]
        for variable in workspace.relevance.variables(of: .source) {
            labels[variable] = try LabelTerms(workspace.relevance.domain(of: variable), in: &session)
        }
        var terms = EndpointTerms(
            sites: sites, isPod: isPod, isNode: try session.or(nodes), isExternal: try session.or(outside),
            labels: labels,
            isV4: try session.boolean())
        if asksForAddresses {
            for family in IPAddress.Family.allCases {
                terms.addresses.append(
                    try OrderedValues(
                        cuttingAt: addressRanges[family] ?? [], within: 0...family.maximum, in: &session))
            }
        }
        endpoints.append(terms)
        let number = endpoints.count - 1
        var view = View([number])
        for fact in workspace.classes.flatMap(\.facts) {
            try session.assert(try term(for: fact, in: &view, &session))
        }
        if workspace.hasRigidLabels {
            for other in 0..<number { _ = try sameNamespace(other, number, in: &session) }
        }
        return number
    }

    /// The endpoint is of a sort.
    mutating func isOf(_ sort: EndpointSort, _ endpoint: Int, in session: inout Session) -> Term {
        switch sort {
        case .pod: endpoints[endpoint].isPod
        case .external: endpoints[endpoint].isExternal
        case .node: endpoints[endpoint].isNode
        case .endpoint: session.literal(true)
        }
    }

    /// The endpoint is at a place of one of these kinds.
    func isAt(_ kinds: Set<Candidates.PlaceKind>, _ endpoint: Int, in session: inout Session) throws(SMTError) -> Term {
        let sites = zip(workspace.classes, endpoints[endpoint].sites).filter { kinds.contains($0.0.kind) }.map(\.1)
        return try session.or(sites)
    }
}
