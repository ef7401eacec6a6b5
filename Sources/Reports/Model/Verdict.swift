/// What became of one invariant.
///
/// There is no verdict for "probably": what the solver could not settle is `undecided`, and a claim about nothing is
/// `vacuous`, never `proved`.
public enum Verdict: String, Hashable, Sendable, Codable, CaseIterable {
    case proved, refuted, undecided, vacuous
}

/// What became of an invariant in one scope.
public enum ScopeVerdict: String, Hashable, Sendable, Codable, CaseIterable {
    case proved, refuted, undecided, vacuous
    /// The scope does not exist in this universe, or the universe leaves it out.
    case none
}

/// Where the protected side of a claim stands.
public enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
    /// In a namespace of the input.
    case listed
    /// In a namespace that is yet to be created.
    case future
}

/// The verdicts of both scopes, and the one verdict that follows.
public struct ScopeVerdicts: Hashable, Sendable, Codable {
    /// What a violation in the future scope counts for, as the universe says.
    public enum FutureCounts: String, Hashable, Sendable, Codable, CaseIterable {
        /// It is reported, and does not change the verdict.
        case gap
        /// It refutes the invariant.
        case fail
        /// It is not looked for.
        case ignore
    }

    public var listed: ScopeVerdict
    public var future: ScopeVerdict
    public var futureCounts: FutureCounts

    public init(listed: ScopeVerdict, future: ScopeVerdict, futureCounts: FutureCounts) {
        self.listed = listed
        self.future = futureCounts == .ignore ? .none : future
        self.futureCounts = futureCounts
    }

    /// The listed scope decides; the future scope can only take a proof away, and only where it counts as `fail`.
    ///
    /// A listed scope without any claim to check is vacuous: a proof about namespaces yet to be created must not stand
    /// in for one about those that exist.
    public var verdict: Verdict {
        let own = listedVerdict
        guard futureCounts == .fail, own != .refuted else { return own }
        switch future {
        case .refuted: return .refuted
        case .undecided: return .undecided
        case .proved, .vacuous, .none: return own
        }
    }

    /// Whether namespaces yet to be created break (or may break) an invariant whose verdict does not show it.
    public var hasGap: Bool {
        futureCounts == .gap && (future == .refuted || future == .undecided)
    }

    private var listedVerdict: Verdict {
        switch listed {
        case .proved: .proved
        case .refuted: .refuted
        case .undecided: .undecided
        case .vacuous, .none: .vacuous
        }
    }
}
