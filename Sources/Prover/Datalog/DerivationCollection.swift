import SMT

/// Derivations of violations that differ in what a reader cares for: the rules that are applied, and how connections pass.
struct DerivationCollection {
    private let replay: DerivationReplay
    private let limit: Int
    private let workspace: DerivationWorkspace
    private var search: DerivationSearch
    private var known = KnownDerivations()
    private var found: [(derivation: Derivation, way: DerivationWay)] = []

    /// - Parameters:
    ///   - search: one that found a derivation.
    ///   - workspace: that of all classes, which the search may have seen some of.
    init(
        _ search: DerivationSearch, in workspace: DerivationWorkspace, replay: DerivationReplay, limit: Int
    ) {
        (self.search, self.workspace, self.replay, self.limit) = (search, workspace, replay, limit)
    }

    enum Outcome {
        /// Not empty; the shortest first.
        case found([Derivation])
        /// The first one is none: why.
        case none(String)
    }

    /// Starts with the derivation in the session's last model.
    mutating func derivations(in session: inout Session) throws -> Outcome {
        if let objection = try take(in: &session) { return .none(objection) }
        do {
            let height = search.expanded.count + Self.furtherHeights
            try findFurther(upTo: height, in: &session)
            try lookEverywhere(upTo: height, in: &session)
        } catch is DerivationTree.TreeTooLarge {}
        return .found(found.map(\.derivation))
    }

    /// As the first one was found among a few classes only.
    private mutating func lookEverywhere(upTo height: Int, in session: inout Session) throws {
        guard found.count < limit, search.tree.space.workspace !== workspace,
            workspace.classes.count <= Self.maximumClasses
        else { return }
        search = try DerivationSearch(replay.claim, replay.scope, workspace, in: &session)
        known = KnownDerivations()
        try findFurther(upTo: height, in: &session)
    }

    private mutating func findFurther(upTo height: Int, in session: inout Session) throws {
        for _ in 0..<(limit * Self.triesForEach) where found.count < limit {
            switch try search.check(in: &session) {
            // One that does not replay, or that is another spelling of one that is known, is excluded all the same.
            case .found: _ = try take(in: &session)
            case .open(let leaves):
                guard search.expanded.count < height else { return }
                try search.expand(leaves, in: &session)
                try known.extend(to: search.tree, in: &session)
            case .none, .unknown: return
            }
        }
    }

    /// How many derivations, or spellings of one, are looked at for each that is wanted.
    private static let triesForEach = 6
    /// By how much further ones may be higher than the first.
    private static let furtherHeights = 2
    /// With more classes further ones are looked for only among those where the first was.
    private static let maximumClasses = 400

    /// Makes the derivation in the session's last model concrete, and keeps it if it is another one.
    ///
    /// - Returns: why it is none; nil if it is one.
    private mutating func take(in session: inout Session) throws -> String? {
        var decoding = DerivationDecoding(search.tree)
        let draft = try decoding.decoded(search.root, in: session)
        try known.exclude(try decoding.applied(in: session), from: search.tree, in: &session)
        guard let draft else { return "too few namespaces are alike for a derivation that was found" }
        if let objection = replay.objection(to: draft) {
            return "a derivation that was found did not replay: \(objection)"
        }
        let way = DerivationWay(draft, replay)
        // The first one is as plain as can be, even if it then goes another way than the one that is excluded now.
        if found.isEmpty { keep(draft) }
        if found.count < limit, !found.contains(where: { way.includes($0.way) }) { keep(draft, on: way) }
        return nil
    }

    /// - Parameter way: What it has to stay on; made as plain as can be, every further one might become the first.
    private mutating func keep(_ draft: DerivationDraft, on way: DerivationWay? = nil) {
        let replay = replay
        let keepsWay = { way == nil || DerivationWay($0, replay) == way }
        let minimised = DerivationMinimisation(replay: replay, keeps: keepsWay).minimised(draft)
        let derivation = replay.derivation(
            of: minimised, domains: search.tree.space.workspace.relevance.domains,
            addressesMatter: search.tree.space.asksForAddresses)
        found.append((derivation, way ?? DerivationWay(minimised, replay)))
    }
}

/// What makes derivations essentially different.
struct DerivationWay: Hashable {
    private struct Step: Hashable {
        var rule: Int
        var connections: [ConnectionWay]
    }

    private let steps: Set<Step>

    init(_ draft: DerivationDraft, _ replay: DerivationReplay) {
        steps = Set(
            draft.steps.map { step in
                Step(rule: step.rule, connections: step.attempts.map { replay.way(of: $0, in: draft) })
            })
    }

    /// Whatever ends the other one ends this one, too: it takes the other's steps, and perhaps more.
    func includes(_ other: Self) -> Bool { other.steps.isSubset(of: steps) }
}

extension DerivationReplay {
    fileprivate func way(of attempt: DerivationDraft.Attempt, in draft: DerivationDraft) -> ConnectionWay {
        ConnectionWay(replay.decision(for: draft.witness(of: attempt)))
    }
}
