import Evaluation
import NetworkModel
import PolicyModel
import SMT
import Testing

@testable import Prover

@Suite("What spreads along connections")
struct LateralMovementTests {
    /// Three environments in a row: only the neighbours are let in.
    private static let row = [
        Question.namespace("test", "{env: test}"), Question.namespace("stage", "{env: stage}"),
        Question.namespace("prod", "{env: prod}"),
        Question.policy(
            "stage", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: test}}}]}]}"),
        Question.policy(
            "prod",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: stage}}}, {podSelector: {}}]}]}"
        ),
    ].joined()

    private static let database = [Rules.namespace(0, "env", "prod"), Rules.pod(0, "app", "mysql")]

    private func answer(
        _ manifests: String, _ claim: DerivedClaim, universe: String = "{namespaces: {exist: listed}}"
    ) throws -> Prover.Answer {
        let question = try Question(manifests + Question.universe(universe))
        return try Prover(question.world).answer(to: claim)
    }

    @Test("a chain of hops is found though no single hop leads there, and it is the shortest")
    func chain() throws {
        let answer = try answer(Self.row, Rules.spreading(to: Self.database))
        let derivation = try #require(answer.listed.derivations.first)
        // Where it starts, two hops, and the violation.
        #expect(derivation.steps.map(\.rule) == [0, 1, 1, 2])
        #expect(derivation.endpoints.compactMap { $0.pod?.namespace.name }.sorted() == ["prod", "stage", "test"])
        #expect(derivation.steps.flatMap(\.attempts).allSatisfy { $0.decision.overall == .allowed })
        #expect(derivation.dependsOn.isEmpty)
    }

    @Test("a chain that is cut in the middle is proved to be, however long it could be")
    func cut() throws {
        let cut = Self.row + Question.policy("stage", "{podSelector: {}, policyTypes: [Egress]}", name: "cut")
        let answer = try answer(cut, Rules.spreading(to: Self.database))
        #expect(answer.listed.word == "proved")
        #expect(answer.future == nil)
    }

    @Test("a new namespace may be the relay that nobody has listed")
    func relay() throws {
        let cut = Self.row + Question.policy("stage", "{podSelector: {}, policyTypes: [Egress]}", name: "cut")
        let answer = try answer(cut, Rules.spreading(to: Self.database), universe: "{namespaces: {exist: any}}")
        let derivation = try #require(answer.listed.derivations.first)
        let relays = derivation.endpoints.compactMap(\.pod?.namespace).filter { !$0.isListed }
        #expect(relays.contains { $0.labels?["env"] == "stage" })
    }

    @Test("what spreads along one port only is stopped by policies about that port")
    func port() throws {
        let policy = Question.policy(
            "prod",
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}], ports: [{port: 443}]}]}")
        let manifests = Question.namespace("test", "{env: test}") + Question.namespace("prod", "{env: prod}") + policy
        let onSSH = try answer(manifests, Rules.spreading(to: Self.database, port: 22))
        #expect(onSSH.listed.word == "proved")
        let onHTTPS = try answer(manifests, Rules.spreading(to: Self.database, port: 443))
        #expect(onHTTPS.listed.word == "refuted")
    }

    @Test("what nothing could derive if every connection passed is vacuous (AB-33)")
    func vacuous() throws {
        let claim = Rules.spreading(to: [Rules.namespace(0, "env", "prod"), Rules.namespace(0, "env", "stage")])
        #expect(try answer(Self.row, claim).listed.word == "vacuous")
    }

    @Test("three endpoints can have three tenants that nobody names (AB-43)")
    func tenants() throws {
        func different(_ one: Int, _ other: Int) -> DatalogProgram.Part {
            .condition(.not(.sameLabel(.namespace, key: "tenant", one, other)))
        }
        func named(_ variable: Int) -> DatalogProgram.Part {
            .condition(
                .endpoint(variable, .namespaceLabels(LabelSelector([LabelRequirement("tenant", .exists)]))))
        }
        let rule = Rules.rule(
            0, [0, 1, 2], sorts: [.pod, .pod, .pod],
            attempts: [.init(source: 0, destination: 1), .init(source: 1, destination: 2)],
            .attempt(0, .both, passes: true), .attempt(1, .both, passes: true), different(0, 1), different(1, 2),
            different(0, 2), named(0), named(1), named(2))
        let claim = DerivedClaim(program: Rules.program([("violation", 3)], [rule]), violation: 0, protected: [])
        let answer = try answer("", claim, universe: "{namespaces: {exist: any}}")
        let derivation = try #require(answer.listed.derivations.first)
        #expect(Set(derivation.endpoints.compactMap { $0.pod?.namespace.labels?["tenant"] }).count == 3)
    }

    @Test("a namespace whose labels are free has the same ones all along a chain")
    func rigidLabels() throws {
        // `relay` has no manifest: it can be of the environment that is let in, or of the one that lets in, not of both.
        let manifests = [
            Question.namespace("test", "{env: test}"), Question.namespace("prod", "{env: prod}"),
            Question.policy(
                "prod", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: stage}}}]}]}"),
            Question.policy(
                "test", "{podSelector: {}, egress: [{to: [{namespaceSelector: {matchLabels: {env: qa}}}]}]}"),
            Question.policy("relay", "{podSelector: {}, policyTypes: [Ingress], ingress: [{}]}"),
        ].joined()
        let answer = try answer(manifests, Rules.spreading(to: Self.database))
        // Each step by itself is possible; the prover says so, or better.
        #expect(answer.listed.word != "refuted")
    }

    @Test("Z3's engine for fixed points finds invariants that plain questions confirm")
    func fixedPoints() throws {
        let cut = Self.row + Question.policy("stage", "{podSelector: {}, policyTypes: [Egress]}", name: "cut")
        let question = try Question(cut + Question.universe("{namespaces: {exist: listed}}"))
        let claim = Rules.spreading(to: Self.database)
        let workspace = DerivationWorkspace(claim.program, in: question.world, isOpen: false, comparedValues: 4)
        var session = try Session()
        guard case .invariant(let invariant) = try HornSearch(claim, .listed, workspace).outcome(in: &session) else {
            Issue.record("no invariant was found")
            return
        }
        let outcome = try InvariantCheck.outcome(of: invariant, claim, .listed, workspace, in: &session)
        #expect(outcome.word == "holds")
    }

    @Test("Z3's engine for fixed points finds that a chain exists")
    func fixedPointsReach() throws {
        let question = try Question(Self.row + Question.universe("{namespaces: {exist: listed}}"))
        let claim = Rules.spreading(to: Self.database)
        let workspace = DerivationWorkspace(claim.program, in: question.world, isOpen: false, comparedValues: 4)
        var session = try Session()
        guard case .derivable = try HornSearch(claim, .listed, workspace).outcome(in: &session) else {
            Issue.record("no derivation was found")
            return
        }
    }

    @Test("what is no invariant is not taken for one")
    func wrongInvariants() throws {
        let question = try Question(Self.row + Question.universe("{namespaces: {exist: listed}}"))
        let claim = Rules.spreading(to: Self.database)
        let workspace = DerivationWorkspace(claim.program, in: question.world, isOpen: false, comparedValues: 4)
        var session = try Session()
        // Nothing excluded lets the violation be; everything excluded is left by the first rule; each class alone is
        // either where it starts, or is entered.
        var tried: [[ExcludedStates]] = [[], [ExcludedStates(relation: 0, literals: [])]]
        tried += workspace.classes.indices.map { [ExcludedStates(relation: 0, literals: [.site(0, $0)])] }
        for invariant in tried {
            let outcome = try InvariantCheck.outcome(of: invariant, claim, .listed, workspace, in: &session)
            #expect(outcome.word == "fails")
        }
    }
}

extension InvariantCheck.Outcome {
    fileprivate var word: String {
        switch self {
        case .holds: "holds"
        case .fails: "fails"
        case .unknown: "unknown"
        }
    }
}

extension Prover.ScopeAnswer {
    fileprivate var derivations: [Derivation] {
        if case .derivable(let derivations) = self { derivations } else { [] }
    }
}
