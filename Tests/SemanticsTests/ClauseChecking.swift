import Diagnostics
import Dialects
import Evaluation
import NetworkModel
import PolicyModel
import Testing

extension PolicyClause: CustomTestStringConvertible {
    var testDescription: String { sentence }

    /// Holds the clause to what the handbook says: the one place that says how.
    func check() throws {
        if let refusal { return checkRefusal(refusal) }
        let program = try program()
        let fixture = ClauseFixture(self)
        for expectation in expectations {
            try checkEvaluator(expectation, program, fixture)
        }
    }

    /// The policies, as if read from a file.
    func program() throws -> PolicyProgram {
        let documents = policies.enumerated().map { $0.element.document(named: "p\($0.offset)") }
        var diagnostics = Diagnostics()
        let input = InputLoader().load(documents, into: &diagnostics)
        try #require(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))")
        return input.program
    }

    /// Each policy breaks the one rule, and leaves nothing behind.
    private func checkRefusal(_ rule: String) {
        for policy in policies {
            var diagnostics = Diagnostics()
            let input = InputLoader().load([policy.document(named: "p")], into: &diagnostics)
            #expect(diagnostics.all.map(\.id) == [rule], "\(policy.location.description)")
            #expect(input.policyCount == 0)
        }
    }

    private func checkEvaluator(
        _ expectation: Expectation, _ program: PolicyProgram, _ fixture: ClauseFixture
    ) throws {
        var network = Universe.Network()
        network.nodeCIDRs = nodeCIDRs
        let connection = Connection(
            source: try fixture.endpoint(expectation.source),
            destination: try fixture.endpoint(expectation.destination),
            transport: expectation.transport, port: expectation.port)
        func decision(_ behaviour: Behaviour) -> Decision {
            Evaluator(program: program, behaviour: behaviour, network: network).decide(
                connection, samePod: expectation.source == expectation.destination
            ).overall
        }
        let comment = Comment(rawValue: "\(sentence): \(expectation)")
        #expect(decision(Behaviour()) == expectation.verdict.inGeneral, comment)
        if let settled = expectation.verdict.settledByBlocks {
            #expect(decision(Behaviour(ipBlockMatchesPods: true)) == settled.matching, comment)
            #expect(decision(Behaviour(ipBlockMatchesPods: false)) == settled.skipping, comment)
        }
    }
}

extension Expectation.Verdict {
    /// Where nothing is known of what Kubernetes leaves open.
    var inGeneral: Decision {
        switch self {
        case .allowed: .allowed
        case .denied: .denied
        case .undefined, .byBlock: .unknown
        }
    }

    /// Where it is known whether ipBlocks match pods; nil where that does not settle it.
    var settledByBlocks: (matching: Decision, skipping: Decision)? {
        switch self {
        case .allowed: (.allowed, .allowed)
        case .denied: (.denied, .denied)
        case .byBlock: (.allowed, .denied)
        case .undefined: nil
        }
    }
}
