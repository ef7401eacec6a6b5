import NetworkModel
import Reports
import Testing

/// Namespaces that are in no manifest.
struct FutureNamespaceTests {
    @Test("two pods of one namespace yet to be created are found beside listed namespaces that look the same")
    func bothEndsInOne() throws {
        let verified = try Verified(
            Manifest.namespace("listed"),
            Manifest.never(
                from: "{podSelector: {}}", to: "{namespaces: [new]}", "pair: [{namespace: same}], ports: [{port: 80}]"))
        let result = try verified.result()
        #expect(result.scopes.future == .refuted)
        let counterexample = try #require(result.counterexamples.first)
        #expect(counterexample.from.endpoint.pod?.namespace.name == "new")
        #expect(counterexample.to.endpoint.pod?.namespace.name == "new")
    }
}
