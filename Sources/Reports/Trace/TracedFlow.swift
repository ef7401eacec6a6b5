public import Diagnostics

/// What becomes of a connection that was asked about.
public enum TraceVerdict: String, Hashable, Sendable, CaseIterable {
    case allowed, denied
    /// It depends on what is not known.
    case undecided
}

/// One connection that was asked about, and the answer.
public struct TracedFlow: Hashable, Sendable {
    /// The two ends, as the question names them.
    public var from: String
    public var to: String
    /// `TCP`, `UDP` or `SCTP`, as the question spells it.
    public var transport: String
    /// The destination port as the question gives it: a number or a name.
    public var port: String
    public var verdict: TraceVerdict
    public var egress: TracedEnd
    public var ingress: TracedEnd
    /// What the question says it should be.
    public var expected: TraceVerdict?
    /// Where the question stands; nil for one on the command line.
    public var location: SourceLocation?

    public init(
        from: String, to: String, transport: String, port: String, verdict: TraceVerdict, egress: TracedEnd,
        ingress: TracedEnd, expected: TraceVerdict? = nil, location: SourceLocation? = nil
    ) {
        self.from = from
        self.to = to
        self.transport = transport
        self.port = port
        self.verdict = verdict
        self.egress = egress
        self.ingress = ingress
        self.expected = expected
        self.location = location
    }

    /// Whether the answer is other than expected; an undecided one is never as expected.
    public var isUnexpected: Bool { expected.map { $0 != verdict } ?? false }
}

/// What one end of the connection says. Indirect, for a few of them are shared by many flows.
public indirect enum TracedEnd: Hashable, Sendable {
    case decided(EndExplanation)
    /// Why it cannot be told, in words; never empty.
    case undecided([String])

    public var verdict: TraceVerdict {
        switch self {
        case .decided(let explanation): explanation.decision == .allowed ? .allowed : .denied
        case .undecided: .undecided
        }
    }

    /// The verdict and the deciding policy and rule, in one line: `allowed by prod/allow-app ingress[0]`.
    public var summary: String {
        switch self {
        case .undecided(let reasons): "undecided: " + reasons.joined(separator: "; ")
        case .decided(let explanation): explanation.decision.rawValue + explanation.short
        }
    }
}

extension EndExplanation {
    /// Follows the decision.
    fileprivate var short: String {
        switch basis {
        case .rule: " by " + [policy?.qualifiedName, rule?.path].compactMap(\.self).joined(separator: " ")
        case .notSelected: ": no policy selects the pod"
        case .noRuleMatches: ": no rule matches"
        case .isolated: ": isolated by " + isolating
        case .samePod: ": same pod"
        case .notGoverned(.external): ": outside the cluster"
        case .notGoverned(.node): ": a node"
        case .notGoverned(.hostNetwork): ": in the network of its node"
        case .unknownPolicies(let why), .unspecified(let why): ": " + why
        }
    }

    private var isolating: String {
        guard let first = isolatedBy.first else { return "a policy" }
        return first.qualifiedName + (isolatedBy.count > 1 ? " and \(isolatedBy.count - 1) more" : "")
    }
}
