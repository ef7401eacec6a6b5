import Diagnostics
import PolicyModel
import Prover
import Testing

@Suite("Claims about rules")
struct DerivedClaimTests {
    private let place = SourceLocation(file: "rules.dl")

    /// That no `count` pods have tenants of which no two are the same.
    private func allDifferent(_ count: Int) -> DerivedClaim {
        let variables = (0..<count).map { DatalogProgram.Variable(name: "P\($0)", sort: .pod) }
        let body = (0..<count).flatMap { one in
            (0..<one).map { other in
                DatalogProgram.Literal(
                    .condition(.not(.sameLabel(.namespace, key: "tenant", other, one))), text: "", location: place)
            }
        }
        let present = (0..<count).map { variable in
            DatalogProgram.Literal(
                .condition(
                    .endpoint(
                        variable, .namespaceLabels(LabelSelector([LabelRequirement("tenant", .exists)])))
                ),
                text: "", location: place)
        }
        return DerivedClaim(
            program: DatalogProgram(
                relations: [.init(name: "violation", sorts: [.pod], location: place)],
                rules: [
                    .init(
                        head: .init(relation: 0, arguments: [0]), variables: variables, body: body + present,
                        text: "violation(P0) :- …", location: place)
                ]),
            violation: 0, protected: [0])
    }

    private func world(_ more: String = "") throws -> World {
        try Question(Question.namespace("shop", "{tenant: a}") + more).world
    }

    @Test("three pods may be of three tenants that nobody mentions (AB-43)")
    func threeTenants() throws {
        let answer = try Prover(world()).answer(to: allDifferent(3))
        guard case .derivable(let derivations)? = answer.future else {
            Issue.record("\(answer)")
            return
        }
        #expect(derivations.count == 1)
    }

    @Test("of more endpoints than can be compared nothing is said")
    func tooMany() throws {
        let answer = try Prover(world()).answer(to: allDifferent(14))
        for scope in [answer.listed, answer.future] {
            guard case .undecided(.rules)? = scope else {
                Issue.record("\(answer)")
                return
            }
        }
    }

    @Test(
        "a proof names the policies that it rests on, no rule of the universe that it does not need, and that addresses matter"
    )
    func whatAProofRestsOn() throws {
        let universe = Question.universe(
            """
            {namespaces: {labels: {tenant: {required: true, values: [a, b]}}}, network: {podCIDRs: [10.0.0.0/8]}}
            """)
        let policy = Question.policy(
            "shop", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}]}]}")
        let inShop = DatalogProgram.Literal(
            .condition(
                .endpoint(
                    1,
                    .namespaceLabels(LabelSelector([LabelRequirement("kubernetes.io/metadata.name", equals: "shop")])))),
            text: "", location: place)
        let passes = DatalogProgram.Literal(.attempt(0, .both, passes: true), text: "", location: place)
        let claim = DerivedClaim(
            program: DatalogProgram(
                relations: [.init(name: "violation", sorts: [.pod], location: place)],
                rules: [
                    .init(
                        head: .init(relation: 0, arguments: [1]),
                        variables: [.init(name: "S", sort: .pod), .init(name: "D", sort: .pod)],
                        attempts: [.init(source: 0, destination: 1)], body: [inShop, passes],
                        text: "violation(D) :- …", location: place)
                ]),
            violation: 0, protected: [0])
        let answer = try Prover(world(universe + policy)).answer(to: claim)
        guard case .proved(let proof) = answer.listed else {
            Issue.record("\(answer)")
            return
        }
        #expect(proof.policies.map(\.identity.name) == ["p"])
        #expect(proof.universeRules.isEmpty)
        #expect(proof.dependsOnAddresses)
        #expect(proof.isComplete)
    }
}
