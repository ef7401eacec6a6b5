import Testing

/// The cases of `Specs/semantics`, file by file.
@Suite("The numbered clauses of NetworkPolicy")
struct NetworkPolicyClauseTests {
    @Test("Isolation and defaults (NP-01 to NP-21)", arguments: ClauseFile.clauses("isolation"))
    func isolation(clause: PolicyClause) throws { try clause.check() }

    @Test("Selectors (NP-22 to NP-33)", arguments: ClauseFile.clauses("selectors"))
    func selectors(clause: PolicyClause) throws { try clause.check() }

    @Test("Peers that are pods (NP-35 to NP-46, NP-55, NP-56)", arguments: ClauseFile.clauses("peers"))
    func peers(clause: PolicyClause) throws { try clause.check() }

    @Test("Peers that are addresses (NP-47 to NP-54, NP-94, NP-95, NP-102)", arguments: ClauseFile.clauses("blocks"))
    func blocks(clause: PolicyClause) throws { try clause.check() }

    @Test("Ports (NP-57 to NP-73, NP-105)", arguments: ClauseFile.clauses("ports"))
    func ports(clause: PolicyClause) throws { try clause.check() }

    @Test("Union and direction (NP-74 to NP-82)", arguments: ClauseFile.clauses("union"))
    func union(clause: PolicyClause) throws { try clause.check() }

    @Test("Nodes and pods on their network (NP-83 to NP-91)", arguments: ClauseFile.clauses("nodes"))
    func nodes(clause: PolicyClause) throws { try clause.check() }

    @Test("Namespaces and names (NP-96 to NP-104)", arguments: ClauseFile.clauses("names"))
    func names(clause: PolicyClause) throws { try clause.check() }

    @Test(
        "What the API server refuses (NP-12, NP-17, NP-27 to NP-34, NP-53, NP-64, NP-65, NP-95, NP-103)",
        arguments: ClauseFile.clauses("refused"))
    func refusals(clause: PolicyClause) throws { try clause.check() }

    /// Which pods take part at all (NP-89, NP-90), a pod's way to itself through a Service (NP-92) and ICMP (NP-93) are
    /// no connections of one end to another.
    private static let elsewhere: Set = ["NP-89", "NP-90", "NP-92", "NP-93"]

    @Test("Every clause that can be put as a connection or a refusal has a case")
    func coverage() {
        let files = ["isolation", "selectors", "peers", "blocks", "ports", "union", "nodes", "names", "refused"]
        let numbers = Set(files.flatMap(ClauseFile.clauses).map(\.number))
        let all = (1...105).map { $0 < 10 ? "NP-0\($0)" : "NP-\($0)" }
        let missing = all.filter { !numbers.contains($0) && !Self.elsewhere.contains($0) }
        #expect(missing == [])
    }
}
