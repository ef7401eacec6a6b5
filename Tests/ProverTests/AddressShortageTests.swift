import PolicyModel
import Prover
import Testing

/// CIDRs of the universe that leave no address for one end: then there is no connection to speak of, and a claim about
/// it is vacuous, never proved.
struct AddressShortageTests {
    private static func question(_ network: String, _ claim: String, block: String) throws -> Question {
        try Question(
            Question.namespace("red") + Question.namespace("blue")
                + Question.policy("red", "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: \(block)}}]}]}")
                + Question.universe("{network: {\(network)}}") + Question.invariant("never: {\(claim)}"))
    }

    @Test(
        "where the cluster takes every address, nothing can be outside (NP-22)",
        arguments: [
            "podCIDRs: [0.0.0.0/0]", "podCIDRs: [0.0.0.0/0, \"::/0\"]", "nodeCIDRs: [0.0.0.0/0, \"::/0\"]",
            "podCIDRs: [10.0.0.0/8], serviceCIDRs: [0.0.0.0/0]",
        ])
    func noAddressOutside(_ network: String) throws {
        for namespace in ["red", "blue"] {
            let answer = try Self.question(
                network, "from: {external: true}, to: {namespaces: [\(namespace)]}", block: "203.0.113.0/24"
            ).answer()
            #expect(answer.listed.word == "vacuous", "\(namespace)")
        }
    }

    @Test("where pods have one address, no two pods connect (AB-22)")
    func oneAddressForPods() throws {
        for (source, destination) in [("blue", "red"), ("red", "blue")] {
            let answer = try Self.question(
                "podCIDRs: [10.0.0.7/32], ipBlockMatchesPods: always",
                "from: {namespaces: [\(source)]}, to: {namespaces: [\(destination)]}", block: "10.0.0.0/8"
            ).answer()
            #expect(answer.listed.word == "vacuous", "\(source)")
        }
    }

    @Test("whether policies select pods does not depend on addresses at all")
    func isolation() throws {
        let question = try Question(
            Question.namespace("red") + Question.policy("red", "{podSelector: {}}")
                + Question.universe("{network: {podCIDRs: [0.0.0.0/0, \"::/0\"]}}")
                + Question.invariant("isolated: {pods: {namespaces: [red]}, direction: ingress}"))
        let proof = try #require(try question.answer().listed.proof)
        #expect(proof.policies.map(\.identity.name) == ["p"])
        #expect(!proof.dependsOnAddresses)
    }
}
