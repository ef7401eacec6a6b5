import NetworkModel
import PolicyModel
import Testing

@Suite struct NetworkPolicyPortTests {
    @Test("a range holds both of its ends (NP-63, NP-64)")
    func range() throws {
        #expect(try ports("[{port: 8000, endPort: 8080}]") == [.ports(PortSet(.tcp, 8000...8080))])
        #expect(try ports("[{port: 8080, endPort: 8080}]") == [.ports(PortSet(.tcp, 8080...8080))])
        #expect(try ports("[{port: 1, endPort: 65535}]") == [.ports(PortSet(.tcp))])
        #expect(try ports("[{port: 80, endPort: null}]") == [.ports(PortSet(.tcp, 80...80))])
    }

    @Test("only a range of more than one port needs support for endPort")
    func endPortSupport() throws {
        let policy = try accepted(
            "{podSelector: {}, ingress: [{ports: [{port: 1, endPort: 2}, {port: 1, endPort: 1}, {port: 1}]}]}")
        #expect(policy.ingress.first?.ports?.map(\.usesEndPort) == [true, false, false])
    }

    @Test(
        "a range needs a number to begin with, and an end that is a port and no less (NP-64, V13)",
        arguments: [
            "{port: 8080, endPort: 8079}", "{endPort: 8080}", "{port: null, endPort: 8080}",
            "{port: http, endPort: 8080}",
            "{port: 80, endPort: 65536}", "{port: 80, endPort: 0}", "{port: 80, endPort: -1}",
        ])
    func badRange(_ port: String) { #expect(portRefusals(port) == ["V13"]) }

    @Test("a port number runs from 1 to 65535 (NP-65, V11)", arguments: ["0", "65536", "-1", "4294967376"])
    func badNumber(_ number: String) { #expect(portRefusals("{port: \(number)}") == ["V11"]) }

    @Test(
        "a quoted number is a name, and no legal one (NP-65, V12)",
        arguments: [
            "\"80\"", "\"80-90\"", "\"\"", "HTTP", "http_alt", "a--b", "-a", "a-", "abcdefghijklmnop", "ä",
        ])
    func badName(_ name: String) { #expect(portRefusals("{port: \(name)}") == ["V12"]) }

    @Test("what is meant by a bad port is suggested")
    func suggestions() {
        #expect(policy(spec: "{ingress: [{ports: [{port: \"80\"}]}]}").messages.contains("without quotes"))
        #expect(policy(spec: "{ingress: [{ports: [{port: \"80-90\"}]}]}").messages.contains("`endPort`"))
        #expect(policy(spec: "{ingress: [{ports: [{port: HTTP}]}]}").messages.contains("did you mean `http`?"))
    }

    @Test(
        "a port that is neither number nor text is refused",
        arguments: ["true", "8.5", "[80]", "{}", "080", "1_000", "on"])
    func badType(_ port: String) {
        let errors = portRefusals("{port: \(port)}")
        #expect(errors == ["type"] || errors == ["disputed-scalar"], "\(errors)")
    }

    @Test("a protocol is TCP, UDP or SCTP in upper case (NP-65, V10)", arguments: ["tcp", "ICMP", "\"\"", "Any"])
    func badProtocol(_ name: String) { #expect(portRefusals("{protocol: \(name)}") == ["V10"]) }

    @Test("entries may repeat and overlap (NP-70, NP-105)")
    func overlap() throws {
        #expect(try ports("[{port: 80}, {port: 80}, {port: 1, endPort: 100}, {}]")?.count == 4)
        #expect(
            try ports("[{port: 8080}, {port: 9090, protocol: UDP}]")
                == [.ports(PortSet(.tcp, 8080...8080)), .ports(PortSet(.udp, 9090...9090))])
        #expect(try ports("[{protocol: SCTP, port: 7}]") == [.ports(PortSet(.sctp, 7...7))])
    }

    @Test("one bad entry does not hide the next")
    func allProblems() {
        #expect(
            refusals(
                "{ingress: [{ports: [{port: 0}, {protocol: tcp, port: \"80\"}], from: [{}]}], policyTypes: [ingress]}")
                == ["V11", "V10", "V12", "V7", "V6"])
    }
}
