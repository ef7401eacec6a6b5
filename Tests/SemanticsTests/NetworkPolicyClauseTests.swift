import Testing

@Suite("The numbered clauses of NetworkPolicy")
struct NetworkPolicyClauseTests {
    @Test("Isolation and defaults (NP-01 to NP-21)", arguments: isolationClauses)
    func isolation(clause: PolicyClause) throws { try clause.check() }

    @Test("Selectors (NP-22 to NP-33)", arguments: selectorClauses)
    func selectors(clause: PolicyClause) throws { try clause.check() }

    @Test("Peers that are pods (NP-35 to NP-46, NP-55, NP-56)", arguments: peerClauses)
    func peers(clause: PolicyClause) throws { try clause.check() }

    @Test("Peers that are addresses (NP-47 to NP-54, NP-94, NP-95, NP-102)", arguments: blockClauses)
    func blocks(clause: PolicyClause) throws { try clause.check() }

    @Test("Ports (NP-57 to NP-73, NP-105)", arguments: portClauses)
    func ports(clause: PolicyClause) throws { try clause.check() }

    @Test("Union and direction (NP-74 to NP-82)", arguments: unionClauses)
    func union(clause: PolicyClause) throws { try clause.check() }

    @Test("Nodes and pods on their network (NP-83 to NP-91)", arguments: nodeClauses)
    func nodes(clause: PolicyClause) throws { try clause.check() }

    @Test("Namespaces and names (NP-96 to NP-104)", arguments: nameClauses)
    func names(clause: PolicyClause) throws { try clause.check() }
}
