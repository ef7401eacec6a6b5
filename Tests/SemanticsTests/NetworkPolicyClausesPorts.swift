import NetworkModel

/// Ports.
let portClauses: [PolicyClause] = [
    PolicyClause(
        "A number without protocol is TCP (NP-57)", onPorts("{port: 8080}"),
        expect: """
            A blue/w -> red/w TCP/8080
            A E -> red/w TCP/8080
            D blue/w -> red/w TCP/9090
            D blue/w -> red/w UDP/8080
            """),
    PolicyClause(
        "An empty port entry is all of TCP (NP-58)", onPorts("{}"),
        expect: """
            A blue/w -> red/w TCP/1
            A blue/w -> red/w TCP/65535
            D blue/w -> red/w UDP/1
            D blue/w -> red/w SCTP/1
            """),
    PolicyClause(
        "A protocol alone is all its ports (NP-58)", onPorts("{protocol: UDP}"),
        expect: """
            A blue/w -> red/w UDP/65535
            D blue/w -> red/w TCP/1
            """),
    PolicyClause(
        "Empty ports are all protocols (NP-59)", "{podSelector: {}, ingress: [{ports: []}]}", expect: everyProtocol),
    PolicyClause(
        "Null ports are all protocols (NP-59)", "{podSelector: {}, ingress: [{ports: null}]}", expect: everyProtocol),
    PolicyClause(
        "A name is the port that the pod declares (NP-60)", onPorts("{port: http}"),
        expect: """
            A blue/w -> red/* TCP/8080
            D blue/w -> red/* TCP/9090
            """),
    PolicyClause(
        "A name without protocol is a TCP port's (NP-61)", onPorts("{port: dns}"),
        expect: """
            D blue/w -> red/w UDP/5353
            D blue/w -> red/w TCP/5353
            """),
    PolicyClause(
        "A name with its protocol (NP-61)", onPorts("{port: dns, protocol: UDP}"), expect: "A blue/w -> red/w UDP/5353"),
    PolicyClause(
        "A name that nobody declares matches nothing, and isolates (NP-62)", onPorts("{port: nosuch}"),
        expect: """
            D blue/w -> red/w TCP/8080
            D blue/w -> red/w UDP/5353
            """),
    PolicyClause(
        "A range holds both its ends (NP-63)", onPorts("{port: 8000, endPort: 8080}"),
        expect: """
            A blue/w -> red/w TCP/8000
            A blue/w -> red/w TCP/8080
            D blue/w -> red/w TCP/8081
            D blue/w -> red/w TCP/7999
            D blue/w -> red/w UDP/8000
            """),
    PolicyClause(
        "A range of one port (NP-64)", onPorts("{port: 8080, endPort: 8080}"),
        expect: """
            A blue/w -> red/w TCP/8080
            D blue/w -> red/w TCP/8081
            """),
    PolicyClause(
        "A name in an egress rule is each destination's own (NP-66)", toHTTP, workloads: [otherHTTP],
        expect: """
            A red/w -> blue/w TCP/7070
            D red/w -> blue/w TCP/8080
            A red/w -> blue/d TCP/8080
            """),
    PolicyClause(
        "A destination that declares no such name is not reached (NP-67)", toHTTP,
        workloads: [ClauseFixture.pod("blue", "w", ["app": "web"], ports: [])],
        expect: """
            D red/w -> blue/w TCP/7070
            D red/w -> blue/w TCP/8080
            """),
    PolicyClause(
        "A name in an egress rule without peers is of pods only (NP-68)",
        "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}",
        expect: """
            D red/w -> E TCP/8080
            A red/w -> blue/w TCP/8080
            """),
    PolicyClause(
        "A name declared twice is both ports (NP-69)", onPorts("{port: http}"), workloads: [twoHTTP],
        expect: """
            A blue/w -> red/w TCP/8080
            A blue/w -> red/w TCP/8081
            D blue/w -> red/w TCP/8082
            """),
    PolicyClause(
        "Port entries are an or (NP-70)", onPorts("{port: 8080}, {port: 9090, protocol: UDP}"),
        expect: """
            A blue/w -> red/w TCP/8080
            A blue/w -> red/w UDP/9090
            D blue/w -> red/w TCP/9090
            """),
    PolicyClause(
        "Peers and ports of one rule are an and, rules are an or (NP-71)",
        """
        {podSelector: {}, ingress: [
          {from: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}, {ports: [{port: 9090}]}]}
        """,
        expect: """
            D red/d -> red/n TCP/8080
            A red/d -> red/n TCP/9090
            A red/w -> red/n TCP/8080
            """),
    PolicyClause(
        "A number needs no declaration (NP-72)", onPorts("{port: 4444}"), expect: "A blue/w -> red/w TCP/4444"),
    PolicyClause(
        "Ports are the pod's own, after the Service (NP-73)", onPorts("{port: 80}"),
        expect: """
            D blue/w -> red/w TCP/8080
            A blue/w -> red/w TCP/80
            """),
    PolicyClause(
        "A repeated port entry changes nothing (NP-105)",
        onPorts("{port: 8080}, {port: 8000, endPort: 8090}, {port: 8080}"),
        expect: """
            A blue/w -> red/w TCP/8080
            D blue/w -> red/w TCP/8091
            """),
]

private func onPorts(_ entries: String) -> WrittenPolicy {
    WrittenPolicy("{podSelector: {}, ingress: [{ports: [\(entries)]}]}", in: "red")
}

private let everyProtocol = """
    A blue/w -> red/w TCP/1
    A blue/w -> red/w UDP/1
    A blue/w -> red/w SCTP/1
    """

private let toHTTP: WrittenPolicy = """
    {podSelector: {}, policyTypes: [Egress], egress: [{to: [{namespaceSelector: {}}], ports: [{port: http}]}]}
    """

private let otherHTTP = ClauseFixture.pod(
    "blue", "w", ["app": "web"], ports: [NamedPort(name: "http", transport: .tcp, port: 7070)])

private let twoHTTP = ClauseFixture.pod(
    "red", "w", ["app": "web"],
    ports: [8080, 8081].map { NamedPort(name: "http", transport: .tcp, port: $0) })
