import NetworkModel
import PolicyModel
import Prover
import Testing

/// The numbered clauses of abstraction.md §11 that speak of NetworkPolicy alone. Listed are red {team: r, tenant: r} and
/// blue {team: b, tenant: b}.
@Suite struct AbstractionClauseTests {
    static let red = Question.namespace("red", "{team: r, tenant: r}")
    static let blue = Question.namespace("blue", "{team: b, tenant: b}")
    static let cluster = red + blue
    static let anyNamespace = "{namespaceSelector: {}}"
    static let outsideRed = "{namespaceSelector: {}, not: {namespaces: [red]}}"
    static let inRed = "{namespaces: [red]}"
    static let inBlue = "{namespaces: [blue]}"

    private func listed(_ manifests: String, _ claim: String, universe: String? = nil) throws -> Prover.ScopeAnswer {
        let universe = universe.map(Question.universe) ?? ""
        return try Question(manifests + universe + Question.invariant(claim)).answer().listed
    }

    @Test("a namespace that admits only its own pods is not reached from outside (AB-01)")
    func ab01() throws {
        let policy = Question.policy("red", "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}")
        let answer = try listed(Self.cluster + policy, "never: {from: \(Self.outsideRed), to: \(Self.inRed)}")
        #expect(answer.word == "proved")
        #expect(answer.proof?.policies.map(\.identity.description) == ["red/p"])
    }

    @Test("without egress policies the same namespace reaches out (AB-02)")
    func ab02() throws {
        let policy = Question.policy("red", "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]}")
        #expect(try listed(Self.cluster + policy, "never: {from: \(Self.inRed), to: \(Self.inBlue)}").word == "refuted")
    }

    @Test("a namespace label that is asked for keeps all others out (AB-03)")
    func ab03() throws {
        let policy = ingressToRed("{namespaceSelector: {matchLabels: {team: r}}}")
        let others = "{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [r]}]}}"
        #expect(try listed(Self.cluster + policy, "never: {from: \(others), to: \(Self.inRed)}").word == "proved")
    }

    private func ingressToRed(_ peer: String) -> String {
        Question.policy("red", "{podSelector: {}, ingress: [{from: [\(peer)]}]}")
    }

    static let onlyTeamRed = "only: {from: {namespaceSelector: {matchLabels: {team: r}}}, to: \(inRed)}"

    @Test("NotIn lets namespaces without the label in (AB-04)")
    func ab04() throws {
        let policy = ingressToRed(
            "{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [b]}]}}")
        let answer = try listed(Self.cluster + policy, Self.onlyTeamRed)
        let source = try #require(answer.counterexamples.first?.witness.connection.source.pod)
        #expect(source.namespace.labels?["team"] == nil)
        #expect(!source.namespace.isListed)
    }

