import Dialects
import NetworkModel
import PolicyModel
import Testing

@Suite struct NetworkPolicyDefaultsTests {
    @Test(
        "an empty and a missing spec isolate ingress of every pod (NP-03)",
        arguments: ["{}", "null", "{podSelector: null}"])
    func emptySpec(_ spec: String) throws {
        #expect(try shape(spec) == shape("{podSelector: {}}"))
        let bare = Loading(
            "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: red}}")
        #expect(bare.errors == [])
        let policy = try #require(bare.input.program.tiers.first?.policies.first)
        #expect(try PolicyShape(policy) == shape("{podSelector: {}}"))
        #expect(policy.isolates == [.ingress])
        #expect(policy.subject == .podLabels(.everything))
    }

    @Test(
        "an egress rule without policyTypes isolates both directions (NP-06, NP-08)",
        arguments: [
            "{podSelector: {}, egress: [{}]}",
            "{podSelector: {}, policyTypes: [], egress: [{}]}",
            "{podSelector: {}, policyTypes: null, egress: [{}]}",
        ])
    func inferredEgress(_ spec: String) throws {
        let policy = try shape(spec)
        #expect(policy.isolates == [.ingress, .egress])
        #expect(policy.ingress.isEmpty)
        #expect(policy.egress == [PolicyShape.Rule(peers: nil, ports: nil)])
    }

    @Test("an empty egress list does not isolate egress (NP-07)", arguments: ["[]", "null"])
    func emptyEgress(_ list: String) throws {
        #expect(try shape("{podSelector: {}, egress: \(list)}").isolates == [.ingress])
    }

    @Test("policyTypes is taken literally; rules of the other direction have no effect (NP-04, NP-05, NP-09, NP-10)")
    func literalTypes() throws {
        let egressOnly = try shape("{podSelector: {}, policyTypes: [Egress], ingress: [{}]}")
        #expect(egressOnly.isolates == [.egress])
        #expect(egressOnly.ingress.isEmpty)
        let ingressOnly = try shape("{podSelector: {}, policyTypes: [Ingress], egress: [{}]}")
        #expect(ingressOnly.isolates == [.ingress])
        #expect(ingressOnly.egress.isEmpty)
        #expect(try shape("{policyTypes: [Ingress, Egress]}").isolates == [.ingress, .egress])
    }

    @Test("a policy type may be repeated once (NP-11)")
    func repeatedType() throws {
        #expect(try shape("{podSelector: {}, policyTypes: [Ingress, Ingress]}") == shape("{podSelector: {}}"))
    }

    @Test("an empty and a null ingress list allow nothing (NP-14)", arguments: ["[]", "null"])
    func emptyIngress(_ list: String) throws {
        #expect(try shape("{podSelector: {}, ingress: \(list)}") == shape("{podSelector: {}}"))
    }

    @Test(
        "an empty, null or missing list of peers or ports restricts nothing (NP-13, NP-15, NP-16, NP-59)",
        arguments: [
            "{}", "{from: []}", "{from: null}", "{from: [], ports: []}", "{ports: null}",
        ])
    func emptyLists(_ rule: String) throws {
        let policy = try shape("{podSelector: {}, ingress: [\(rule)]}")
        #expect(policy.ingress == [PolicyShape.Rule(peers: nil, ports: nil)])
    }

    @Test("a policy without a namespace is in the default one (NP-21)", arguments: ["default", "shop"])
    func defaultNamespace(_ namespace: String) throws {
        for text in ["{name: p}", "{name: p, namespace: null}", "{name: p, namespace: \"\"}"] {
            let loading = Loading(
                "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: \(text), spec: {podSelector: {}}}",
                options: LoadOptions(defaultNamespace: namespace))
            #expect(loading.errors == [])
            #expect(loading.input.networkPolicies.first?.namespace == namespace)
            #expect(loading.input.networkPolicies.first?.metadata.namespaceLocation == nil)
            #expect(loading.input.cluster.namespace(named: namespace)?.hasManifest == false)
        }
    }

    @Test("a null element reads as an empty one, with a warning (NP-104)")
    func nullElements() throws {
        let rule = policy(spec: "{podSelector: {}, ingress: [null]}")
        #expect(rule.errors == [])
        #expect(rule.warnings == ["null-element"])
        #expect(rule.input.program.tiers.first?.policies.first?.ingress.first?.peers == nil)
        #expect(peerRefusals("null") == ["V7"])
        let port = policy(spec: "{podSelector: {}, ingress: [{ports: [null]}]}")
        #expect(port.errors == [])
        #expect(port.warnings == ["null-element"])
        #expect(try ports("[null]") == [.ports(PortSet(.tcp))])
    }

    @Test("the protocol defaults to TCP, with and without a port (NP-57, NP-58, NP-61)")
    func defaultProtocol() throws {
        #expect(try ports("[{}]") == [.ports(PortSet(.tcp))])
        #expect(try ports("[{protocol: null}]") == [.ports(PortSet(.tcp))])
        #expect(try ports("[{protocol: UDP}]") == [.ports(PortSet(.udp))])
        #expect(try ports("[{port: 8080}]") == [.ports(PortSet(.tcp, 8080...8080))])
        #expect(try ports("[{port: dns}]") == [.named("dns", .tcp)])
        #expect(try ports("[{port: dns, protocol: UDP}]") == [.named("dns", .udp)])
    }

    @Test("the effective policy types can be asked of the resource")
    func effectiveTypes() {
        let loading = policy(spec: "{podSelector: {}, egress: [{}]}")
        #expect(loading.input.networkPolicies.first?.effectivePolicyTypes == [.ingress, .egress])
        #expect(loading.input.networkPolicies.first?.spec.value?.policyTypes == .missing)
    }

    @Test("a default namespace that no namespace can be called is an error (V1)")
    func badDefaultNamespace() {
        #expect(Loading("", options: LoadOptions(defaultNamespace: "Red")).errors == ["V1"])
        #expect(Loading("", options: LoadOptions(defaultNamespace: "")).errors == ["V1"])
    }
}
