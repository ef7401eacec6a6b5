import Diagnostics
import PolicyModel

/// Claims about connections, said in rules over endpoints.
extension DerivedClaim {
    /// Nil for claims that are about no connection.
    init?(_ claim: Claim) {
        guard case .connections(let claim) = claim else { return nil }
        let place = SourceLocation(file: "rules.dl")
        let ends = [0, 1]
        var body: [DatalogProgram.Part] = [
            .condition(.endpoint(0, claim.quantity == .only ? .not(claim.from) : claim.from)),
            .condition(.endpoint(1, claim.to)), .attempt(0, .both, passes: claim.quantity != .always),
        ]
        for relation in claim.pair {
            let (condition, isSame): (EndpointCondition, Bool) =
                switch relation {
                case .namespace(let isSame): (.sameNamespace(0, 1), isSame)
                case .namespaceLabel(let key, let isSame): (.sameLabel(.namespace, key: key, 0, 1), isSame)
                case .podLabel(let key, let isSame): (.sameLabel(.pod, key: key, 0, 1), isSame)
                }
            body.append(.condition(isSame ? condition : .not(condition)))
        }
        guard claim.waived.isEmpty, claim.within == nil else { return nil }
        // An attempt is between a pod and anything: one rule for each way round.
        let sorts: [[EndpointSort]] = [[.pod, .endpoint], [.external, .pod]]
        let rules = sorts.map { sorts in
            DatalogProgram.Rule(
                head: .init(relation: 0, arguments: ends),
                variables: [.init(name: "S", sort: sorts[0]), .init(name: "D", sort: sorts[1])],
                attempts: [.init(source: 0, destination: 1, ports: claim.ports)],
                body: body.map { .init($0, text: "", location: place) }, text: "violation(S, D) :- …", location: place)
        }
        self.init(
            program: DatalogProgram(
                relations: [.init(name: "violation", sorts: [.endpoint, .endpoint], location: place)], rules: rules),
            violation: 0,
            protected: claim.quantity == .always ? [0, 1] : claim.protect == .to ? [1] : [0])
    }
}
