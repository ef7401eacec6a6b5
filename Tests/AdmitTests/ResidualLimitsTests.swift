import Analyses
import Reports
import Testing

/// What else decides than the cases of a residual, and where there are none.
@Suite("Residuals beyond their cases")
struct ResidualLimitsTests {
    private static let listed = Documents.universe("{namespaces: {exist: listed}}")
    private static let prod =
        Documents.namespace("prod", "{env: prod}") + Documents.policy("prod", "deny", Documents.denyIngress)

    private func report(
        cluster: String = Self.prod, specs: String, change: String,
        _ question: AdmissionRequest.ResidualQuestion =
            .withTheirPolicies, rules: String = ""
    ) throws -> AdmissionReport {
        try Admitted(cluster: cluster, specs: specs, change: change, residual: question, rules: rules).decided()
    }

    private func residual(
        cluster: String = Self.prod, specs: String, change: String,
        _ question: AdmissionRequest.ResidualQuestion =
            .withTheirPolicies
    ) throws -> Residual {
        try #require(try report(cluster: cluster, specs: specs, change: change, question).residuals.first)
    }

    @Test("labels that stay as they are break nothing, which a residual says beside its cases")
    func unchanged() throws {
        let cluster = Self.prod + Documents.namespace("open", "{env: prod, tier: x}")
        let specs = Documents.testNeverReachesProd + Self.listed
        let test = Documents.namespace("test", "{env: test}")
        let same = Documents.namespace("open", "{env: prod, tier: x}")
        let report = try report(cluster: cluster + test, specs: specs, change: same)
        #expect(report.decision == .admitted)
        #expect(report.residuals.map(\.phrases) == [["the labels stay as they are", "env is not prod"]])
        #expect(
            TextReport(palette: .plain, isVerbose: false).text(report).contains(
                """
                namespace open is admissible if
                     the labels stay as they are
                  or env is not prod

                """))
        // Whatever policies it has, its pods are open to others, and what it may do to others is what counts.
        let any = try residual(cluster: cluster + test, specs: specs, change: same, .forAnyPolicies)
        #expect(any.phrases == ["env is not prod"])
        // With a policy that opens what was closed they do break something.
        let closed = cluster + test + Documents.policy("open", "deny", Documents.denyIngress)
        let opened = same + Documents.policy("open", "all", "{podSelector: {}, ingress: [{}]}")
        #expect(try residual(cluster: closed, specs: specs, change: opened).phrases == ["env is not prod"])
    }

    @Test("labels that break the universe's rules may stay whatever policies come, and rules do not ask after them")
    func unchangedForAnyPolicies() throws {
        let specs =
            Documents.testNeverReachesProd
            + Documents.universe(
                "{namespaces: {exist: listed, implications: [{if: {matchLabels: {env: dev}}, then: {matchLabels: {tier: x}}}]}}"
            )
        let dev = Documents.namespace("dev", "{env: dev}")
        let found = try residual(cluster: Self.prod + dev, specs: specs, change: dev, .forAnyPolicies)
        #expect(found.alsoUnchanged)
        #expect(found.phrases.first == "the labels stay as they are")
    }

    @Test("a claim about labels asks after those that stayed as they were, too")
    func labelled() throws {
        let universe = "{namespaces: {exist: listed, labels: {env: {values: [prod, test]}, tier: {required: true}}}}"
        let old = Documents.namespace("new", "{env: dev, tier: x}")
        let change = Documents.namespace("new", "{env: dev, tier: z}")
        func phrases(_ claim: String) throws -> [String] {
            let specs = Documents.invariant("labels", claim) + Documents.universe(universe)
            return try residual(cluster: Self.prod + old, specs: specs, change: change).phrases
        }
        #expect(
            try phrases("labelled: {keys: [tier]}")
                == ["env is absent or dev or prod or test, and tier is present"])
        #expect(
            try phrases("labelled: {keys: [env, tier]}") == [
                "the labels stay as they are", "env is absent or prod or test, and tier is present",
            ])
        #expect(
            try phrases("labelled: {keys: [env]}, except: {namespaceSelector: {matchLabels: {tier: x}}}") == [
                "env is absent or dev or prod or test, and tier is x",
                "env is absent or prod or test, and tier is present",
            ])
    }

    @Test("that labels may leave a claim without a subject is told even if the change keeps them")
    func keptSubjects() throws {
        let cluster = Self.prod + Documents.namespace("test", "{env: test}")
        let found = try residual(
            cluster: cluster, specs: Documents.testNeverReachesProd + Self.listed,
            change: Documents.namespace("test", "{env: test}"))
        #expect(found.phrases == ["env is test"])
    }

    @Test("the automatic label of a namespace is no condition")
    func automaticLabel() throws {
        let found = try residual(
            specs: Documents.testNeverReachesProd
                + Documents.universe(
                    """
                    {namespaces: {exist: listed, implications: [
                      {if: {matchLabels: {kubernetes.io/metadata.name: new}}, then: {matchLabels: {env: test}}},
                      {if: {matchLabels: {kubernetes.io/metadata.name: old}}, then: {matchLabels: {env: dev}}}]}}
                    """),
            change: Documents.namespace("new", "{env: dev}"))
        #expect(found.phrases == ["env is test"])
    }

    @Test("what denies the change whatever the labels are is told beside them")
    func deniedOtherwise() throws {
        let specs = Documents.testNeverReachesProd + Documents.everyPodIsolated + Self.listed
        let new = Documents.namespace("new", "{env: test}") + Documents.policy("new", "deny", Documents.denyIngress)
        let other = Documents.policy("prod", "deny", "{podSelector: {matchLabels: {app: x}}}")
        let report = try report(specs: specs, change: new + other)
        #expect(report.residuals.map(\.isDeniedOtherwise) == [true])
        #expect(
            TextReport(palette: .plain, isVerbose: false).text(report).contains(
                """
                  (whatever these labels are, the change is denied for another reason)

                """))
        #expect(try residual(specs: specs, change: new).isDeniedOtherwise == false)
        let nothing = Documents.universe("{namespaces: {exist: listed}}")
        #expect(try residual(specs: nothing, change: new).isDeniedOtherwise)
        let pods = Documents.universe("{namespaces: {exist: listed}, pods: {labels: {app: {values: [a]}}}}")
        let pod = Documents.pod("new", "p", "{app: b}")
        #expect(try residual(specs: specs.replacing(Self.listed, with: pods), change: new + pod).isDeniedOtherwise)
    }

    @Test("where invariants of rules count no condition is told, and they are named")
    func rules() throws {
        let rules = """
            .decl foothold(p: pod)
            .invariant "lateral" severity critical
            foothold(P) :- pod(P), P.namespace.label["env"] = "test".
            violation(P) :- foothold(P), P.namespace.label["env"] = "prod".
            """
        let specs = Documents.testNeverReachesProd + Self.listed
        let report = try report(specs: specs, change: Documents.namespace("new", "{env: dev}"), rules: rules)
        let sentence = "not told where invariants of rules count: `lateral`; leave them out with `--invariant`"
        #expect(report.residuals.map(\.cases) == [nil])
        #expect(report.residuals.map(\.phrases) == [[sentence]])
        #expect(
            TextReport(palette: .plain, isVerbose: false).text(report).contains(
                "namespace new is admissible if\n     \(sentence)\n"))
    }

    @Test("where objects that are not modelled may cut what is to connect no condition is told")
    func restrictingKinds() throws {
        let mesh = """
            ---
            {apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: {name: a, namespace: prod}, spec: {}}

            """
        let always = Documents.invariant("reached", "always: {from: {podSelector: {}}, to: \(Documents.prod)}")
        let new = Documents.namespace("new", "{env: dev}")
        let found = try residual(cluster: Self.prod + mesh, specs: always + Self.listed, change: new)
        #expect(found.cases == nil)
        #expect(found.phrases.first?.contains("AuthorizationPolicy") == true)
        #expect(found.phrases.first?.contains("`reached`") == true)
        let never = Documents.testNeverReachesProd + Self.listed
        #expect(try residual(cluster: Self.prod + mesh, specs: never, change: new).cases != nil)
    }
}
