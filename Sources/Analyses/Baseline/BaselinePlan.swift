import Diagnostics
import Invariants
import PolicyModel
import Prover
import Reports

/// What of each claim a baseline leaves to be decided, and whether what it knows is still there.
///
/// The claims of invariants are decided as they are; these are asked beside them. The rest of a claim is the claim
/// without the connections, or pods, that known findings cover, and is decided like any other claim: what it is refuted
/// by is new. That a known finding is still there is asked of the claim within what it covers.
struct BaselinePlan {
    /// To be decided beside the claims of the invariants.
    private(set) var claims: [Claim] = []
    private var entries: [String: Entry] = [:]
    private let findings: [String: [KnownFinding]]
    private let listed: [String]

    private struct Entry {
        /// Positions in `claims`: all of them have to hold.
        var rest: Range<Int>
        var probes: [(finding: KnownFinding, claims: Range<Int>)]
        /// Findings of a claim that this invariant no longer makes.
        var others: [KnownFinding]
    }

    /// - Parameter claims: Each invariant's name, with its claim less what is waived.
    init(_ baseline: Baseline?, _ claims: [(name: String, claim: Claim)], listed: [String]) {
        findings = Dictionary(grouping: (baseline?.findings ?? []).filter { $0.subject != nil }, by: \.invariant)
        self.listed = listed
        for (name, claim) in claims {
            guard let all = findings[name] else { continue }
            // Of an invariant that says something else now, nothing is known.
            let (known, others) = (all.filter { $0.isOf(claim) }, all.filter { !$0.isOf(claim) })
            let rest = add(Self.rest(of: claim, known, listed: listed))
            let probes = known.map { finding in (finding, add(Self.probes(of: claim, finding, listed: listed))) }
            entries[name] = Entry(rest: rest, probes: probes, others: others)
        }
    }

    private mutating func add(_ claims: [Claim]) -> Range<Int> {
        let first = self.claims.count
        self.claims += claims
        return first..<self.claims.count
    }

    /// The claim less what is known: parts that all have to hold.
    static func rest(of claim: Claim, _ known: [KnownFinding], listed: [String]) -> [Claim] {
        switch claim {
        case .connections(var claim):
            claim.waived += known.flatMap { [claim] in $0.connections(of: claim, listed: listed) }
            return [.connections(claim)]
        case .isolated(let claim):
            return claim.directions.map { direction in
                let waived = known.flatMap { $0.pods(direction, listed: listed) }
                let pods = waived.isEmpty ? claim.pods : .all([claim.pods, .not(.any(waived))])
                return .isolated(IsolationClaim(pods: pods, directions: [direction]))
            }
        case .labelled, .derived: return [claim]
        }
    }

    /// The claim about nothing but what a finding covers: where all of them hold, it is gone.
    private static func probes(of claim: Claim, _ finding: KnownFinding, listed: [String]) -> [Claim] {
        switch claim {
        case .connections(let claim):
            return finding.connections(of: claim, listed: listed).map { set in
                var probe = claim
                probe.within = set
                return .connections(probe)
            }
        case .isolated(let claim):
            return claim.directions.flatMap { direction in
                finding.pods(direction, listed: listed).map {
                    .isolated(IsolationClaim(pods: .all([claim.pods, $0]), directions: [direction]))
                }
            }
        case .labelled, .derived: return []
        }
    }

    /// What the baseline makes of an invariant that is refuted; nil where it knows nothing of it.
    ///
    /// - Parameter answers: Those to `claims`.
    func outcome(of name: String, _ answers: ArraySlice<Prover.Answer>) -> Outcome? {
        guard let entry = entries[name] else { return nil }
        let answers = Array(answers)
        var outcome = Outcome(rest: Array(answers[entry.rest]), gone: entry.others)
        for probe in entry.probes {
            let scopes = answers[probe.claims].map { probe.finding.isFuture ? $0.future : $0.listed }
            let verdicts = scopes.map { $0?.verdict ?? .vacuous }
            if verdicts.contains(.refuted) {
                outcome.remaining.append(probe.finding)
            } else if !verdicts.contains(.undecided) {
                outcome.gone.append(probe.finding)
            }
        }
        return outcome
    }

    /// What became of what a baseline knows of one invariant.
    struct Outcome {
        /// The answers to the rest of the claim.
        var rest: [Prover.Answer]
        var remaining: [KnownFinding] = []
        var gone: [KnownFinding] = []
    }
}
