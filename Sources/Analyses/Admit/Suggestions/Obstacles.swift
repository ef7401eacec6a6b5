import Diagnostics
import NetworkModel
import PolicyModel
import Reports

/// Says why no candidates will do, from where the search for some came to its ends.
struct Obstacles {
    private let candidates: CandidatePolicies
    /// More would repeat each other.
    private static let most = 4
    private static let shownPolicies = 3

    init(_ candidates: CandidatePolicies) { self.candidates = candidates }

    /// What stands in the way from the start stands in the way of any policies; where there is no such thing, what remains
    /// with the selections that could not be extended.
    func all(_ ends: [SuggestionSearch.DeadEnd], undecided: [AdmissionReason]) -> [SuggestionObstacle] {
        let certain = ends.filter { $0.selection.members.isEmpty && !mayBeOpened($0.violation) }
        var obstacles = (certain.isEmpty ? Self.foremost(ends) : certain).map {
            obstacle($0, isCertain: !certain.isEmpty)
        }
        if obstacles.isEmpty {
            obstacles = undecided.filter { $0.certainty == .undecided }.map {
                SuggestionObstacle(name: $0.name, message: $0.message, holdsForAnyPolicies: false)
            }
        }
        return Array(
            obstacles.reduce(into: [SuggestionObstacle]()) { kept, obstacle in
                if !kept.contains(obstacle) { kept.append(obstacle) }
            }.prefix(Self.most))
    }

    /// For each invariant where the search came nearest.
    private static func foremost(_ ends: [SuggestionSearch.DeadEnd]) -> [SuggestionSearch.DeadEnd] {
        func rank(_ end: SuggestionSearch.DeadEnd) -> [Int] {
            [end.left, end.selection.members.count] + end.selection.members
        }
        return ends.sorted { rank($0).lexicographicallyPrecedes(rank($1)) }.reduce(into: []) { kept, end in
            if !kept.contains(where: { $0.violation.invariant == end.violation.invariant }) { kept.append(end) }
        }
    }

    /// Whether a policy that is no candidate could mend it: one that allows everything, where an end that may get
    /// policies denies.
    private func mayBeOpened(_ violation: KnownViolation) -> Bool {
        guard violation.demand == .passage else { return false }
        return Direction.allCases.allSatisfy { direction in
            violation.end(direction, with: PolicySelection()).decision == .allowed
                || violation.governedNamespace(direction) != nil
        }
    }

    private func obstacle(_ end: SuggestionSearch.DeadEnd, isCertain: Bool) -> SuggestionObstacle {
        let violation = end.violation
        let names = candidates[end.selection].map { "\($0.namespace)/\($0.name)" }
        let given = names.isEmpty ? "" : "with " + names.joined(separator: " and ") + " it "
        let message =
            switch violation.demand {
            case .denial:
                given + "cannot be closed: "
                    + Direction.allCases.reversed().map { open($0, violation, end.selection) }.joined(separator: "; ")
            case .passage:
                given + "cannot be opened: "
                    + Direction.allCases.reversed().compactMap { closed($0, violation, end.selection) }
                    .joined(separator: "; ")
            case .isolation(let direction):
                given + "cannot be isolated for \(direction.rawValue): " + elsewhere(direction, violation)
            }
        return SuggestionObstacle(name: violation.invariant, message: message, holdsForAnyPolicies: isCertain)
    }

    /// Why an end lets a connection through.
    private func open(_ direction: Direction, _ violation: KnownViolation, _ selection: PolicySelection) -> String {
        let end = violation.end(direction, with: selection)
        guard let policy = end.policy, let rule = end.rule else { return elsewhere(direction, violation) }
        let place = policy.location.file == CandidatePolicy.file ? "" : " (\(rule.location.place))"
        return "\(policy.qualifiedName) \(rule.path)\(place) allows it, and no other policy takes back what one allows"
            + strangers(direction, violation)
    }

    /// Labels of the other end that whoever creates its namespace sets.
    private func strangers(_ direction: Direction, _ violation: KnownViolation) -> String {
        let example = violation.counterexample
        let peer = direction == .ingress ? example.from : example.to
        guard let namespace = peer.endpoint.pod?.namespace else { return "" }
        let labels = (namespace.labels ?? [:]).filter { $0.key != namespaceNameLabel }
        let list = labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
        if !namespace.isListed, !list.isEmpty { return " (whoever creates a namespace may label it \(list))" }
        guard !peer.assumedNamespaceLabels.isEmpty else { return "" }
        return " (nothing keeps \(namespace.name) from other labels: "
            + peer.assumedNamespaceLabels.joined(separator: ", ") + ")"
    }

    /// Why an end denies a connection; nil where it does not.
    private func closed(_ direction: Direction, _ violation: KnownViolation, _ selection: PolicySelection) -> String? {
        let end = violation.end(direction, with: selection)
        guard end.decision == .denied else { return nil }
        guard violation.governedNamespace(direction) == nil else {
            let reason = candidates.inexpressible[violation.invariant]
            return reason.map { "what the claim asks for cannot be said by selectors, because \($0)" }
                ?? "none of the policies to choose from allows it for \(direction.rawValue)"
        }
        let policies = end.isolatedBy.map { "\($0.qualifiedName) (\($0.location.place))" }
        guard !policies.isEmpty else { return elsewhere(direction, violation) }
        let shown = policies.prefix(Self.shownPolicies).joined(separator: ", ")
        let rest = policies.count - Self.shownPolicies
        return shown + (rest > 0 ? " and \(rest) more deny" : policies.count == 1 ? " denies" : " deny")
            + " it for \(direction.rawValue), outside of the change's namespaces"
    }

    /// Whose policies decide at an end that the change has no say about.
    private func elsewhere(_ direction: Direction, _ violation: KnownViolation) -> String {
        let example = violation.counterexample
        let (end, explanation) =
            direction == .ingress ? (example.to, example.ingress) : (example.from, example.egress)
        guard let pod = end.endpoint.pod else { return "addresses outside the cluster obey no policy" }
        let name = pod.namespace.name
        if case .unknownPolicies(let words) = explanation.basis { return words }
        if !pod.namespace.isListed { return "the policies of a namespace such as \(name) are its creator's choice" }
        return "\(direction.rawValue) of pods in \(name) is open, and \(name) is no namespace of the change"
    }
}

extension SourceLocation {
    /// `file:line`.
    fileprivate var place: String { "\(file):\(line)" }
}
