import Diagnostics
import Invariants
import NetworkModel
import PolicyModel
import Testing

@Suite("Label universes")
struct UniverseTests {
    private static let template = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: default-deny}
        spec: {podSelector: {}, policyTypes: [Ingress]}
        """

    @Test("every field of a LabelUniverse is read")
    func wholeUniverse() throws {
        let reading = Reading.universe(
            """
            namespaces:
              exist: listed
              future: fail
              relabel: [tenant]
              labels: {tenant: {required: true}, env: {required: true, values: [test, prod]}}
              policies: [namespace-template/default-deny.yaml]
              untrusted: {matchLabels: {tier: sandbox}}
            pods: {exist: listed, labels: {app: {}}}
            network:
              podCIDRs: [10.0.0.0/16]
              nodeCIDRs: [192.168.0.0/24]
              serviceCIDRs: [10.96.0.0/12, "fd00:1::/112"]
              ipBlockMatchesPods: never
            """, files: ["specs/namespace-template/default-deny.yaml": Self.template])
        #expect(reading.problems.map(\.text) == [])
        let universe = reading.specs.universe
        #expect(universe.name == "sample")
        #expect(universe.location?.line == 1)
        #expect(universe.namespaces.exist == .listed)
        #expect(universe.namespaces.future == .fail)
        #expect(universe.namespaces.relabel == .keys(["tenant"]))
        #expect(
            universe.namespaces.labels == [
                Universe.LabelRule(key: "env", isRequired: true, values: ["prod", "test"]),
                Universe.LabelRule(key: "tenant", isRequired: true),
            ])
        #expect(universe.namespaces.untrusted == LabelSelector([LabelRequirement("tier", equals: "sandbox")]))
        #expect(universe.pods.exist == .listed)
        #expect(universe.pods.labels == [Universe.LabelRule(key: "app")])
        #expect(universe.network.podCIDRs.map(\.description) == ["10.0.0.0/16"])
        #expect(universe.network.nodeCIDRs.map(\.description) == ["192.168.0.0/24"])
        #expect(universe.network.serviceCIDRs.map(\.description) == ["10.96.0.0/12", "fd00:1::/112"])
        #expect(universe.network.ipBlockMatchesPods == .never)
    }

    @Test("implications between labels, immutable labels and those who may set one are read")
    func rulesBetweenLabels() throws {
        let reading = Reading.universe(
            """
            namespaces:
              relabel: ["*"]
              labels:
                env: {immutable: true}
                tenant: {setBy: {users: [jane], groups: [platform, admins]}}
              implications:
                - name: dev-is-not-production
                  if: {matchLabels: {env: dev}}
                  then: {matchExpressions: [{key: is-production, operator: NotIn, values: ["true"]}]}
                - {if: {}, then: {matchExpressions: [{key: owner, operator: Exists}]}}
            pods:
              labels: {app: {setBy: {groups: [deployers]}}}
              implications: [{if: {matchLabels: {app: db}}, then: {matchLabels: {tier: data}}}]
            """)
        #expect(reading.problems.map(\.text) == [])
        let namespaces = reading.specs.universe.namespaces
        #expect(
            namespaces.labels == [
                Universe.LabelRule(key: "env", isImmutable: true),
                Universe.LabelRule(
                    key: "tenant", setBy: Universe.LabelSetters(users: ["jane"], groups: ["admins", "platform"])),
            ])
        #expect(!namespaces.mayRelabel("env"))
        #expect(namespaces.mayRelabel("tenant"))
        #expect(namespaces.implications.enumerated().map { $1.title(at: $0) } == ["dev-is-not-production", "1"])
        #expect(namespaces.implications.map(\.keys) == [["env", "is-production"], ["owner"]])
        #expect(namespaces.implications[0].condition == LabelSelector([LabelRequirement("env", equals: "dev")]))
        #expect(namespaces.implications[1].condition == .everything)
        #expect(namespaces.implications[0].location?.line == 11)
        #expect(reading.specs.universe.pods.implications.map(\.keys) == [["app", "tier"]])
    }

    @Test("what is left out is the weakest assumption")
    func defaults() {
        let reading = Reading.universe("{}")
        #expect(reading.ids == [])
        #expect(reading.specs.universe.namespaces == Universe.Namespaces())
        #expect(reading.specs.universe.pods == Universe.Pods())
        #expect(reading.specs.universe.network == Universe.Network())
    }

    @Test("a star relabels every key")
    func relabelEverything() {
        #expect(Reading.universe("namespaces: {relabel: ['*']}").specs.universe.namespaces.relabel == .everyKey)
        #expect(Reading.universe("namespaces: {relabel: []}").specs.universe.namespaces.relabel == .keys([]))
    }

    @Test("template policies belong to a namespace that has no name yet")
    func templates() throws {
        let reading = Reading.universe(
            "namespaces: {policies: [../templates/deny.yaml]}", files: ["templates/deny.yaml": Self.template])
        let policies = try #require(reading.specs.universe.namespaces.policies)
        #expect(policies.map(\.identity.namespace) == [Universe.futureNamespacePlaceholder])
        #expect(policies.map(\.identity.name) == ["default-deny"])
        #expect(policies.map(\.isolates) == [[.ingress]])
        #expect(reading.specs.templateFiles == ["templates/deny.yaml"])
    }

    @Test("an empty list of policies says that new namespaces get none; a missing one says nothing")
    func noTemplates() {
        #expect(Reading.universe("namespaces: {policies: []}").specs.universe.namespaces.policies == [])
        #expect(Reading.universe("namespaces: {}").specs.universe.namespaces.policies == nil)
    }

    @Test(
        "a faulty universe is refused",
        arguments: [
            Fault("namespaces: {exist: all}", "choice"),
            Fault("namespaces: {exist: null}", "null-field"),
            Fault("namespaces: {future: passes}", "choice"),
            Fault("namespaces: {immutable: [env]}", "unknown-field"),
            Fault("namespaces: {labels: [env]}", "type"),
            Fault("namespaces: {labels: {env: {require: true}}}", "unknown-field"),
            Fault("namespaces: {labels: {env: null}}", "type"),
            Fault("namespaces: {labels: {env: {values: []}}}", "empty-list"),
            Fault("namespaces: {labels: {env: {values: [-x]}}}", "V3"),
            Fault("namespaces: {labels: {env: {required: 'true'}}}", "type"),
            Fault("namespaces: {labels: {a/b/c: {}}}", "V2"),
            Fault("namespaces: {labels: {kubernetes.io/metadata.name: {values: [a]}}}", "automatic-label"),
            Fault("namespaces: {relabel: [kubernetes.io/metadata.name]}", "automatic-label"),
            Fault("namespaces: {relabel: ['*', env]}", "relabel"),
            Fault("namespaces: {relabel: env}", "type"),
            Fault("namespaces: {relabel: [env], labels: {env: {immutable: true}}}", "relabel-immutable"),
            Fault("namespaces: {labels: {env: {immutable: sometimes}}}", "type"),
            Fault("namespaces: {labels: {env: {setBy: {}}}}", "set-by-nobody"),
            Fault("namespaces: {labels: {env: {setBy: {users: []}}}}", "empty-list"),
            Fault("namespaces: {labels: {env: {setBy: {groups: ['']}}}}", "empty-name"),
            Fault("namespaces: {labels: {env: {setBy: jane}}}", "type"),
            Fault("namespaces: {implications: []}", "empty-list"),
            Fault("namespaces: {implications: [{then: {matchLabels: {a: b}}}]}", "required"),
            Fault("namespaces: {implications: [{if: {matchLabels: {a: b}}}]}", "required"),
            Fault("namespaces: {implications: [{if: {}, then: {}}]}", "empty-consequence"),
            Fault("namespaces: {implications: [{name: A_B, if: {}, then: {matchLabels: {a: b}}}]}", "V1"),
            Fault("namespaces: {implications: [{if: null, then: {matchLabels: {a: b}}}]}", "required"),
            Fault("namespaces: {implications: [{if: {matchLabels: {a: '-'}}, then: {matchLabels: {a: b}}}]}", "V3"),
            Fault(
                "namespaces: {implications: [{name: '1', if: {}, then: {matchLabels: {a: b}}}, "
                    + "{if: {}, then: {matchLabels: {a: b}}}]}", "duplicate-implication"),
            Fault("pods: {labels: {app: {immutable: true}}}", "immutable-pod-label"),
            Fault("namespaces: {policies: [missing.yaml]}", "template-unreadable"),
            Fault("namespaces: {policies: ['']}", "template-path"),
            Fault("namespaces: {untrusted: null}", "null-field"),
            Fault("pods: {exist: some}", "choice"),
            Fault("network: {podCIDRs: [10.0.0.0]}", "V9"),
            Fault("network: {podCIDRs: []}", "empty-list"),
            Fault("network: {ipBlockMatchesPods: true}", "type"),
            Fault("nodes: {}", "unknown-field"),
        ])
    func faults(_ fault: Fault) {
        let reading = Reading.universe(fault.spec)
        #expect(Set(reading.ids) == Set(fault.ids), "\(reading.problems.map(\.text))")
        #expect(reading.specs.universe == Universe())
    }

    @Test(
        "a template file that holds anything but policies without a namespace is refused",
        arguments: [
            Fault("", "template-empty"),
            Fault("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n", "template-kind"),
            Fault(
                template.replacing("{name: default-deny}", with: "{name: default-deny, namespace: prod}"),
                "template-namespace"),
            Fault(template + "\n---\n" + template, "duplicate-object"),
            Fault(template.replacing("podSelector", with: "podselector"), "unknown-field"),
        ])
    func templateFaults(_ fault: Fault) {
        let reading = Reading.universe(
            "namespaces: {policies: [deny.yaml]}", files: ["specs/deny.yaml": fault.spec])
        #expect(reading.ids == fault.ids, "\(reading.problems.map(\.text))")
        #expect(reading.specs.universe == Universe())
    }

    @Test("there is one universe at most")
    func second() {
        let object = "apiVersion: netproof.dev/v1alpha1\nkind: LabelUniverse\nmetadata: {name: a}\nspec: {}\n---\n"
        #expect(Reading(object + object.replacing("name: a", with: "name: b")).ids == ["duplicate-object"])
    }
}
