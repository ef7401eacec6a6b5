import NetworkModel

/// Peers that are addresses.
let blockClauses: [PolicyClause] = [
    PolicyClause(
        "An ipBlock matches addresses in it (NP-47)", from("{ipBlock: {cidr: 203.0.113.0/24}}"),
        expect: """
            A E -> red/w
            D 198.51.100.1 -> red/w
            D red/d -> red/w
            """),
    PolicyClause(
        "An exception is taken out of the block (NP-48)", from(excepted),
        expect: """
            D E -> red/w
            A 203.0.113.77 -> red/w
            """),
    PolicyClause(
        "An exception holds for its own element alone (NP-49)", from("\(excepted), {ipBlock: {cidr: 203.0.113.7/32}}"),
        expect: "A E -> red/w"),
    PolicyClause(
        "An exception holds for its own policy alone (NP-50)", from(excepted),
        from("{ipBlock: {cidr: 203.0.113.0/30}}"),
        expect: """
            A 203.0.113.2 -> red/w
            D E -> red/w
            """),
    PolicyClause(
        "0.0.0.0/0 holds no IPv6 address, and pods only for some plugins (NP-51)", from("{ipBlock: {cidr: 0.0.0.0/0}}"),
        expect: """
            A E -> red/w
            D 2001:db8::1 -> red/w
            I blue/w -> red/w
            """),
    PolicyClause(
        "Whether an ipBlock matches a pod's address is open (NP-52)", from("{ipBlock: {cidr: 10.0.2.1/32}}"),
        expect: """
            I blue/w -> red/w
            D blue/d -> red/w
            """),
    PolicyClause(
        "A pod in an exception is denied by every plugin (NP-54)",
        "{podSelector: {}, egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.0.2.0/24]}}]}]}",
        expect: """
            D red/w -> blue/w
            I red/w -> grey/w
            """),
    PolicyClause(
        "IPv6 between pods is as IPv4 where selectors decide (NP-94)", from(teamB),
        workloads: [
            ClauseFixture.pod("red", "six", [:], "fd00::1"), ClauseFixture.pod("blue", "six", [:], "fd00::2"),
            ClauseFixture.pod("grey", "six", [:], "fd00::3"),
        ],
        expect: """
            A blue/six -> red/six
            D grey/six -> red/six
            """),
    PolicyClause(
        "IPv6 blocks and their exceptions (NP-95)",
        from(#"{ipBlock: {cidr: "2001:db8::/32", except: ["2001:db8:1::/48"]}}"#),
        expect: """
            A 2001:db8::1 -> red/w
            D 2001:db8:1::1 -> red/w
            D E -> red/w
            """),
    PolicyClause(
        "All namespaces and a block in separate elements (NP-102)",
        from("{namespaceSelector: {}}, {ipBlock: {cidr: 203.0.113.0/24}}"),
        expect: """
            A E -> red/w
            A blue/n -> red/w
            D 198.51.100.1 -> red/w
            """),
]

private let excepted = "{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.0/28]}}"
