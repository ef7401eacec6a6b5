import Diagnostics
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// The search for all violations by connections and pods: what is found is left out, and the rest is asked for again,
/// until there is none.
struct ViolationSearch {
    let world: World
    let options: VerifyOptions
    /// By invariant, in the order of the search.
    private(set) var found: [KnownFinding] = []
    private(set) var problems: [Diagnostic] = []
    private(set) var isUndecided = false
    /// Whether there are violations that are not found.
    private(set) var isIncomplete = false

    /// More findings of one invariant are not looked for; a claim that is broken in more ways is better waived.
    private static let mostFindings = 1_000
    /// Counterexamples to be made classes of before the rest is asked for again.
    private static let batch = 32

    init(_ world: World, options: VerifyOptions = VerifyOptions()) {
        self.world = world
        self.options = options
    }

    /// - Parameter invariants: Those that are refuted, with their claims less what is waived.
    mutating func run(_ invariants: [(invariant: Invariant, claim: Claim)]) throws {
        var proverOptions = options.proverOptions
        proverOptions.maximumCounterexamples = Self.batch
        let prover = Prover(world, options: proverOptions)
        let listed = world.cluster.namespaces.map(\.name)
        for item in invariants where item.claim.isDerived {
            isIncomplete = true
            problems.append(.unknowable(item.invariant))
        }
        var known: [String: [KnownFinding]] = [:]
        var open = invariants.filter(\.claim.isAboutEndpoints)
        while !open.isEmpty {
            let claims = open.map { BaselinePlan.rest(of: $0.claim, known[$0.invariant.name] ?? [], listed: listed) }
            var answers = try prover.answers(to: claims.flatMap(\.self), workers: options.jobs)[...]
            var further: [(invariant: Invariant, claim: Claim)] = []
            for (item, claims) in zip(open, claims) {
                let own = Array(answers.prefix(claims.count))
                answers = answers.dropFirst(claims.count)
                if take(own, of: item.invariant, &known[item.invariant.name, default: []]) { further.append(item) }
            }
            open = further
        }
        found = invariants.flatMap { known[$0.invariant.name] ?? [] }
    }

    /// Whether there may be more.
    private mutating func take(
        _ answers: [Prover.Answer], of invariant: Invariant, _ known: inout [KnownFinding]
    ) -> Bool {
        var scopes = answers.map(\.listed)
        if world.universe.namespaces.future == .fail { scopes += answers.compactMap(\.future) }
        let violations = scopes.flatMap(\.violations)
        guard !violations.isEmpty else {
            if scopes.contains(where: { $0.verdict == .undecided }) {
                isUndecided = true
                problems.append(.restUndecided(invariant))
            }
            return false
        }
        let before = known.count
        known = Baseline(findings: known + violations.compactMap { finding(of: invariant, $0) }).findings
        guard known.count > before, known.count < Self.mostFindings else {
            isIncomplete = true
            problems.append(known.count > before ? .tooMany(invariant, known.count) : .unknowable(invariant))
            return false
        }
        return true
    }

    private func finding(of invariant: Invariant, _ violation: ReplayedWitness) -> KnownFinding? {
        guard let known = ViolationClass(world).known(violation, breaking: invariant.claim) else { return nil }
        var finding = KnownFinding(
            fingerprint: "", invariant: invariant.name, kind: .refuted, headline: "", subject: known.subject,
            claim: known.claim, isFuture: violation.scope == .future)
        // It has a subject, and so a fingerprint.
        finding.fingerprint = finding.expectedFingerprint ?? ""
        finding.headline = finding.inWords
        return finding
    }
}

extension Claim {
    fileprivate var isAboutEndpoints: Bool {
        switch self {
        case .connections, .isolated: true
        case .labelled, .derived: false
        }
    }
}

extension KnownFinding {
    fileprivate var inWords: String {
        let what =
            switch subject {
            case .connections(let set): set.inWords
            case .pods(let pods, let direction):
                "\(pods.inWords(source: false)) selected by no policy for \(direction.rawValue)"
            case nil: headline
            }
        return isFuture ? what + ", in namespaces yet to be created" : what
    }
}

extension Diagnostic {
    fileprivate static func restUndecided(_ invariant: Invariant) -> Diagnostic {
        Diagnostic(
            "baseline-undecided", severity: .warning, at: invariant.location,
            "whether \(invariant.name.inBackticks) is broken in further ways is undecided, which no baseline can know")
    }

    fileprivate static func tooMany(_ invariant: Invariant, _ count: Int) -> Diagnostic {
        Diagnostic(
            "baseline-limit", severity: .warning, at: invariant.location,
            "\(invariant.name.inBackticks) is broken in \(count) ways or more, of which not all are known",
            suggestion: "waive it, or make the claim narrower")
    }

    fileprivate static func unknowable(_ invariant: Invariant) -> Diagnostic {
        Diagnostic(
            "baseline-unknowable", severity: .warning, at: invariant.location,
            "\(invariant.name.inBackticks) is broken in a way that a baseline cannot tell from others",
            suggestion: "waive it, or make the claim narrower")
    }
}