    @Test("NotIn with Exists lets in only other values (AB-05)")
    func ab05() throws {
        let policy = ingressToRed(
            "{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [b]}, {key: team, operator: Exists}]}}"
        )
        let answer = try listed(Self.cluster + policy, Self.onlyTeamRed)
        let team = try #require(
            answer.counterexamples.first?.witness.connection.source.pod?.namespace.labels?["team"])
        #expect(!["r", "b"].contains(team))
    }

    @Test("In lets in nothing but the named values (AB-06)")
    func ab06() throws {
        let policy = ingressToRed("{namespaceSelector: {matchExpressions: [{key: team, operator: In, values: [r]}]}}")
        #expect(try listed(Self.cluster + policy, Self.onlyTeamRed).word == "proved")
    }

    private var tenantPolicies: String {
        ["red": "r", "blue": "b"].sorted { $0.key < $1.key }.map { namespace, tenant in
            Question.policy(
                namespace,
                "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {tenant: \(tenant)}}}]}]}")
        }.joined()
    }

    static let crossTenant =
        "never: {from: \(anyNamespace), to: \(anyNamespace), pair: [{namespaceLabel: tenant, is: different}]}"

    @Test("listed tenants are apart (AB-07), future namespaces are not (AB-08)")
    func ab07and08() throws {
        let question = try Question(Self.cluster + tenantPolicies + Question.invariant(Self.crossTenant))
        let answer = try question.answer()
        #expect(answer.listed.word == "proved")
        #expect(answer.future?.word == "refuted")
        let target = answer.future?.counterexamples.first?.witness.connection.destination.pod
        #expect(target?.namespace.isListed == false)
    }

    @Test("two fresh values of one key differ (AB-09)")
    func ab09() throws {
        let fresh =
            "{namespaceSelector: {matchExpressions: [{key: tenant, operator: Exists}, {key: tenant, operator: NotIn, values: [r, b]}]}}"
        let claim = "never: {from: \(fresh), to: \(fresh), pair: [{namespaceLabel: tenant, is: different}]}"
        let answer = try Question(Self.cluster + tenantPolicies + Question.invariant(claim)).answer()
        let connection = try #require(answer.future?.counterexamples.first?.witness.connection)
        let tenants = [connection.source, connection.destination].map { $0.pod?.namespace.labels?["tenant"] }
        #expect(tenants[0] != nil && tenants[1] != nil && tenants[0] != tenants[1])
        #expect(tenants.allSatisfy { !["r", "b"].contains($0) })
    }

    @Test("two future namespaces may exist at once (AB-10)")
    func ab10() throws {
        let unlisted = "{namespaceSelector: {}, not: {namespaces: [red, blue]}}"
        let claim = "never: {from: \(unlisted), to: \(unlisted), pair: [{namespace: different}]}"
        let answer = try Question(Self.cluster + Question.invariant(claim)).answer()
        let connection = try #require(answer.future?.counterexamples.first?.witness.connection)
        #expect(connection.source.pod?.namespace.name != connection.destination.pod?.namespace.name)
        #expect(connection.source.pod?.namespace.isListed == false)
        #expect(connection.destination.pod?.namespace.isListed == false)
    }

    static let onlyBlue = "only: {from: \(inBlue), to: \(inRed)}"

    @Test("a pod label is anybody's to take (AB-11)")
    func ab11() throws {
        let policy = ingressToRed("{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}")
        let source = try #require(
            try listed(Self.cluster + policy, Self.onlyBlue).counterexamples.first?.witness.connection.source.pod)
        #expect(source.labels == ["app": "web"])
        #expect(source.namespace.name != "blue")
    }

    @Test("a podSelector on the namespace name label looks at pods of the own namespace (AB-12)")
    func ab12() throws {
        let policy = ingressToRed("{podSelector: {matchLabels: {kubernetes.io/metadata.name: blue}}}")
        #expect(
            try listed(Self.cluster + policy, "always: {from: \(Self.inBlue), to: \(Self.inRed)}").word == "refuted")
        let anybody = try listed(Self.cluster + policy, "never: {from: \(Self.anyNamespace), to: \(Self.inRed)}")
        let source = try #require(anybody.counterexamples.first?.witness.connection.source.pod)
        #expect(source.namespace.name == "red")
        #expect(source.labels == ["kubernetes.io/metadata.name": "blue"])
    }

    @Test("the namespace name label cannot be taken, relabelling or not (AB-13)", arguments: [nil, "[\"*\"]"])
    func ab13(relabel: String?) throws {
        let policy = ingressToRed("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: blue}}}")
        let universe = relabel.map { "{namespaces: {relabel: \($0)}}" }
        #expect(try listed(Self.cluster + policy, Self.onlyBlue, universe: universe).word == "proved")
    }

    @Test("a future namespace may carry any label (AB-14)")
    func ab14() throws {
        let policy = ingressToRed("{namespaceSelector: {matchLabels: {team: b}}}")
        let source = try #require(
            try listed(Self.cluster + policy, Self.onlyBlue).counterexamples.first?.witness.connection.source.pod)
        #expect(!source.namespace.isListed && source.namespace.labels?["team"] == "b")
    }

    @Test("unless no other namespace has the label; relabelling breaks it again (AB-15)")
    func ab15() throws {
        let policy = ingressToRed("{namespaceSelector: {matchLabels: {team: b}}}")
        let closed = "namespaces: {labels: {team: {values: [nobody]}}"
        #expect(try listed(Self.cluster + policy, Self.onlyBlue, universe: "{\(closed)}}").word == "proved")
        let relabelled = try listed(
            Self.cluster + policy, Self.onlyBlue, universe: "{namespaces: {relabel: [team]}}")
        #expect(relabelled.word == "refuted")
        let onlyListed = "{namespaces: {exist: listed, relabel: [team]}}"
        let source = try listed(Self.cluster + policy, Self.onlyBlue, universe: onlyListed)
            .counterexamples.first?.witness.connection.source.pod
        #expect(source?.namespace.name == "red")
    }

    static let neverFromOutside = "never: {from: \(outsideRed), to: \(inRed)}"

    @Test("a policy for some pods leaves the others open (AB-16)")
    func ab16() throws {
        let policy = Question.policy("red", "{podSelector: {matchLabels: {app: db}}}")
        let answer = try listed(Self.cluster + policy, Self.neverFromOutside)
        #expect(answer.counterexamples.first?.witness.connection.destination.pod?.labels == [:])
        let restricted =
            "never: {from: \(Self.outsideRed), to: {namespaces: [red], podSelector: {matchLabels: {app: db}}}}"
        #expect(try listed(Self.cluster + policy, restricted).word == "proved")
    }

    @Test("In and NotIn of one value cover every pod (AB-17)")
    func ab17() throws {
        func deny(_ operator: String, _ value: String, _ name: String) -> String {
            Question.policy(
                "red", "{podSelector: {matchExpressions: [{key: app, operator: \(`operator`), values: [\(value)]}]}}",
                name: name)
        }
        let covering = deny("In", "web", "a") + deny("NotIn", "web", "b")
        let proof = try listed(Self.cluster + covering, Self.neverFromOutside).proof
        #expect(proof?.policies.map(\.identity.name) == ["a", "b"])
        let gaping = deny("In", "web", "a") + deny("In", "db", "b")
        #expect(try listed(Self.cluster + gaping, Self.neverFromOutside).word == "refuted")
    }

    @Test("Exists and DoesNotExist cover every pod (AB-18)")
    func ab18() throws {
        let policies = ["Exists", "DoesNotExist"].map {
            Question.policy(
                "red", "{podSelector: {matchExpressions: [{key: app, operator: \($0)}]}}", name: $0.lowercased())
        }
        #expect(try listed(Self.cluster + policies.joined(), Self.neverFromOutside).word == "proved")
    }

    @Test("pods denied all egress reach nothing (AB-19)")
    func ab19() throws {
        let policy = Question.policy("red", "{podSelector: {}, policyTypes: [Egress]}")
        #expect(try listed(Self.cluster + policy, "never: {from: \(Self.inRed)}, protect: from").word == "proved")
    }

    @Test("egress to all pods is no egress to the internet (AB-20)")
    func ab20() throws {
        let policy = Question.policy(
            "red", "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}]}]}")
        #expect(
            try listed(Self.cluster + policy, "never: {from: \(Self.inRed), to: {external: true}}").word == "proved")
    }

    @Test("whether an ipBlock matches pods decides, and is named where it is unknown (AB-21)")
    func ab21() throws {
        let policy = ingressToRed("{ipBlock: {cidr: 0.0.0.0/0}}")
        let claim = "never: {from: \(Self.inBlue), to: \(Self.inRed)}"
        func answer(_ mode: String) throws -> Prover.ScopeAnswer {
            try listed(Self.cluster + policy, claim, universe: "{network: {ipBlockMatchesPods: \(mode)}}")
        }
        #expect(try answer("always").counterexamples.first?.dependsOn == [])
        #expect(try answer("never").word == "proved")
        #expect(try answer("unknown").counterexamples.first?.dependsOn == [.ipBlockMatchesPods])
    }

    @Test("a block outside the pod CIDRs matches no pod (AB-22)")
    func ab22() throws {
        let policy = ingressToRed("{ipBlock: {cidr: 203.0.113.0/24}}")
        for mode in ["always", "never", "unknown"] {
            let known = "{network: {podCIDRs: [10.0.0.0/16], ipBlockMatchesPods: \(mode)}}"
            #expect(try listed(Self.cluster + policy, Self.neverFromOutside, universe: known).word == "proved")
        }
        let unknown = "{network: {ipBlockMatchesPods: always}}"
        #expect(try listed(Self.cluster + policy, Self.neverFromOutside, universe: unknown).word == "refuted")
    }

    @Test("a port name is the destination's to declare (AB-23)")
    func ab23() throws {
        let policy = Question.policy(
            "red",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: http}]}]}"
        )
        let answer = try listed(
            Self.cluster + policy,
            "never: {from: \(Self.inRed), to: \(Self.outsideRed), ports: [{protocol: TCP, port: 22}]}, protect: from")
        let target = try #require(answer.counterexamples.first?.witness.connection.destination.pod)
        #expect(target.namedPorts == [NamedPort(name: "http", transport: .tcp, port: 22)])
    }

    @Test("a listed workload declares what it declares (AB-24)")
    func ab24() throws {
        let policy = Question.policy("red", "{podSelector: {}, ingress: [{ports: [{port: http}]}]}")
        let deployment = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: red}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 8080}]}]}

            """
        let workload = "{workload: {kind: Deployment, namespace: red, name: web}}"
        let port = "ports: [{protocol: TCP, port: 22}]"
        let cluster = Self.cluster + policy + deployment
        #expect(try listed(cluster, "never: {from: \(Self.anyNamespace), to: \(workload), \(port)}").word == "proved")
        #expect(
            try listed(cluster, "never: {from: \(Self.anyNamespace), to: \(Self.inRed), \(port)}").word == "refuted")
    }

    @Test("a namespace that only a policy names may be created (AB-29)")
    func ab29() throws {
        let policy = ingressToRed(
            "{namespaceSelector: {matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [foo]}]}}"
        )
        let claim = "never: {from: {namespaceSelector: {}, not: {namespaces: [red, blue]}}, to: \(Self.inRed)}"
        let source = try #require(
            try listed(Self.cluster + policy, claim).counterexamples.first?.witness.connection.source.pod)
        #expect(source.namespace.name == "foo" && !source.namespace.isListed)
    }

    @Test("a pod and itself are no counterexample (AB-30)")
    func ab30() throws {
        let policy = Question.policy("red", "{podSelector: {}, policyTypes: [Ingress, Egress]}")
        let pod = """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: only, namespace: red}
            spec: {containers: [{name: c, image: i}]}

            """
        let claim = "never: {from: \(Self.inRed), to: \(Self.inRed)}"
        #expect(try listed(Self.cluster + policy, claim).word == "proved")
        let one = try Question(
            Self.red + pod + Question.universe("{namespaces: {exist: listed}, pods: {exist: listed}}")
                + Question.invariant(claim)
        ).answer()
        #expect(one.listed.word == "vacuous")
    }

    @Test("DNS is reached where both ends allow it (AB-31)")
    func ab31() throws {
        let policy = Question.policy(
            "red",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}], ports: [{protocol: UDP, port: 53}]}]}"
        )
        func claim(_ transport: String) -> String {
            "always: {from: \(Self.inRed), to: {namespaces: [kube-system], podSelector: {matchLabels: {k8s-app: kube-dns}}}, ports: [{protocol: \(transport), port: 53}]}"
        }
        let withSystem = Self.cluster + Question.namespace("kube-system") + policy
        #expect(try listed(withSystem, claim("UDP")).word == "proved")
        #expect(try listed(withSystem, claim("TCP")).word == "refuted")
        let without = try Question(Self.cluster + policy + Question.invariant(claim("UDP"))).answer()
        #expect(without.future?.word == "refuted")
        #expect(without.listed.word == "vacuous")
    }

    @Test("pods of one namespace see one set of labels; relabelling changes it for both (AB-32)")
    func ab32() throws {
        let policy = ingressToRed("{namespaceSelector: {matchLabels: {team: r}}}")
        let claim = "always: {from: \(Self.inRed), to: \(Self.inRed)}"
        #expect(try listed(Self.cluster + policy, claim).word == "proved")
        #expect(
            try listed(Self.cluster + policy, claim, universe: "{namespaces: {relabel: [\"*\"]}}").word == "refuted")
    }

    @Test("premises that nothing can meet make a claim vacuous (AB-33)")
    func ab33() throws {
        let impossible =
            "{podSelector: {matchLabels: {app: web}, matchExpressions: [{key: app, operator: DoesNotExist}]}}"
        let answer = try Question(Self.cluster + Question.invariant("never: {from: \(impossible), to: \(Self.inRed)}"))
            .answer()
        #expect(answer.listed == .vacuous(.from))
    }

    @Test("of a namespace without manifest only the name is known (AB-41)")
    func ab41() throws {
        let policy = ingressToRed("{namespaceSelector: {matchLabels: {team: r}}}")
        let own = "always: {from: \(Self.inRed), to: \(Self.inRed)}"
        let fromBlue = "never: {from: \(Self.inBlue), to: \(Self.inRed)}"
        #expect(try listed(Self.blue + policy, own).word == "refuted")
        #expect(try listed(Self.blue + policy, fromBlue).word == "proved")
        let blueNamed = Question.policy("blue", "{podSelector: {}, ingress: [{}]}")
        #expect(try listed(Self.red + blueNamed + policy, fromBlue).word == "refuted")
    }

    @Test("an untrusted owner may drop his policies (AB-42)")
    func ab42() throws {
        let policy = Question.policy("blue", "{podSelector: {}, policyTypes: [Egress]}")
        let claim = "never: {from: \(Self.inBlue), to: \(Self.inRed)}"
        #expect(try listed(Self.cluster + policy, claim).word == "proved")
        let untrusted = "{namespaces: {untrusted: {matchLabels: {team: b}}}}"
        #expect(try listed(Self.cluster + policy, claim, universe: untrusted).word == "refuted")
    }

    @Test("pod labels are not namespace labels (AB-44)")
    func ab44() throws {
        let policy = ingressToRed("{podSelector: {matchLabels: {team: b}}}")
        #expect(
            try listed(Self.cluster + policy, "never: {from: \(Self.inBlue), to: \(Self.inRed)}").word == "proved")
    }

    @Test("a namespaceSelector does not look at pods (AB-45)")
    func ab45() throws {
        let policy = ingressToRed("{namespaceSelector: {matchLabels: {app: web}}}")
        let claim = "always: {from: {namespaces: [red], podSelector: {matchLabels: {app: web}}}, to: \(Self.inRed)}"
        #expect(try listed(Self.cluster + policy, claim).word == "refuted")
    }

    @Test("a manifest says all labels; a key that may be relabelled is open (AB-46)")
    func ab46() throws {
        let policy = ingressToRed(
            "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}")
        #expect(
            try listed(Self.cluster + policy, "never: {from: \(Self.inBlue), to: \(Self.inRed)}").word == "refuted")
        let always = "always: {from: \(Self.inBlue), to: \(Self.inRed)}"
        #expect(try listed(Self.cluster + policy, always).word == "proved")
        #expect(
            try listed(Self.cluster + policy, always, universe: "{namespaces: {relabel: [env]}}").word == "refuted")
    }
}
