import Reports
import Testing

/// What a verdict takes as given stands with it: a proof under a silent assumption is a false proof.
struct AssumptionTests {
    private static let deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: db, namespace: prod}
        spec:
          selector: {matchLabels: {app: db}}
          template: {metadata: {labels: {app: db}}, spec: {containers: [{name: c, ports: [{name: sql, containerPort: 1}]}]}}
        """
    private static let job = deployment.replacingName("job", "test")
    private static let rollout = deployment.replacingName("canary", "prod")
        .replacing("apps/v1", with: "argoproj.io/v1alpha1").replacing("Deployment", with: "Rollout")
    private static let onlyDatabase = "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}"
    private static let testToProd = Manifest.never(from: "{namespaces: [test]}", to: "{namespaces: [prod]}")

    private static func assumptions(_ verified: Verified) throws -> [String] {
        try #require(try verified.verdict() == .proved)
        return try verified.result().assumptions.map(\.id)
    }

    @Test("that an ipBlock never matches a pod is told, also where no address is left in the proof")
    func ipBlockThatNeverMatchesPods() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}"),
            Self.testToProd, Manifest.universe("{network: {ipBlockMatchesPods: never}}"))
        #expect(try Self.assumptions(verified).contains("ip-block"))
    }

    @Test("that an ipBlock always matches a pod is told, also where it holds every address")
    func ipBlockOfEveryAddress() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            Manifest.policy(
                "prod",
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: \"::/0\"}}]}]}"),
            Manifest.always(from: "{namespaces: [test]}", to: "{namespaces: [prod]}"),
            Manifest.universe("{network: {ipBlockMatchesPods: always}}"))
        #expect(try Self.assumptions(verified).contains("ip-block"))
    }

    @Test("that pods are as their template says is told where a claim names their workload")
    func claimOnAWorkload() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Self.deployment, Manifest.policy("prod", Self.onlyDatabase),
            Manifest.never(
                from: "{namespaces: [test]}", to: "{workload: {kind: Deployment, namespace: prod, name: db}}"))
        #expect(try Self.assumptions(verified).contains("workload-templates"))
    }

    @Test("that kinds which are not read make no pods is told where only listed pods exist", arguments: [true, false])
    func podsOfKindsThatAreNotRead(hasRollout: Bool) throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Self.deployment, Self.job, Manifest.policy("prod", Self.onlyDatabase),
            hasRollout ? Self.rollout : "{apiVersion: v1, kind: ConfigMap, metadata: {name: any}}",
            Self.testToProd, Manifest.universe("{pods: {exist: listed}}"))
        let assumption = try verified.result().assumptions.first { $0.id == "ignored-workloads" }
        #expect(try verified.verdict() == .proved)
        #expect(assumption?.text.contains("Rollout") == (hasRollout ? true : nil))
    }

    @Test("that a name opens all ports it is given to is told where something is to connect", arguments: [1, 2])
    func portNameGivenTwice(count: Int) throws {
        let ports = (0..<count).map { "{name: web, containerPort: \(8080 + $0)}" }
        let containers = ports.enumerated().map { "{name: c\($0.offset), ports: [\($0.element)]}" }
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            """
            apiVersion: v1
            kind: Pod
            metadata: {name: web, namespace: prod, labels: {app: web}}
            spec: {containers: [\(containers.joined(separator: ", "))]}
            """,
            Manifest.policy("prod", "{podSelector: {}, ingress: [{ports: [{port: web}]}]}"),
            Manifest.always(
                from: "{namespaces: [test]}", to: "{workload: {kind: Pod, namespace: prod, name: web}}",
                "ports: [{port: 8080}]"))
        #expect(try Self.assumptions(verified).contains("named-ports") == (count > 1))
    }

    @Test("that nodes are left out is told where their addresses are not outside any more")
    func nodes() throws {
        let verified = try Verified(
            Manifest.prod,
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 192.168.0.0/16}}]}]}"),
            Manifest.never(from: "[{external: true}, {podSelector: {}}]", to: "{namespaces: [prod]}"),
            Manifest.universe("{network: {podCIDRs: [10.0.0.0/8], nodeCIDRs: [192.168.0.0/16]}}"))
        #expect(try verified.verdict() == .proved)
        let assumption = try verified.result().assumptions.first { $0.id == "node-cidrs" }
        #expect(try #require(assumption).text.contains("left out"))
    }

    @Test("policies that are ignored on request are said to have no effect at all: they might deny, too")
    func ignoredPolicies() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test,
            """
            apiVersion: cilium.io/v2
            kind: CiliumNetworkPolicy
            metadata: {name: deny, namespace: prod}
            spec: {endpointSelector: {}, ingressDeny: [{fromEntities: [all]}]}
            """,
            Manifest.always(from: "{namespaces: [test]}", to: "{namespaces: [prod]}"),
            ignoring: ["CiliumNetworkPolicy"])
        #expect(try verified.verdict() == .proved)
        let assumption = try verified.result().assumptions.first { $0.id == "ignored-CiliumNetworkPolicy" }
        #expect(try #require(assumption).text.contains("have no effect"))
    }
}

extension String {
    fileprivate func replacingName(_ name: String, _ namespace: String) -> String {
        replacing("db", with: name).replacing("namespace: prod", with: "namespace: \(namespace)")
    }
}
