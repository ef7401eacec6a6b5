import Reports
import Testing

@Suite("Endpoints and ports that are the same, or are not")
struct IdentityTests {
    private func verdict(_ body: String, _ cluster: String = "") throws -> Verdict {
        try Verified.result(".invariant a\nviolation(P, Q) :- \(body).", Self.namespaces + cluster).verdict
    }

    private static let namespaces = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: red}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: blue}
        ---

        """

    private static let listedPods = """
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: closed}
        spec: {namespaces: {exist: listed}, pods: {exist: listed}}
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: lone, namespace: red, labels: {app: lone}}
        spec: {containers: [{name: a, image: a}]}
        ---

        """

    private static let deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: many, namespace: blue}
        spec:
          selector: {matchLabels: {app: many}}
          template:
            metadata: {labels: {app: many}}
            spec: {containers: [{name: a, image: a}]}

        """

    @Test("What is one endpoint is alike in all")
    func alike() throws {
        #expect(try verdict("P = Q, P.namespace.name = \"red\"") == .refuted)
        #expect(try verdict("P = Q, P.namespace.name = \"red\", Q.namespace.name = \"blue\"") == .vacuous)
        #expect(try verdict("P = Q, P.label[\"a\"] = \"1\", Q.label[\"a\"] = \"2\"") == .vacuous)
        #expect(
            try verdict("external(P), external(Q), P = Q, P.address in \"1.0.0.0/8\", Q.address in \"2.0.0.0/8\"")
                == .vacuous)
        #expect(try verdict("P.label[\"a\"] = \"1\", pod(Q), connects(P, Q, _, _), P = Q") == .vacuous)
    }

    @Test("To be one is transitive, and what is different differs from all that is the same")
    func transitive() throws {
        #expect(try verdict("pod(P), Q = P, R = Q, R != P") == .vacuous)
        #expect(try verdict("pod(P), pod(Q), pod(R), P != Q, Q != R, R = P") == .refuted)
        #expect(try verdict("pod(P), Q in {P}, P not in {Q}") == .vacuous)
        let relation = ".decl same(p: pod, q: pod)\nsame(P, P) :- pod(P).\n"
        let rules = relation + ".invariant a\nviolation(P, Q) :- same(P, R), same(R, Q), P != Q."
        #expect(try Verified.result(rules, Self.namespaces).verdict == .vacuous)
    }

    @Test("Of a bare Pod there is one, of an address outside, too; of all other pods there may be more")
    func single() throws {
        #expect(try verdict("pod(P), pod(Q), P != Q", Self.listedPods) == .vacuous)
        #expect(try verdict("pod(P), pod(Q), P != Q", Self.listedPods + Self.deployment) == .refuted)
        let lone = "P.label[\"app\"] = \"lone\", Q.label[\"app\"] = \"lone\""
        #expect(try verdict(lone + ", P = Q", Self.listedPods + Self.deployment) == .refuted)
        #expect(try verdict(lone + ", P != Q", Self.listedPods + Self.deployment) == .vacuous)
        let outside = "external(P), external(Q), P.address in \"203.0.113.7/32\", Q.address in \"203.0.113.7/32\""
        #expect(try verdict(outside + ", P != Q") == .vacuous)
        #expect(try verdict(outside.replacing("/32", with: "/31") + ", P != Q") == .refuted)
    }

    @Test("Bare Pods that are alike in all are several pods all the same")
    func alikeButSeveral() throws {
        let twin = Self.listedPods.replacing("name: lone,", with: "name: twin,").split(separator: "---\n").last ?? ""
        let pods = Self.listedPods + twin
        #expect(try verdict("pod(P), pod(Q), P != Q", pods) == .refuted)
        #expect(try verdict("pod(P), pod(Q), connects(P, Q, _, _)", pods) == .refuted)
        #expect(try verdict("pod(P), pod(Q), connects(P, Q, _, _)", Self.listedPods) == .vacuous)
    }

    @Test("What is one pod is in one namespace, be it one that is yet to be created")
    func oneNamespace() throws {
        #expect(try verdict("pod(P), P = Q, P.namespace.name != Q.namespace.name") == .vacuous)
        let labels = "P.namespace.label[\"tenant\"] = \"a\", Q.namespace.label[\"tenant\"] != \"a\""
        #expect(try verdict("pod(P), P = Q, \(labels)") == .vacuous)
        let names = ["P", "Q", "R"].map { $0 + ".namespace.name" }
        #expect(
            try verdict("\(names[0]) = \(names[1]), \(names[1]) = \(names[2]), \(names[0]) != \(names[2])") == .vacuous)
    }

    @Test("A namespace whose labels may change has one set of them at a time, for all who are in it")
    func freeLabels() throws {
        let universe = """
            apiVersion: netproof.dev/v1alpha1
            kind: LabelUniverse
            metadata: {name: free}
            spec: {namespaces: {exist: listed, relabel: [env]}}

            """
        let labels = "P.namespace.label[\"env\"] = \"test\", Q.namespace.label[\"env\"] = \"prod\""
        let hops = "pod(R), connects(P, R, _, _), connects(R, Q, _, _), " + labels
        func within(_ first: String, _ second: String) throws -> Verdict {
            try verdict(
                "P.namespace.name = \"\(first)\", Q.namespace.name = \"\(second)\", \(hops)", universe)
        }
        #expect(try within("red", "red") == .vacuous)
        #expect(try within("red", "blue") == .refuted)
    }

    /// `red` is open on one port, `blue` on another.
    private static func policies(_ red: Int, _ blue: Int) -> String {
        zip(["red", "blue"], [red, blue]).map { namespace, port in
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: one-port, namespace: \(namespace)}
            spec: {podSelector: {}, ingress: [{ports: [{port: \(port)}]}]}
            ---

            """
        }.joined()
    }

    @Test("One variable for the ports of two connections is one port")
    func ports() throws {
        let hops =
            "P.namespace.name = \"red\", Q.namespace.name = \"blue\", connects(_, P, tcp, _A), connects(P, Q, tcp, _B)"
        let onePort = hops.replacing("tcp, _B", with: "tcp, _A")
        #expect(try verdict(hops, Self.policies(80, 443)) == .refuted)
        #expect(try verdict(onePort, Self.policies(80, 443)) == .proved)
        let rules = ".invariant a\nviolation(P, Q) :- \(onePort)."
        let result = try Verified.result(rules, Self.namespaces + Self.policies(7000, 7000))
        let derivation = try #require(result.derivations.first)
        #expect(derivation.attempts.map(\.connection.port) == [7000, 7000])
        // Where any port will do, both are made plain together.
        let open = try #require(try Verified.result(rules, Self.namespaces).derivations.first)
        #expect(open.attempts.map(\.connection.port) == [80, 80])
        // Proto agrees as well.
        let protos = onePort.replacing("tcp", with: "Proto") + ", Proto != tcp"
        #expect(try verdict(protos, Self.policies(80, 80)) == .proved)
    }
}
