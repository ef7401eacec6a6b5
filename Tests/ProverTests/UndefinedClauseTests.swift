import Diagnostics
import Dialects
import Invariants
import Manifests
import Prover
import Testing

/// Clauses of networkpolicy.md §11 about what NetworkPolicy leaves open, as claims meet them.
@Suite struct UndefinedClauseTests {
    private static let denyAll = Question.policy("red", "{podSelector: {}, policyTypes: [Ingress, Egress]}")
    private static let toRed = "{namespaces: [red]}"

    private func pod(_ name: String, metadata: String = "", status: String = "{}") -> String {
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), namespace: red, labels: {app: web}\(metadata)}
        spec: {containers: [{name: c, image: i}]}
        status: \(status)

        """
    }

    private func answer(_ manifests: String, _ claim: String) throws -> String {
        let universe = Question.universe("{namespaces: {exist: listed}, pods: {exist: listed}}")
        let namespaces = Question.namespace("red") + Question.namespace("blue")
        return try Question(namespaces + manifests + universe + Question.invariant(claim)).answer().listed.word
    }

    @Test("a finished pod is no end of a connection (NP-89)", arguments: ["Succeeded", "Failed"])
    func finished(phase: String) throws {
        let claim = "never: {from: \(Self.toRed), to: \(Self.toRed)}"
        #expect(try answer(pod("a") + pod("b", status: "{phase: \(phase)}"), claim) == "vacuous")
        #expect(try answer(pod("a") + pod("b", status: "{phase: Running}"), claim) == "refuted")
    }

    @Test("a terminating pod is an end like any other (NP-90)")
    func terminating() throws {
        let deleted = ", deletionTimestamp: \"2026-01-01T00:00:00Z\""
        let pods = pod("a") + pod("b", metadata: deleted)
        let claim = "never: {from: \(Self.toRed), to: \(Self.toRed)}"
        #expect(try answer(pods, claim) == "refuted")
        #expect(try answer(pods + Self.denyAll, claim) == "proved")
    }

    @Test("a pod to itself, by whatever way, is no counterexample and no proof (NP-92)")
    func hairpin() throws {
        #expect(try answer(pod("a"), "never: {from: \(Self.toRed), to: \(Self.toRed)}") == "vacuous")
        #expect(try answer(pod("a") + Self.denyAll, "always: {from: \(Self.toRed), to: \(Self.toRed)}") == "vacuous")
    }

    @Test("no claim can be made of ICMP, nor of any protocol that NetworkPolicy leaves open (NP-93)")
    func icmp() {
        let claim = Question.invariant("never: {to: \(Self.toRed), ports: [{protocol: ICMP, port: 8}]}")
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(claim.utf8), file: "claim.yaml", into: &diagnostics)
        let specs = SpecReader { _, _ in nil }.read(documents, into: &diagnostics)
        #expect(diagnostics.all.map(\.id) == ["V10"])
        #expect(specs.invariants.isEmpty)
    }
}
