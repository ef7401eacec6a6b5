import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel
import Prover
import Testing

/// Tiers before and after NetworkPolicy, as later dialects will lower to them (abstraction.md AB-25 to AB-28).
@Suite struct TierTests {
    private static let place = SourceLocation(file: "tiers.yaml", line: 1, column: 1)
    private static let red = EndpointPredicate.namespaceLabels(LabelSelector([LabelRequirement("tenant", equals: "r")]))
    private static let notRed = EndpointPredicate.namespaceLabels(
        LabelSelector([LabelRequirement("tenant", .notIn, ["r"])]))

    private func rule(_ action: Rule.Action, from peer: EndpointPredicate) -> Rule {
        Rule(action: action, peers: [PeerEntry(peer, location: Self.place)], ports: nil, location: Self.place)
    }

    private func policy(_ name: String, order: Int = 0, on subject: EndpointPredicate, _ rules: [Rule]) -> Policy {
        Policy(
            identity: PolicyIdentity(kind: "AdminPolicy", namespace: nil, name: name), location: Self.place,
            order: order, subject: subject, isolates: [], ingress: rules)
    }

    private func tier(_ name: String, _ policies: [Policy]) -> Tier {
        Tier(
            name: name, precedence: .firstMatch, unmatched: .nextTier, isWrittenByNamespaceOwners: false,
            policies: policies)
    }

    private func answer(admin: [Policy] = [], baseline: [Policy] = [], to target: EndpointPredicate = Self.red) throws
        -> Prover.Answer
    {
        let owners = Tier(
            name: "NetworkPolicy", precedence: .denyOverrides, unmatched: .denyIfIsolated, policies: [])
        let cluster = Cluster(
            namespaces: [
                Namespace(name: "red", labels: ["tenant": "r"], hasManifest: true),
                Namespace(name: "blue", labels: ["tenant": "b"], hasManifest: true),
            ], workloads: [])
        let program = PolicyProgram(tiers: [tier("Admin", admin), owners, tier("Baseline", baseline)])
        let claim = ConnectionClaim(quantity: .never, from: Self.notRed, to: target, protect: .to)
        let world = World(cluster: cluster, program: program, universe: Universe())
        return try #require(try Prover(world).answers(to: [.connections(claim)]).first)
    }

    @Test("an earlier tier's deny holds in namespaces yet to be created (AB-26)")
    func adminDeny() throws {
        let answer = try answer(admin: [policy("deny", on: Self.red, [rule(.deny, from: Self.notRed)])])
        #expect([answer.listed.word, answer.future?.word] == ["proved", "proved"])
        #expect(answer.listed.proof?.policies.map(\.identity.name) == ["deny"])
    }

    @Test("policies of equal order that disagree are a tie, and the counterexample says so (AB-27)")
    func tie() throws {
        let deny = policy("deny", on: Self.red, [rule(.deny, from: Self.notRed)])
        let allow = policy("allow", on: .pod, [rule(.allow, from: .pod)])
        let witness = try #require(try answer(admin: [deny, allow]).listed.counterexamples.first)
        #expect(witness.ties.first?.map(\.identity.name).sorted() == ["allow", "deny"])
        #expect(witness.isConnection)
    }

    @Test("the lower order goes first (AB-27)", arguments: [(0, 1, "proved"), (1, 0, "refuted")])
    func order(deny: Int, allow: Int, verdict: String) throws {
        let policies = [
            policy("deny", order: deny, on: Self.red, [rule(.deny, from: Self.notRed)]),
            policy("allow", order: allow, on: .pod, [rule(.allow, from: .pod)]),
        ]
        #expect(try answer(admin: policies).listed.word == verdict)
    }

    @Test("pass leaves the tier for those it matches, and for nobody else (AB-28)")
    func pass() throws {
        let rules = [rule(.pass, from: Self.red), rule(.deny, from: .pod)]
        #expect(try answer(admin: [policy("tenant", on: Self.red, rules)]).listed.word == "proved")
        let reversed = [rule(.pass, from: .pod), rule(.deny, from: .pod)]
        #expect(try answer(admin: [policy("tenant", on: Self.red, reversed)]).listed.word == "refuted")
    }

    @Test("a later tier's deny is the owner's to override where he is not known (AB-25)")
    func baselineDeny() throws {
        let answer = try answer(baseline: [policy("deny", on: .pod, [rule(.deny, from: .pod)])], to: .pod)
        #expect([answer.listed.word, answer.future?.word] == ["proved", "refuted"])
    }
}
