import Evaluation
import Testing

@Suite("Truth")
struct TruthTests {
    /// What either of two truth values may turn out to be.
    private func possible(_ truth: Truth) -> Set<Bool> {
        switch truth {
        case .yes: [true]
        case .no: [false]
        case .unknown: [true, false]
        }
    }

    @Test("And, or and not are right for every value that the unknown may have", arguments: Truth.allCases)
    func connectives(left: Truth) {
        #expect(possible(left.negated) == Set(possible(left).map(!)))
        for right in Truth.allCases {
            let pairs = possible(left).flatMap { one in possible(right).map { (one, $0) } }
            #expect(possible(left.and(right)) == Set(pairs.map { $0 && $1 }))
            #expect(possible(left.or(right)) == Set(pairs.map { $0 || $1 }))
        }
    }

    @Test("Several agree only if all are the same")
    func agreement() {
        #expect(Truth.agreement([.yes, .yes]) == .yes)
        #expect(Truth.agreement([.yes, .no]) == .unknown)
        #expect(Truth.agreement([]) == .unknown)
    }
}
