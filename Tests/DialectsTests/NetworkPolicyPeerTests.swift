import Dialects
import NetworkModel
import PolicyModel
import Testing

@Suite struct NetworkPolicyPeerTests {
    private let web = LabelSelector([LabelRequirement("app", equals: "web")])
    private let blue = LabelSelector([LabelRequirement("team", equals: "b")])

    @Test("a podSelector alone means pods of the policy's own namespace (NP-35, NP-36, NP-101)")
    func podSelector() throws {
        #expect(try peer("{podSelector: {matchLabels: {app: web}}}") == .all([.ownNamespace, .podLabels(web)]))
        #expect(try peer("{podSelector: {}}") == .all([.ownNamespace, .podLabels(.everything)]))
    }

    @Test("a namespaceSelector alone means every pod of matching namespaces (NP-37, NP-38)")
    func namespaceSelector() throws {
        #expect(try peer("{namespaceSelector: {}}") == .namespaceLabels(.everything))
        #expect(try peer("{namespaceSelector: {matchLabels: {team: b}}}") == .namespaceLabels(blue))
    }

    @Test("both selectors in one element must match, two elements are alternatives (NP-39, NP-40, NP-45)")
    func bothSelectors() throws {
        #expect(
            try peers(from: "[{namespaceSelector: {matchLabels: {team: b}}, podSelector: {matchLabels: {app: web}}}]")
                == [.all([.namespaceLabels(blue), .podLabels(web)])])
        #expect(
            try peers(from: "[{namespaceSelector: {matchLabels: {team: b}}}, {podSelector: {matchLabels: {app: web}}}]")
                == [.namespaceLabels(blue), .all([.ownNamespace, .podLabels(web)])])
    }

    @Test("a null selector in a peer is not used (NP-46)")
    func nullSelector() throws {
        #expect(try peer("{namespaceSelector: null, podSelector: {}}") == peer("{podSelector: {}}"))
        #expect(try peer("{namespaceSelector: {}, podSelector: null}") == peer("{namespaceSelector: {}}"))
        #expect(try peer("{ipBlock: null, podSelector: {}}") == peer("{podSelector: {}}"))
        #expect(peerRefusals("{podSelector: null}") == ["V7"])
    }

    @Test("a peer without any field is refused (NP-17, V7)")
    func emptyPeer() {
        #expect(peerRefusals("{}") == ["V7"])
        #expect(refusals("{podSelector: {}, egress: [{to: [{}, {podSelector: {}}, {}]}]}") == ["V7", "V7"])
    }

    @Test("an ipBlock stands alone (NP-53, V8)")
    func blockWithSelector() {
        #expect(peerRefusals("{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}") == ["V8"])
        #expect(peerRefusals("{ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}") == ["V8"])
        #expect(peerRefusals("{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}, namespaceSelector: {}}") == ["V8"])
    }

    @Test("an ipBlock is its block less its exceptions (NP-47, NP-48, NP-95)")
    func block() throws {
        let outer = try #require(CIDRBlock("203.0.113.0/24"))
        let inner = try #require(CIDRBlock("203.0.113.0/28"))
        #expect(try peer("{ipBlock: {cidr: 203.0.113.0/24}}") == .address(AddressBlock(outer)))
        #expect(try peer("{ipBlock: {cidr: 203.0.113.0/24, except: null}}") == .address(AddressBlock(outer)))
        #expect(
            try peer("{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}")
                == .address(AddressBlock(outer, except: [inner])))
        #expect(peerRefusals("{ipBlock: {cidr: \"2001:db8::/32\", except: [\"2001:db8:1::/48\"]}}") == [])
    }

    @Test(
        "a block that is none is refused (NP-53, NP-95, V9)",
        arguments: [
            "{cidr: 203.0.113.7}", "{cidr: 10.0.0.0/33}", "{cidr: A}", "{cidr: \"\"}", "{cidr: null}", "{}",
            "{except: [10.0.0.0/8]}", "{cidr: 010.0.0.0/8}", "{cidr: 10.0.0.0/08}", "{cidr: 10.0.0/8}",
            "{cidr: \"::ffff:10.0.0.0/104\"}", "{cidr: \"fe80::1%eth0/64\"}", "{cidr: 10.0.0.0/-1}",
            "{cidr: 10.0.0.0/8/8}",
            "{cidr: \" 10.0.0.0/8\"}", "{cidr: 10.0.0.0/8, except: [10.0.0.0/8]}",
            "{cidr: 10.0.0.0/8, except: [11.0.0.0/16]}",
            "{cidr: 10.0.0.0/8, except: [0.0.0.0/0]}", "{cidr: 10.0.0.0/8, except: [\"2001:db8::/32\"]}",
            "{cidr: 10.0.0.0/8, except: [10.0.0.1]}",
        ])
    func badBlock(_ block: String) {
        #expect(peerRefusals("{ipBlock: \(block)}") == ["V9"])
    }

    @Test("every bad exception of a block is told")
    func badExceptions() {
        #expect(peerRefusals("{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8, 10.1.0.0/16, x]}}") == ["V9", "V9"])
    }

    @Test("bits below the mask are dropped with a warning (networkpolicy.md §6)")
    func hostBits() throws {
        let loading = policy(spec: "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.5/8}}]}]}")
        #expect(loading.errors == [])
        #expect(loading.warnings == ["host-bits"])
        #expect(try peer("{ipBlock: {cidr: 10.0.0.5/8}}") == peer("{ipBlock: {cidr: 10.0.0.0/8}}"))
    }

    @Test("a label value need not be a possible namespace name (NP-98)")
    func impossibleName() {
        #expect(peerRefusals("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: Blue_1}}}") == [])
    }

    @Test(
        "an unknown field is an error, as dropping it would allow everything (NP-103)",
        arguments: [
            ("{podSelector: {}, ingress: [{form: []}]}", "from"), ("{podselector: {}}", "podSelector"),
            ("{podSelector: {}, ingress: [{ports: [{prt: 80}]}]}", "port"),
            ("{podSelector: {matchlabels: {a: b}}}", "matchLabels"),
            ("{podSelector: {}, egress: [{to: [{namespaceselector: {}, podSelector: {}}]}]}", "namespaceSelector"),
        ])
    func unknownField(_ spec: String, _ meant: String) {
        let loading = policy(spec: spec)
        #expect(loading.errors == ["unknown-field"])
        #expect(loading.messages.contains("did you mean `\(meant)`"))
        #expect(loading.input.policyCount == 0)
    }
}
