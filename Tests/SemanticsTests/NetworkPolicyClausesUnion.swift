import NetworkModel

/// Union and direction.
let unionClauses: [PolicyClause] = [
    PolicyClause(
        "An ingress allow does not open the sender (NP-74)", denyAll, fromWeb, expect: "D red/w -> red/d"),
    PolicyClause(
        "Both ends must allow (NP-75)", denyAll, fromWeb,
        "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}]}",
        expect: """
            A red/w -> red/d
            D red/n -> red/d
            """),
    PolicyClause(
        "An egress allow does not open the target (NP-76)",
        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {matchLabels: {team: b}}}]}]}",
        WrittenPolicy("{podSelector: {}}", in: "blue"), expect: "D red/w -> blue/w"),
    PolicyClause(
        "An ingress allow does not open another namespace's sender (NP-77)",
        WrittenPolicy(
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: r}}}]}]}", in: "blue"),
        "{podSelector: {}, policyTypes: [Egress]}", expect: "D red/w -> blue/w"),
    PolicyClause(
        "Replies need no rule, new connections do (NP-78)",
        "{podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{}]}",
        expect: """
            A blue/w -> red/w
            D red/w -> blue/w
            """),
    PolicyClause(
        "Peers of one policy do not join ports of another (NP-79)",
        """
        {podSelector: {matchLabels: {app: web}},
         ingress: [{from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}]}
        """,
        """
        {podSelector: {matchLabels: {app: web}},
         ingress: [{from: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 9090}]}]}
        """, workloads: [ClauseFixture.pod("red", "web2", ["app": "web"])],
        expect: """
            D red/web2 -> red/w TCP/9090
            A red/web2 -> red/w TCP/8080
            A red/d -> red/w TCP/9090
            """),
    PolicyClause(
        "A policy for egress does not isolate ingress (NP-80)",
        "{podSelector: {}, policyTypes: [Egress], egress: [{}]}",
        expect: "A blue/w -> red/w"),
    PolicyClause(
        "No policy takes away what another allows (NP-81)", fromWeb, "{podSelector: {}, ingress: []}",
        expect: """
            A red/w -> red/d
            D red/d -> red/w
            """),
    PolicyClause("A single policy shuts what it does not allow (NP-82)", fromWeb, expect: "D blue/w -> red/w"),
    PolicyClause("Without the only policy access is wider (NP-82)", expect: "A blue/w -> red/w"),
]

private let fromWeb: WrittenPolicy = "{podSelector: {}, ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}"
