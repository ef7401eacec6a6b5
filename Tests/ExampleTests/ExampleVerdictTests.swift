import NetworkModel
import Prover
import Testing

@Suite("Verdicts of the examples")
struct ExampleVerdictTests {
    @Test("every invariant comes out as expected.json says", arguments: ProvedInput.expectedVerdicts.keys.sorted())
    func verdicts(_ example: String) throws {
        let input = try ProvedInput(["examples/" + example])
        let expected = try #require(ProvedInput.expectedVerdicts[example])
        #expect(try input.verdicts() == expected)
    }

    @Test("there are examples")
    func thereAreExamples() {
        #expect(ProvedInput.expectedVerdicts.count == 14)
    }

    @Test("the layered baseline holds for namespaces that are yet to be created")
    func future() throws {
        let future = try ProvedInput(["examples/layered-baseline"]).futureVerdicts()
        let beyondListed = future.filter { $0.value != "vacuous" }
        #expect(Set(beyondListed.values) == ["proved"])
        // The one that names both of its ends has no namespace yet to be created to speak of.
        #expect(Set(future.keys).subtracting(beyondListed.keys) == ["frontend-reaches-catalog"])
    }

    @Test("three tenants that nobody names refute a claim about three pods (AB-43)")
    func threeTenants() throws {
        let example = try ProvedInput(["examples/tenant-relays/shared"])
        guard case .derivable(let derivations)? = try example.answer(to: "no_hop_between_tenants").future else {
            Issue.record("no derivation was found")
            return
        }
        let derivation = try #require(derivations.first)
        #expect(Set(derivation.endpoints.compactMap { $0.pod?.namespace.labels?["tenant"] }).count == 3)
    }

    @Test(
        "guardrails can be held against an input as they are",
        arguments: [
            ("tenant-isolation", "tenants", "proved"), ("dns", "article/fixed", "proved"),
            ("dns", "layered-baseline", "proved"), ("no-internet-egress", "layered-baseline", "proved"),
            ("no-internet-egress", "tenants", "refuted"), ("no-outside-ingress", "tenants", "proved"),
            ("no-outside-ingress", "online-boutique", "refuted"), ("monitoring", "tenants", "vacuous"),
            // Monitoring may scrape whatever a pod calls `metrics`, be it MySQL.
            ("database-ports", "article/fixed", "refuted"),
        ])
    func guardrails(_ guardrail: String, _ example: String, _ expected: String) throws {
        let input = try ProvedInput(["examples/" + example, "Specs/guardrails/\(guardrail).yaml"])
        #expect(try input.verdicts()["guardrail-" + guardrail] == expected)
    }
}
