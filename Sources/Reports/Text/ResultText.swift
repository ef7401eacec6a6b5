import Diagnostics
import NetworkModel

extension TextReport {
    /// Policies and assumptions shown where the text is not verbose.
    private static let shown = 3

    /// All about one invariant but the assumptions that are said elsewhere.
    func lines(_ result: InvariantResult, without shared: Set<String>) -> [String] {
        var lines = [title(result)]
        if let description = result.description {
            lines += Self.wrapped(description).map { "  " + $0 }
        }
        lines.append(field("claim", result.claim.printable(limit: .max)))
        lines += reasons(result) + counterexamples(result) + mislabelled(result) + gap(result)
        lines += waivers(result.waivers)
        lines += restsOn(result)
        lines += assumptions(result, without: shared)
        lines += result.warnings.flatMap(warning)
        return lines
    }

    /// Where a verdict was not expected: what led to it.
    public func explanation(of result: InvariantResult) -> [String] {
        let claim = field("claim", result.claim.printable(limit: .max))
        return [claim] + reasons(result) + counterexamples(result) + mislabelled(result) + restsOn(result)
    }

    private func title(_ result: InvariantResult) -> String {
        let verdict = result.verdict.rawValue
        let padded = verdict + String(repeating: " ", count: max(0, 9 - verdict.count))
        let name = result.invariant.printable(limit: .max)
        let place = palette.paint("\(result.source.line == 0 ? result.source.file : Self.place(result.source))", .faint)
        return "\(palette.paint(result.verdict, padded: padded))  \(palette.paint(name, .bold))  "
            + "[\(result.severity.rawValue)\(reservation(result))]  \(place)"
    }

    /// What keeps a verdict from failing the run.
    private func reservation(_ result: InvariantResult) -> String {
        if result.verdict == .proved {
            return result.waivers.contains(where: \.isRelevant) ? ", but for what is waived" : ""
        }
        guard rule.counts(result) else { return ", reported only" }
        return rule.known != nil && RunStatus(result, rule) == .proved ? ", known" : ""
    }

    func waivers(_ waivers: [ReportedWaiver]) -> [String] {
        waivers.filter { $0.state != .unused }.flatMap { waiver in
            let label = waiver.state == .expired ? "expired" : "waived"
            let day = waiver.state == .expired ? "waived until" : "until"
            let ink: Palette.Ink = waiver.state == .expired ? .red : .yellow
            let who = "\(waiver.owner), \(day) \(waiver.expires): \(waiver.reason)"
            let name = waiver.name.printable(limit: .max) + "  " + palette.paint(Self.place(waiver.location), .faint)
            return [
                "  " + palette.paint(Self.padded(label), .bold, ink) + waiver.subject.printable(limit: .max),
                field("", who.printable(limit: .max)), field("", name),
            ]
        }
    }

    /// What kept the scopes from a decision; of the future scope only where it counts, or in full text.
    private func reasons(_ result: InvariantResult) -> [String] {
        let matters = { (reason: ScopedReason) in
            reason.scope == .listed || result.scopes.futureCounts == .fail || self.isVerbose
        }
        let undecided = result.undecidedReasons.filter { matters($0) || result.scopes.hasGap }
        // That there is nothing to check in one scope is no reason for a verdict that comes from the other.
        let vacuous = result.verdict == .vacuous ? result.vacuousParts.filter(matters) : []
        return (undecided + vacuous).map {
            field("why", "\(Self.inWords($0.scope)): " + $0.text.printable(limit: .max))
        }
    }

    private func counterexamples(_ result: InvariantResult) -> [String] {
        let areKnown = result.known.map { $0.rest != .found } ?? false
        let counting = areKnown && !isVerbose ? [] : result.counterexamples.filter { !result.isGap($0) }
        let derived = areKnown && !isVerbose ? [] : result.derivations.filter { !result.isGap($0.scope) }
        return counting.enumerated().flatMap { index, example in
            counterexample(example, title: "counterexample" + (counting.count > 1 ? " \(index + 1)" : ""))
        }
            + derived.enumerated().flatMap { index, example in
                derivation(example, title: "counterexample" + (derived.count > 1 ? " \(index + 1)" : ""))
            } + known(result)
    }

    private func known(_ result: InvariantResult) -> [String] {
        guard let known = result.known, result.verdict == .refuted else { return [] }
        let entries = isVerbose ? known.entries.map { field("", $0.headline.printable(limit: .max)) } : []
        let rest = "whether there are others is undecided: the solver gave up"
        return [field("known", Self.count(known.entries.count, "finding") + " in the baseline")] + entries
            + (known.rest == .undecided ? [field("why", rest)] : [])
    }

