import Analyses
import Diagnostics
import Reports
import Testing

/// What a denied change lacks must suffice, and be said as a person would write it.
@Suite("Missing policies")
struct SuggestionTests {
    private static let cluster =
        Documents.namespace("prod", "{env: prod}") + Documents.policy("prod", "deny", Documents.denyIngress)
        + Documents.namespace("kube-system")
        + Documents.namespace("monitoring")
    private static let listed = Documents.universe("{namespaces: {exist: listed}}")

    /// The suggestion for a change; where there are policies, the change with them is admitted, as text.
    private func suggestion(
        _ change: String, cluster: String = Self.cluster, specs: String, deleting: [String] = [],
        templates: [String: String] = [:]
    ) throws -> PolicySuggestion {
        let report = try Admitted(
            cluster: cluster, specs: specs, change: change, deleting: deleting, suggesting: true, templates: templates
        ).decided()
        #expect(report.decision == .denied)
        let suggestion = try #require(report.suggestion)
        guard suggestion.outcome == .found else {
            #expect(!suggestion.obstacles.isEmpty)
            return suggestion
        }
        let again = try Admitted(
            cluster: cluster, specs: specs, change: change + suggestion.manifests, deleting: deleting,
            templates: templates
        ).decided()
        #expect(again.decision == .admitted, "\(again.reasons.map(\.message))")
        #expect(suggestion.proof.map(\.after) == again.results.map(\.after))
        return suggestion
    }

    private func names(_ suggestion: PolicySuggestion) -> [String] { suggestion.policies.map(\.name) }

