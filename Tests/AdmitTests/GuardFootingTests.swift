import Analyses
import Prover
import Reports
import Testing

/// Changes of which the guard could take for granted what is not so: that the other end keeps a claim, or that no
/// connection is as it was not.
@Suite("What the resident guard leaves out")
struct GuardFootingTests {
    private static let open = "{podSelector: {}, ingress: [{}]}"
    private static let alwaysToTest = "always: {from: \(Documents.prod), to: \(Documents.test), ports: [{port: 80}]}"

    // MARK: The other end

    @Test("a policy that lets a namespace in by its name upholds nothing once the labels of that one change")
    func namedByPolicy() throws {
        let letsIn = """
            {podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}]}]}
            """
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: staging}")
                + Documents.policy("a", "let-in", letsIn),
            specs: Documents.testNeverReachesProd)
        #expect(try !pair.reasons(putting: Documents.namespace("b", "{env: test}")).isEmpty)
        #expect(try pair.reasons(putting: Documents.namespace("b", "{env: other}")).isEmpty)
        // Whoever else becomes a test namespace is kept out by the very policy.
        #expect(try pair.reasons(putting: Documents.namespace("c", "{env: test}")).isEmpty)
    }

    @Test("a namespace that a changed policy names is looked at, however far it is from what is changed")
    func farAway() throws {
        func letsIn(_ port: Int) -> String {
            let name = "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: b}}}"
            return Documents.policy(
                "a", "let-in", "{podSelector: {}, ingress: [{from: [\(name)], ports: [{port: \(port)}]}]}")
        }
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: test}") + letsIn(80)
                + Documents.policy("b", "out", "{podSelector: {}, egress: [{ports: [{port: 443}]}]}"),
            specs: Documents.testNeverReachesProd)
        #expect(try !pair.reasons(putting: letsIn(443)).isEmpty)
        #expect(try pair.reasons(putting: letsIn(8443)).isEmpty)
    }

    @Test("what is to connect always takes both ends: that the other one lets it pass is not enough")
    func bothEnds() throws {
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: test}"),
            specs: Documents.invariant("service", Self.alwaysToTest))
        let shut = "{podSelector: {}, policyTypes: [Egress]}"
        #expect(try !pair.reasons(putting: Documents.policy("a", "shut", shut)).isEmpty)
        #expect(try pair.reasons(putting: Documents.policy("a", "shut", Documents.denyIngress)).isEmpty)
    }

    @Test("an end that lets nothing pass does not uphold that something passes, though nobody was to connect to it yet")
    func shutEnd() throws {
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod, tenant: t1}")
                + Documents.namespace("b", "{env: test, tenant: t2}")
                + Documents.namespace("c", "{env: test, tenant: t1}")
                + Documents.policy("b", "deny", Documents.denyIngress),
            specs: Documents.invariant(
                "service",
                "always: {from: \(Documents.prod), to: \(Documents.test), ports: [{port: 80}], "
                    + "pair: [{namespaceLabel: tenant, is: same}]}"))
        #expect(try !pair.reasons(putting: Documents.namespace("d", "{env: prod, tenant: t2}")).isEmpty)
        #expect(try pair.reasons(putting: Documents.namespace("d", "{env: prod, tenant: t3}")).isEmpty)
    }

    // MARK: What a policy changes

    @Test("a rule that stays counts for the pods that the policy selects only now")
    func widerPolicy() throws {
        let rule = "ingress: [{from: [\(Documents.test)]}]"
        let narrow = "{podSelector: {matchLabels: {app: a}}, \(rule)}"
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.policy("a", "deny", Documents.denyIngress)
                + Documents.policy("a", "front", narrow),
            specs: Documents.invariant(
                "backend",
                "never: {from: \(Documents.test), to: {namespaceSelector: {matchLabels: {env: prod}}, "
                    + "podSelector: {matchLabels: {app: b}}}}"))
        let wide = Documents.policy("a", "front", "{podSelector: {}, \(rule)}")
        #expect(try !pair.reasons(putting: wide).isEmpty)
        #expect(try pair.reasons(putting: Documents.policy("a", "front", narrow)).isEmpty)
    }

    @Test("a rule that is gone is missed by what it let pass, though the pods were isolated before")
    func goneRule() throws {
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: test}")
                + Documents.policy("b", "front", "{podSelector: {}, ingress: [{from: [\(Documents.prod)]}]}"),
            specs: Documents.invariant("service", Self.alwaysToTest))
        #expect(try !pair.reasons(putting: Documents.policy("b", "front", Documents.denyIngress)).isEmpty)
        #expect(try pair.reasons(putting: Documents.policy("b", "front", Self.open)).isEmpty)
    }

    // MARK: What labels mean

    @Test("a label that only says whose policies do not count is asked for")
    func untrusted() throws {
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.policy("a", "deny", Documents.denyIngress),
            specs: Documents.universe("{namespaces: {untrusted: {matchLabels: {owner: guests}}}}")
                + Documents.testNeverReachesProd)
        #expect(try !pair.reasons(putting: Documents.namespace("a", "{env: prod, owner: guests}")).isEmpty)
        #expect(try pair.reasons(putting: Documents.namespace("a", "{env: prod, owner: us}")).isEmpty)
    }

    @Test("a claim about labels is about nothing once the last of its namespaces is gone, or called another")
    func labelledSubject() throws {
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: test}"),
            specs: Documents.universe("{namespaces: {labels: {env: {required: true, values: [prod, test]}}}}")
                + Documents.invariant("labels", "labelled: {namespaces: {matchLabels: {env: prod}}}"))
        #expect(try pair.reasons(removing: "namespace/a").map(\.certainty) == [.vacuous])
        #expect(
            try pair.reasons(putting: Documents.namespace("a", "{env: test}")).map(\.certainty) == [.vacuous]
        )
        #expect(try pair.reasons(removing: "namespace/b").isEmpty)
    }

    // MARK: Rules

    private static let chains = """
        .decl reached(p: pod)
        reached(P) :- P.namespace.label["env"] = "test".
        reached(Q) :- reached(P), pod(Q), connects(P, Q, _, _).
        .invariant chains
        violation(P) :- reached(P), P.namespace.label["env"] = "prod".

        """

    @Test("what rules derive is decided about the whole cluster, whatever is touched")
    func derived() throws {
        let fromStaging = "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {env: staging}}}]}]}"
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: staging}")
                + Documents.namespace("c", "{env: test}") + Documents.policy("a", "front", fromStaging)
                + Documents.policy("b", "deny", Documents.denyIngress),
            specs: Documents.universe("{namespaces: {exist: listed}}"), rules: Self.chains)
        // Neither end of the chain is touched.
        #expect(try !pair.reasons(removing: "networkpolicy/b/deny").isEmpty)
        #expect(try pair.reasons(putting: Documents.policy("c", "deny", Documents.denyIngress)).isEmpty)
        // No policy tells the two apart, but the rules do.
        #expect(try pair.reasons(putting: Documents.namespace("d", "{env: other}")).isEmpty)
        #expect(try !pair.reasons(putting: Documents.namespace("d", "{env: prod}")).isEmpty)
        #expect(try !pair.reasons(putting: Documents.namespace("d", "{env: staging}")).isEmpty)
        #expect(try pair.reasons(removing: "namespace/c").map(\.certainty) == [.vacuous])
    }

    @Test("what rules derive in namespaces yet to be created counts where the universe says so")
    func derivedInFuture() throws {
        let template = """
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: baseline}, spec: {podSelector: {}, \
            ingress: [{from: [{podSelector: {}}, {namespaceSelector: {matchLabels: {env: staging}}}]}]}}

            """
        for (future, isAdmitted) in [("fail", false), ("gap", true)] {
            let pair = try GuardAndAdmit(
                cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: staging}")
                    + Documents.namespace("c", "{env: test}") + Documents.policy("a", "deny", Documents.denyIngress)
                    + Documents.policy("b", "deny", Documents.denyIngress),
                specs: Documents.universe("{namespaces: {future: \(future), policies: [template.yaml]}}"),
                rules: Self.chains, templates: ["template.yaml": template])
            #expect(try pair.reasons(removing: "networkpolicy/b/deny").isEmpty == isAdmitted, "\(future)")
        }
    }

    // MARK: The solver's limits

    @Test("where the solver gives up, nothing is admitted that it is needed for")
    func noTime() throws {
        let deny = Documents.policy("a", "deny", Documents.denyIngress)
        let pair = try GuardAndAdmit(
            cluster: Documents.namespace("a", "{env: prod}") + Documents.namespace("b", "{env: test}") + deny,
            specs: Documents.testNeverReachesProd)
        var solvers = try Solvers()
        solvers.deadline = .now - .seconds(1)
        for change in [
            Documents.policy("a", "deny", "{podSelector: {matchLabels: {app: a}}}"),
            Documents.policy("a", "more", "{podSelector: {}, ingress: [{from: [\(Documents.test)]}]}"),
        ] {
            let decision = try pair.resident(putting: change, with: &solvers)
            #expect(decision.isUndecided, "\(change): \(decision.reasons)")
        }
        #expect(try pair.resident(removing: "networkpolicy/a/deny", with: &solvers).isUndecided)
        // Nothing that needs to be asked comes of this one.
        #expect(try pair.resident(putting: deny, with: &solvers).isAdmitted)
        // Whether the claim is about anything is not known either.
        let relabelled = try pair.resident(putting: Documents.namespace("b", "{env: other}"), with: &solvers)
        #expect(relabelled.isUndecided)
        #expect(relabelled.reasons.allSatisfy { $0.message.contains("may be about nothing") })
        solvers.deadline = nil
        #expect(try pair.resident(removing: "namespace/b", with: &solvers).isAdmitted)
    }
}