    private func mislabelled(_ result: InvariantResult) -> [String] {
        result.mislabelled.flatMap { namespace in
            let place = namespace.location.map { "  " + palette.paint(Self.place($0), .faint) } ?? ""
            let name = namespace.name.printable(limit: .max)
            let heading = "  " + palette.paint("counterexample: ", .bold) + "namespace " + name
            let faults = namespace.faults.flatMap { fault in
                [fault.message, fault.suggestion].compactMap(\.self).map { field("", $0.printable(limit: .max)) }
            }
            return [heading + place] + faults
        }
    }

    /// A gap does not turn the verdict, so it must not be overlooked beside one. What opens it is shown beside a proof;
    /// below a refutation there is more urgent reading.
    private func gap(_ result: InvariantResult) -> [String] {
        guard result.scopes.hasGap else {
            guard result.verdict == .proved, result.scopes.future == .proved else { return [] }
            return [field("holds", "for listed namespaces and for any yet to be created")]
        }
        let what = result.scopes.future == .refuted ? "not guaranteed" : "undecided"
        let label = palette.paint(Self.padded("gap"), .bold, .yellow)
        let heading = "  \(label)\(what) for namespaces yet to be created (reported, does not count)"
        let examples = result.counterexamples.filter(result.isGap)
        let derived = result.derivations.filter { result.isGap($0.scope) }
        if isVerbose {
            return [heading] + examples.flatMap { counterexample($0, title: "gap") }
                + derived.flatMap { derivation($0, title: "gap") }
        }
        guard result.verdict != .refuted else { return [heading] }
        return [heading] + (examples.first.map(inShort) ?? derived.first.map(inShort) ?? [])
    }

    /// A counterexample in four lines.
    private func inShort(_ example: Counterexample) -> [String] {
        let ends = [(example.egress, Direction.egress), (example.ingress, .ingress)]
        let reasons = ends.filter { example.connects || $0.0.decision == .denied }.map { explanation, direction in
            "\(direction.rawValue): \(explanation.reason(direction).printable(limit: .max))"
        }
        let lines = [
            Self.connection(example) + ": " + Self.inWords(example.from), "to " + Self.inWords(example.to),
            reasons.joined(separator: "; "),
        ]
        let depends = example.dependsOn.map { "depends on " + $0.text.printable(limit: .max) }
        return (lines + depends).map { field("", $0) }
    }

    private func restsOn(_ result: InvariantResult) -> [String] {
        guard result.verdict == .proved else { return [] }
        guard !result.restsOn.isEmpty else { return [field("rests on", "no policy at all")] }
        let policies = result.restsOn.map { policy in
            policy.qualifiedName.printable(limit: .max) + "  " + palette.paint(Self.place(policy.location), .faint)
        }
        return list("rests on", policies)
    }

    private func assumptions(_ result: InvariantResult, without shared: Set<String>) -> [String] {
        let own = result.assumptions.map(\.text).filter { !shared.contains($0) }
        return list("assumes", own.map { $0.printable(limit: .max) })
    }

    private func warning(_ diagnostic: Diagnostic) -> [String] {
        let text = [diagnostic.message, diagnostic.suggestion].compactMap(\.self).joined(separator: "; ")
        let label = palette.paint(Self.padded("warning"), .bold, .yellow)
        return ["  " + label + text.printable(limit: .max)]
    }

    private func list(_ label: String, _ entries: [String]) -> [String] {
        Self.abbreviated(entries, to: isVerbose ? .max : Self.shown).enumerated().map { index, entry in
            field(index == 0 ? label : "", entry)
        }
    }

    /// A label and a value, the values in one column.
    func field(_ label: String, _ value: String, indent: Int = 2) -> String {
        String(repeating: " ", count: indent) + palette.paint(label, .faint)
            + String(repeating: " ", count: max(1, 10 - label.count)) + value
    }

    static func padded(_ label: String) -> String {
        label + String(repeating: " ", count: max(1, 10 - label.count))
    }

    static func inWords(_ scope: Scope) -> String {
        scope == .listed ? "in listed namespaces" : "in namespaces yet to be created"
    }

    /// `file:line`.
    static func place(_ location: SourceLocation) -> String {
        let file = location.file.printable(limit: .max)
        return location.line == 0 ? file : "\(file):\(location.line)"
    }

    /// A description's own lines; a block scalar may hold several.
    private static func wrapped(_ description: String) -> [String] {
        description.split(separator: "\n").map { String($0).printable(limit: .max) }
    }
}

extension InvariantResult {
    /// Whether a counterexample is of the scope that does not count.
    func isGap(_ example: Counterexample) -> Bool { isGap(example.scope) }

    /// Whether a scope does not count.
    func isGap(_ scope: Scope) -> Bool { scope == .future && scopes.futureCounts == .gap }
}