    @Test("a namespace without its default deny lacks just that")
    func defaultDeny() throws {
        let specs = Documents.testNeverReachesProd + Documents.everyPodIsolated + Self.listed
        let suggestion = try suggestion(Documents.namespace("new", "{env: dev}"), specs: specs)
        #expect(names(suggestion) == ["default-deny-ingress"])
        let both = Documents.invariant("both", "isolated: {direction: both, pods: {podSelector: {}}}") + Self.listed
        #expect(
            try names(self.suggestion(Documents.namespace("new"), cluster: Documents.namespace("a"), specs: both))
                == ["default-deny"])
    }

    @Test("a default deny that keeps pods from looking up names is noted")
    func lookups() throws {
        let specs =
            Documents.invariant("both", "isolated: {direction: egress, pods: {namespaces: [new]}}") + Self.listed
        let suggestion = try suggestion(Documents.namespace("new"), specs: specs)
        #expect(names(suggestion) == ["default-deny-egress"])
        #expect(suggestion.notes.map { $0.hasPrefix("pods of new can look up no names then") } == [true])
        let open = try self.suggestion(Documents.namespace("new"), specs: Documents.everyPodIsolated + Self.listed)
        #expect(open.notes.isEmpty)
    }

    @Test("an admitted change lacks nothing, and what is not asked for is not looked for")
    func nothing() throws {
        let specs = Documents.everyPodIsolated + Self.listed
        let change = Documents.namespace("new")
        let unasked = try Admitted(cluster: Self.cluster, specs: specs, change: change).decided()
        #expect(unasked.suggestion == nil)
        let fine = try Admitted(
            cluster: Self.cluster, specs: specs,
            change: change + Documents.policy("new", "deny", Documents.denyIngress),
            suggesting: true
        ).decided()
        #expect(fine.decision == .admitted && fine.suggestion == nil)
    }

    @Test("what isolates breaks no claim that something always connects")
    func always() throws {
        let specs =
            Documents.invariant(
                "isolated",
                "isolated: {direction: both, pods: {podSelector: {}}}, except: {namespaces: [kube-system, monitoring, prod]}"
            )
            + Documents.invariant(
                "together", "always: {from: {podSelector: {}}, to: {podSelector: {}}, pair: [{namespace: same}]}")
            + Documents.invariant(
                "scraped",
                "always: {from: {namespaces: [monitoring], podSelector: {matchLabels: {app: prometheus}}}, to: {podSelector: {}, not: {namespaces: [prod]}}, ports: [{port: metrics}]}"
            )
            + Documents.invariant(
                "names",
                "always: {from: {podSelector: {}}, to: {namespaces: [kube-system], podSelector: {matchLabels: {k8s-app: kube-dns}}}, ports: [{port: 53}, {port: 53, protocol: UDP}]}"
            )
            + Self.listed
        let cluster = Self.cluster.replacing("policyTypes: [Ingress]", with: "ingress: [{from: [{podSelector: {}}]}]")
        let suggestion = try suggestion(Documents.namespace("new"), cluster: cluster, specs: specs)
        #expect(names(suggestion).sorted() == ["allow-dns", "allow-same-namespace", "allow-scraped"])
        let scraping = try #require(suggestion.policies.first { $0.name == "allow-scraped" })
        #expect(scraping.manifest.contains("app: prometheus") && scraping.manifest.contains("port: metrics"))
    }

    @Test("rules are made for how the ends of a claim relate: the same value of a label, another namespace")
    func relations() throws {
        let cluster =
            Documents.namespace("one", "{tenant: a}") + Documents.namespace("two", "{tenant: b}")
        func specs(_ pair: String) -> String {
            Documents.invariant("isolated", "isolated: {direction: ingress, pods: {namespaces: [new]}}")
                + Documents.invariant(
                    "reached",
                    "always: {from: {podSelector: {}}, to: {podSelector: {matchLabels: {app: api}}}, pair: [\(pair)], ports: [{port: 80}]}"
                )
                + Self.listed
        }
        let change = Documents.namespace("new", "{tenant: a}")
        let tenant = try suggestion(change, cluster: cluster, specs: specs("{namespaceLabel: tenant, is: same}"))
        #expect(names(tenant).contains { $0.hasPrefix("allow-reached") })
        #expect(tenant.manifests.contains("tenant: a") && tenant.manifests.contains("app: api"))
        let others = try suggestion(change, cluster: cluster, specs: specs("{namespace: different}"))
        #expect(others.manifests.contains("NotIn"))
    }

    @Test("templates of the universe come before what is made up")
    func templates() throws {
        let specs =
            Documents.everyPodIsolated
            + Documents.universe("{namespaces: {exist: listed, policies: [baseline.yaml]}}")
        let template =
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: our-baseline}, spec: {podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}}\n"
        let suggestion = try suggestion(
            Documents.namespace("new"), specs: specs, templates: ["baseline.yaml": template])
        #expect(names(suggestion) == ["our-baseline"])
        #expect(suggestion.policies.first?.template?.file.hasSuffix("baseline.yaml") == true)
    }

    @Test("policies get names that the namespace does not have yet")
    func takenNames() throws {
        let change =
            Documents.namespace("new")
            + Documents.policy(
                "new", "default-deny-ingress", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress]}")
        let suggestion = try suggestion(change, specs: Documents.everyPodIsolated + Self.listed)
        #expect(names(suggestion) == ["default-deny-ingress-2"])
    }

    @Test("policies may be missing at both ends, and in several namespaces of one change")
    func severalNamespaces() throws {
        let change = Documents.namespace("one", "{env: dev}") + Documents.namespace("two", "{env: dev}")
        let suggestion = try suggestion(change, specs: Documents.everyPodIsolated + Self.listed)
        #expect(suggestion.policies.map(\.namespace).sorted() == ["one", "two"])
    }

    @Test("a deleted policy is missed")
    func deletion() throws {
        let suggestion = try suggestion(
            "",
            specs: Documents.everyPodIsolated.replacing("podSelector: {}}", with: "namespaces: [prod]}") + Self.listed,
            deleting: ["networkpolicy/prod/deny"])
        #expect(names(suggestion) == ["default-deny-ingress"])
    }

    // MARK: Where no policy helps

    @Test("what a policy of the namespace allows no other takes back, and it is named")
    func allowed() throws {
        let change =
            Documents.namespace("new", "{env: prod}")
            + Documents.policy("new", "open", "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]}")
        let suggestion = try suggestion(
            change, specs: Documents.testNeverReachesProd + Documents.universe("{namespaces: {future: fail}}"))
        #expect(suggestion.outcome == .impossible)
        let obstacle = try #require(suggestion.obstacles.first)
        #expect(obstacle.name == "separation" && obstacle.holdsForAnyPolicies)
        #expect(obstacle.message.contains("new/open ingress[0]"))
        #expect(obstacle.message.contains("no other policy takes back what one allows"))
    }

    @Test("a label that whoever creates a namespace may set is named")
    func strangers() throws {
        let change =
            Documents.namespace("new", "{env: prod}")
            + Documents.policy(
                "new", "friends",
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: x}}}]}]}")
        let suggestion = try suggestion(change, specs: Documents.testNeverReachesProd)
        #expect(suggestion.outcome == .impossible)
        #expect(
            suggestion.obstacles.first?.message.contains("whoever creates a namespace may label it env=test, team=x")
                == true)
    }

    @Test("what a peer's policy denies only that namespace can open")
    func peer() throws {
        let specs =
            Documents.invariant("reach", "always: {from: {namespaces: [new]}, to: {namespaces: [prod]}}") + Self.listed
        let suggestion = try suggestion(Documents.namespace("new"), specs: specs)
        #expect(suggestion.outcome == .impossible)
        #expect(suggestion.obstacles.first?.message.contains("prod/deny") == true)
    }

    @Test("a peer's open egress is closed where the connection arrives; a wide rule of the peer's own namespace is not")
    func openEgress() throws {
        let specs = Documents.invariant(
            "quiet", "never: {from: {podSelector: {}, not: {namespaces: [new]}}, to: {namespaces: [new]}}")
        let suggestion = try suggestion(Documents.namespace("new"), specs: specs)
        #expect(names(suggestion) == ["default-deny-ingress"])
        // The change is about the other end: whatever the new namespace does, prod lets everybody in.
        let reached =
            Documents.invariant("closed", "never: {from: {external: true}, to: {namespaces: [open]}}") + Self.listed
        let change = Documents.policy("open", "in", "{podSelector: {}, ingress: [{}]}")
        let wide = try self.suggestion(
            change, cluster: Self.cluster + Documents.namespace("open"), specs: reached)
        #expect(wide.outcome == .impossible)
        #expect(wide.obstacles.first?.message.contains("addresses outside the cluster obey no policy") == true)
    }

    @Test("where owners may change their policies none is relied on")
    func untrusted() throws {
        let specs =
            Documents.everyPodIsolated
            + Documents.universe("{namespaces: {exist: listed, untrusted: {matchLabels: {self-service: 'true'}}}}")
        let suggestion = try suggestion(Documents.namespace("new", "{self-service: 'true'}"), specs: specs)
        #expect(suggestion.outcome == .impossible)
        #expect(suggestion.obstacles.first?.message.contains("owner's choice") == true)
    }

    @Test("no policy mends labels, nor brings back what a claim was about")
    func labels() throws {
        let specs =
            Documents.everyPodIsolated
            + Documents.universe("{namespaces: {exist: listed, labels: {env: {required: true}}}}")
        let suggestion = try suggestion(Documents.namespace("new"), specs: specs)
        #expect(suggestion.outcome == .impossible)
        #expect(suggestion.obstacles.first?.message.contains("no policy changes labels") == true)
    }

    @Test("a claim that no selector can say is said to be such")
    func inexpressible() throws {
        let specs =
            Documents.invariant("isolated", "isolated: {direction: ingress, pods: {namespaces: [new]}}")
            + Documents.invariant(
                "shards",
                "always: {from: {podSelector: {}}, to: {namespaces: [new]}, pair: [{podLabel: shard, is: same}]}")
            + Self.listed
        let cluster = Documents.namespace("a")
        let suggestion = try suggestion(Documents.namespace("new"), cluster: cluster, specs: specs)
        #expect(suggestion.outcome == .noneOfTheCandidates)
        #expect(
            suggestion.obstacles.contains { $0.message.contains("no selector compares the label shard of two pods") })
        #expect(suggestion.obstacles.allSatisfy { !$0.holdsForAnyPolicies })
    }

    @Test("claims that contradict each other are told with the policies that bring it out")
    func contradiction() throws {
        let specs =
            Documents.invariant(
                "shut", "never: {from: {podSelector: {}}, to: {namespaces: [new]}, ports: [{port: 80}]}")
            + Documents.invariant(
                "open", "always: {from: {namespaces: [monitoring]}, to: {namespaces: [new]}, ports: [{port: 80}]}")
            + Self.listed
        let suggestion = try suggestion(Documents.namespace("new"), specs: specs)
        #expect(suggestion.outcome == .noneOfTheCandidates)
        #expect(suggestion.obstacles.map(\.name) == ["shut"])
        #expect(suggestion.obstacles.first?.message.contains("new/allow-open ingress[0] allows it") == true)
    }
}
