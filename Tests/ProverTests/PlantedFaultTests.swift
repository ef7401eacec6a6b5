import Invariants
import NetworkModel
import PolicyModel
import SMT
import Testing

@testable import Prover

/// Wrong encodings of claims that hold: whatever they make the solver find, the replay has to refuse it.
@Suite("Faults planted in the encoder")
struct PlantedFaultTests {
    /// A cluster in which the claim is proved, with every kind of constraint in its obligation.
    private static let manifests = """
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: red, labels: {team: r}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: blue, labels: {team: b}}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: db, namespace: red}
        spec:
          selector: {matchLabels: {app: db}}
          template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, ports: [{name: sql, containerPort: 3306}]}]}}

        """

    private static let policy = """
        {podSelector: {}, ingress: [
          {from: [{namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [r]}]}}], ports: [{port: sql}]},
          {from: [{podSelector: {matchLabels: {app: web}}}]},
          {from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}], ports: [{port: 80, endPort: 90}]}]}
        """

    private static let universe = Question.universe("{network: {podCIDRs: [10.1.0.0/16], ipBlockMatchesPods: always}}")

    private static let claims = [
        "never: {from: {namespaceSelector: {matchLabels: {team: b}}}, to: {namespaces: [red]}}",
        "never: {from: {namespaceSelector: {}}, to: {namespaces: [red]}, pair: [{namespaceLabel: team, is: different}]}",
        """
        never: {from: {podSelector: {matchLabels: {app: other}}}, to: {workload: {kind: Deployment, namespace: red, name: db}},
        ports: [{protocol: TCP, port: 22}]}
        """,
        "never: {from: {external: true}, to: {namespaces: [red]}, ports: [{protocol: TCP, port: 91}]}",
        "always: {from: {namespaces: [red]}, to: {workload: {kind: Deployment, namespace: red, name: db}}, ports: [{port: sql}]}",
    ]

    private static func question(_ claim: String, policy: String = policy) throws -> Question {
        try Question(manifests + universe + Question.policy("red", policy) + Question.invariant(claim))
    }

    @Test("the claims hold as long as nothing is planted", arguments: claims)
    func soundEncoding(_ claim: String) throws {
        #expect(try Self.question(claim).answer().listed.word == "proved")
    }

    @Test("a constraint that is forgotten or reversed is caught by the replay, whichever it is")
    func faultyConstraints() throws {
        let caught = try Self.claims.map(Self.caughtConstraints)
        #expect(caught.reduce(0, +) > 20, "\(caught)")
    }

    /// How many faults in constraints, one at a time, made the solver find something.
    private static func caughtConstraints(_ claim: String) throws -> Int {
        let question = try question(claim)
        let sound = try obligation(question)
        var caught = 0
        for number in sound.assertions.indices.dropFirst() {
            var forgotten = sound
            forgotten.assertions[number] = .always
            var reversed = sound
            reversed.assertions[number] = reversed.table.not(reversed.assertions[number])
            for faulty in [forgotten, reversed] where try isCaught(faulty, question) { caught += 1 }
        }
        return caught
    }

    @Test(
        "a policy that is encoded otherwise than it is written is caught by the replay",
        arguments: [
            "{podSelector: {matchLabels: {app: none}}}",
            policy.replacing("operator: In, values: [r]", with: "operator: NotIn, values: [r]"),
            policy.replacing("except: [10.1.0.0/16]", with: "except: []"),
            policy.replacing("{podSelector: {matchLabels: {app: web}}}", with: "{namespaceSelector: {}}"),
            policy.replacing("port: sql", with: "protocol: TCP"),
            policy.replacing("endPort: 90", with: "endPort: 91"),
            policy.replacing("podSelector: {},", with: "policyTypes: [Egress],"),
        ])
    func faultyPolicy(_ policy: String) throws {
        var caught = 0
        for claim in Self.claims {
            let faulty = try Self.obligation(Self.question(claim, policy: policy))
            if try Self.isCaught(faulty, Self.question(claim)) { caught += 1 }
        }
        #expect(caught > 0)
    }

    private static func obligation(_ question: Question) throws -> Obligation {
        let claim = try #require(question.specs.invariants.first?.claim.pairClaims.first)
        var builder = ObligationBuilder(ClaimWorkspace(claim, in: question.world), .listed, .violation)
        return builder.build()
    }

    /// Whether the replay refused what the solver found; a counterexample that it lets through fails the test.
    private static func isCaught(_ obligation: Obligation, _ question: Question) throws -> Bool {
        if obligation.isTriviallyUnsatisfiable { return false }
        let claim = try #require(question.specs.invariants.first?.claim.pairClaims.first)
        let search = CounterexampleSearch(
            replay: Replay(world: question.world, claim: claim, scope: .listed), obligation: obligation,
            premises: Knowledge(), limit: 1)
        var session = try Session()
        do {
            let outcome = try search.counterexamples(in: &session)
            if case .found(let counterexamples) = outcome {
                Issue.record("a wrong counterexample was let through: \(counterexamples)")
            }
            return false
        } catch ProverError.replayDisagrees {
            return true
        }
    }
}

extension String {
    fileprivate func replacing(_ text: String, with other: String) -> String {
        precondition(contains(text), "a mutation has to change something")
        return split(separator: text, omittingEmptySubsequences: false).joined(separator: other)
    }
}
