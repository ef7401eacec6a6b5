import Diagnostics
import Invariants
import PolicyModel
import Prover
import Testing

/// What labels hold is handed from relation to relation as the pod that carries it. Here it is a string, in a set.
@Suite("Labels that are handed on against sets of strings")
struct HandedOnLabelTests {
    private typealias Marks = [Int: Set<String>]

    /// Rules with what they mean in one world.
    private struct Example: Sendable {
        var text: @Sendable (_ key: String) -> String
        /// The endpoints that are violations.
        var violations: @Sendable (DerivationBruteForce.Model, _ label: (Int) -> String?) -> Set<Int>
    }

    private static let examples = [
        // What spreads, with where it comes from.
        Example { key in
            """
            .decl of(p: pod, t: string)
            of(P, T) :- P.namespace.label["\(key)"] = T.
            .decl taint(p: pod, t: string)
            taint(P, T) :- of(P, T).
            taint(Q, T) :- taint(P, T), connects(P, Q, _, _).
            .invariant a
            violation(Q) :- taint(Q, T), of(Q, U), T != U.
            """
        } violations: { model, label in
            let start = Marks(uniqueKeysWithValues: model.pods.map { ($0, Set([label($0)].compactMap(\.self))) })
            return spread(start, in: model).filter { pod, marks in
                label(pod).map { !marks.subtracting([$0]).isEmpty } ?? false
            }.keySet
        },
        // Called by two.
        Example { key in
            """
            .decl called(p: pod, t: string)
            called(Q, P.namespace.label["\(key)"]) :- connects(P, Q, _, _).
            .invariant a
            violation(Q) :- called(Q, T), called(Q, U), T != U.
            """
        } violations: { model, label in
            model.pods.filter { pod in
                Set(model.pods.filter { model.connects($0, pod) }.compactMap(label)).count > 1
            }.asSet
        },
        // With strings of the rules' own, and under `not`.
        Example { key in
            """
            .decl of(p: pod, t: string)
            of(P, T) :- P.namespace.label["\(key)"] = T.
            .decl mark(p: pod, t: string)
            mark(P, "a") :- pod(P), not has P.namespace.label["\(key)"].
            mark(P, T) :- P.namespace.label["\(key)"] = T, T != "b".
            mark(Q, T) :- mark(P, T), connects(P, Q, _, _).
            .invariant a
            violation(Q) :- mark(Q, T), not of(Q, T), has Q.namespace.label["\(key)"].
            """
        } violations: { model, label in
            let start = Marks(
                uniqueKeysWithValues: model.pods.map { ($0, Set([label($0) ?? "a"]).subtracting(["b"])) })
            return spread(start, in: model).filter { pod, marks in
                label(pod).map { !marks.subtracting([$0]).isEmpty } ?? false
            }.keySet
        },
    ]

    private static func spread(_ start: Marks, in model: DerivationBruteForce.Model) -> Marks {
        var marks = start
        var before: Marks = [:]
        while marks != before {
            before = marks
            for (pod, own) in before {
                for other in model.pods where model.connects(pod, other) { marks[other, default: []].formUnion(own) }
            }
        }
        return marks
    }

    @Test("every verdict is what the strings of all worlds give", arguments: examples.indices)
    func verdicts(example: Int) throws {
        var counts: [String: Int] = [:]
        for number in 0..<RandomCases.count / 8 {
            let seed = RandomCases.seed(number) &+ 61_000_000
            var generator = SampleGenerator(seed: seed)
            let sample = generator.sample()
            let key = Words.namespaceKeys[number % Words.namespaceKeys.count]
            guard let loaded = try? LoadedSample(sample), var claim = sample.claims.first else { continue }
            (claim.ports, claim.waived, claim.pair) = (nil, [], [.namespaceLabel(key, isSame: false)])
            let rules = try rules(Self.examples[example].text(key))
            guard let force = DerivationBruteForce(loaded.reference, claim, rules) else { continue }
            var expected = (listed: false, future: false)
            for model in force.models {
                func label(_ pod: Int) -> String? { model.endpoints[pod].pod?.namespaceLabels[key] }
                for pod in Self.examples[example].violations(model, label) {
                    if loaded.reference.isFuture(model.endpoints[pod]) {
                        expected.future = true
                    } else {
                        expected.listed = true
                    }
                }
            }
            let answer = try Prover(loaded.world).answer(to: rules)
            for (found, isDerivable) in [(answer.listed, expected.listed), (answer.future, expected.future)] {
                guard let found else { continue }
                counts[found.plainWord, default: 0] += 1
                let isRight =
                    switch found {
                    case .proved, .vacuous: !isDerivable
                    case .derivable: isDerivable
                    case .undecided, .refuted, .mislabelled: false
                    }
                guard isRight else {
                    Issue.record("seed \(seed), key \(key): \(found), derivable: \(isDerivable)\n\(sample.yaml)")
                    return
                }
            }
        }
        print("example \(example): \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
        #expect(counts.values.reduce(0, +) > RandomCases.count / 80)
    }

    private func rules(_ text: String) throws -> DerivedClaim {
        var diagnostics = Diagnostics()
        let invariants = DatalogReading.read(Array(text.utf8), file: "rules.dl", into: &diagnostics)
        try #require(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))")
        guard case .derived(let claim)? = invariants.first?.claim else { throw NoRules() }
        return claim
    }

    private struct NoRules: Error {}
}

extension DerivationBruteForce.Model {
    fileprivate var pods: [Int] { endpoints.indices.filter { endpoints[$0].pod != nil } }
}

extension [Int: Set<String>] {
    fileprivate var keySet: Set<Int> { Set(keys) }
}

extension [Int] {
    fileprivate var asSet: Set<Int> { Set(self) }
}
