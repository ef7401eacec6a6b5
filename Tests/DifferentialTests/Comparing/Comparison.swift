import NetworkModel
import PolicyModel
import Prover

/// What became of the cases of a run.
struct Counts: CustomStringConvertible {
    var samples = 0
    var refused: [String: Int] = [:]
    var tooBig = 0
    var verdicts: [String: Int] = [:]

    var description: String {
        let verdicts = verdicts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let refused = refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        return "\(samples) samples; \(verdicts); \(tooBig) claims too big; refused: \(refused)"
    }
}

/// Compares what the prover says of a sample with what trying everything says.
enum Comparison {
    /// The most pairs of ends that are tried for one claim.
    static let limit = RandomCases.isLong ? 2_000_000 : 12_000

    /// What is wrong, in words, shrunk; nil if nothing is.
    static func failure(seed: UInt64, into counts: inout Counts) -> String? {
        var generator = SampleGenerator(seed: seed)
        let sample = generator.sample()
        let counterexamples = seed % 4 == 0 ? 3 : 1
        guard let objection = objection(to: sample, counterexamples: counterexamples, into: &counts) else { return nil }
        let small = Shrinking.smallest(sample) { candidate in
            var ignored = Counts()
            return Self.objection(to: candidate, counterexamples: counterexamples, into: &ignored) != nil
        }
        var ignored = Counts()
        let words = Self.objection(to: small, counterexamples: counterexamples, into: &ignored) ?? objection
        return "seed \(seed): \(words)\n\(small.yaml)\(small.templateYAML.map { "# template\n" + $0 } ?? "")"
    }

    static func objection(to sample: Sample, counterexamples: Int, into counts: inout Counts) -> String? {
        let loaded: LoadedSample
        do {
            loaded = try LoadedSample(sample)
        } catch {
            for id in Set(error.ids) { counts.refused[id, default: 0] += 1 }
            return nil
        }
        counts.samples += 1
        var tried: [(claim: SampleClaim, lowered: Claim, verdicts: BruteForceVerdicts)] = []
        for (claim, lowered) in zip(sample.claims, loaded.claims) {
            guard let bruteForce = BruteForce(loaded.reference, claim, limit: limit) else {
                counts.tooBig += 1
                continue
            }
            tried.append((claim, lowered, bruteForce.verdicts()))
        }
        do {
            let options = Prover.Options(maximumCounterexamples: counterexamples)
            let answers = try Prover(loaded.world, options: options).answers(to: tried.map(\.lowered), workers: 1)
            for ((claim, _, verdicts), answer) in zip(tried, answers) {
                let scopes: [(Scope, Prover.ScopeAnswer?, BruteForceVerdict?)] = [
                    (.listed, answer.listed, verdicts.listed), (.future, answer.future, verdicts.future),
                ]
                for case (let scope, let answer?, let verdict?) in scopes {
                    counts.verdicts["\(scope.rawValue) \(answer.word)", default: 0] += 1
                    if let objection = ScopeComparison(loaded: loaded, claim: claim, scope: scope).objection(
                        to: answer, verdict)
                    {
                        return objection
                    }
                }
            }
            if let isolation = sample.isolation {
                let claim = loaded.claims[sample.claims.count]
                let answer = try Prover(loaded.world, options: options).answers(to: [claim], workers: 1)[0]
                for word in IsolationBruteForce.words(answer) { counts.verdicts["isolation \(word)", default: 0] += 1 }
                return IsolationBruteForce(loaded.reference, isolation)?.objection(to: answer)
            }
        } catch {
            return "the prover threw: \(error)"
        }
        return nil
    }
}

extension Prover.ScopeAnswer {
    /// `proved`, `refuted`, `undecided` or `vacuous`.
    var word: String {
        switch self {
        case .proved: "proved"
        case .refuted, .derivable, .mislabelled: "refuted"
        case .undecided: "undecided"
        case .vacuous: "vacuous"
        }
    }
}
