import Reports
import Testing

/// Selectors that are looked at too closely, or in the wrong place.
struct SelectorTests {
    /// The verdict on test reaching prod where prod lets in the given peer.
    private func verdict(lettingIn peer: String, from: String) throws -> Verdict {
        try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [\(peer)]}]}"),
            Manifest.never(from: from, to: "{namespaces: [prod]}")
        ).verdict()
    }

    @Test("a peer overlaps the claim's selector without being equal to it")
    func overlappingSelectors() throws {
        let peer =
            "{namespaceSelector: {}, podSelector: {matchExpressions: [{key: app, operator: In, values: [b, c]}]}}"
        let from = "{namespaces: [test], podSelector: {matchExpressions: [{key: app, operator: In, values: [a, %]}]}}"
        #expect(try verdict(lettingIn: peer, from: from.replacing("%", with: "b")) == .refuted)
        #expect(try verdict(lettingIn: peer, from: from.replacing("%", with: "d")) == .proved)
    }

    @Test("a peer for another key overlaps, for a pod may carry both labels")
    func selectorsOfTwoKeys() throws {
        let peer = "{namespaceSelector: {}, podSelector: {matchLabels: {role: dev}}}"
        #expect(
            try verdict(lettingIn: peer, from: "{namespaces: [test], podSelector: {matchLabels: {app: client}}}")
                == .refuted)
    }

    @Test("NotIn matches a pod without the key, and a namespace without it (NP-22, NP-41)")
    func notInOnAMissingKey() throws {
        let pods = "{namespaceSelector: {}, podSelector: {matchExpressions: [{key: k, operator: NotIn, values: [v]}]}}"
        let without = "{matchExpressions: [{key: k, operator: DoesNotExist}]}"
        #expect(try verdict(lettingIn: pods, from: "{namespaces: [test], podSelector: \(without)}") == .refuted)
        let namespaces = "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod, test]}]}}"
        #expect(try verdict(lettingIn: namespaces, from: Manifest.inTest) == .proved)
        let verified = try Verified(
            Manifest.prod, Manifest.namespace("bare"),
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [\(namespaces)]}]}"),
            Manifest.never(from: "{namespaces: [bare]}", to: "{namespaces: [prod]}"))
        #expect(try verified.verdict() == .refuted)
    }

    @Test(
        "Exists and DoesNotExist beside a namespaceSelector are asked of the namespaces it selects",
        arguments: ["Exists", "DoesNotExist"])
    func existenceBesideANamespaceSelector(_ keyOperator: String) throws {
        // No pod of the policy's own namespace is listed: there the answer would be that nobody matches.
        let expression = "{matchExpressions: [{key: app, operator: \(keyOperator)}]}"
        let peer = "{namespaceSelector: {matchLabels: {env: test}}, podSelector: \(expression)}"
        #expect(try verdict(lettingIn: peer, from: Manifest.inTest) == .refuted)
        let opposite = keyOperator == "Exists" ? "DoesNotExist" : "Exists"
        let others = "{namespaces: [test], podSelector: {matchExpressions: [{key: app, operator: \(opposite)}]}}"
        #expect(try verdict(lettingIn: peer, from: others) == .proved)
    }

    @Test("two peers are alternatives, one peer with two selectors is both at once (NP-39, NP-40)")
    func alternativesAndConjunction() throws {
        let both = "{namespaceSelector: {matchLabels: {env: test}}, podSelector: {matchLabels: {app: a}}}"
        let either = "{namespaceSelector: {matchLabels: {env: test}}}, {podSelector: {matchLabels: {app: a}}}"
        let from = "{namespaces: [test], podSelector: {matchLabels: {app: b}}}"
        #expect(try verdict(lettingIn: both, from: from) == .proved)
        #expect(try verdict(lettingIn: either, from: from) == .refuted)
    }

    @Test("every namespace carries its name as a label, and nobody can forge it (NP-43, NP-100)")
    func namespaceNameLabel() throws {
        let peer = "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: trusted}}}"
        let verified = try Verified(
            Manifest.prod, Manifest.namespace("test", "{kubernetes.io/metadata.name: trusted}"),
            Manifest.policy("prod", "{podSelector: {}, ingress: [{from: [\(peer)]}]}"),
            Manifest.never(from: "{namespaces: [test]}", to: "{namespaces: [prod]}"),
            Manifest.universe("{namespaces: {relabel: ['*']}}"))
        #expect(try verified.verdict() == .proved)
    }

    @Test("podSelector {} selects every pod of the policy's namespace and of no other (NP-20)")
    func emptyPodSelector() throws {
        let verified = try Verified(
            Manifest.prod, Manifest.test, Manifest.policy("test", Manifest.denyIngress),
            Manifest.never(from: "{external: true}", to: "{namespaces: [prod]}"))
        #expect(try verified.verdict() == .refuted)
    }

    @Test("a quoted number is a label value, an unquoted one is refused")
    func quotedNumbers() throws {
        let quoted = "{namespaceSelector: {}, podSelector: {matchLabels: {release: '2'}}}"
        let from = "{namespaces: [test], podSelector: {matchLabels: {release: '%'}}}"
        #expect(try verdict(lettingIn: quoted, from: from.replacing("%", with: "2")) == .refuted)
        #expect(try verdict(lettingIn: quoted, from: from.replacing("%", with: "3")) == .proved)
        let refused = try Verified(
            Manifest.policy("prod", "{podSelector: {matchLabels: {release: 2}}}"))
        #expect(refused.report == nil)
        #expect(refused.errors == ["type"])
    }
}
