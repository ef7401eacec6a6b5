import Diagnostics

/// Writes a report for people.
///
/// Each verdict comes with its claim in words; below a refuted claim stand the two ends of the counterexample and what
/// lets it through, below a proved one what it rests on. What every verdict assumes stands once, at the end.
public struct TextReport: Sendable {
    public var palette: Palette
    /// Whether long lists are written out.
    public var isVerbose: Bool
    /// What fails the run.
    public var rule: FailureRule
    /// The words by which the input is named, quoted for a shell; nil where commands that show more are not to be named.
    public var inputWords: String?

    public init(
        palette: Palette = .plain, isVerbose: Bool = false, rule: FailureRule = FailureRule(), inputWords: String? = nil
    ) {
        self.palette = palette
        self.isVerbose = isVerbose
        self.rule = rule
        self.inputWords = inputWords
    }

    init(_ options: ReportOptions) {
        self.init(
            palette: options.palette, isVerbose: options.isVerbose, rule: options.rule, inputWords: options.inputWords)
    }

    /// The whole report, ended by a line feed.
    public func text(_ report: VerificationReport) -> String {
        var lines = heading(report)
        let shared = Set(Self.sharedAssumptions(report))
        for result in report.results { lines += [""] + self.lines(result, without: shared) }
        lines += standingAssumptions(report) + ignored(report) + [""] + summary(report)
        return lines.map { $0 + "\n" }.joined()
    }

    private func heading(_ report: VerificationReport) -> [String] {
        let inputs = report.inputs
        let counts = [
            Self.count(inputs.policies, "policy", "policies"), Self.count(inputs.namespaces, "namespace"),
            Self.count(inputs.workloads, "workload"),
        ]
        let universe = report.universe
        let name = universe.name.map { " `" + $0.printable(limit: .max) + "`" } ?? ""
        var lines = [
            palette.paint(counts.joined(separator: ", "), .faint),
            palette.paint("universe\(name): \(universe.trustLevel.sentence) (\(universe.trustLevel.name))", .faint),
        ]
        if let shard = report.shard {
            let part = "shard \(shard.number) of \(shard.count): \(report.results.count) of "
            lines.append(
                part + Self.count(shard.total, "invariant") + "; put the JSON reports together by netproof merge")
        }
        lines += universe.statements.map { palette.paint("  " + $0.printable(limit: .max), .faint) }
        return lines
    }

    private func standingAssumptions(_ report: VerificationReport) -> [String] {
        let shared = Self.sharedAssumptions(report)
        guard !shared.isEmpty else { return [] }
        return ["", "every verdict assumes"] + shared.map { "  - " + $0.printable(limit: .max) }
    }

    /// What is assumed by every verdict, and what stands with any: said once instead of below each.
    static func sharedAssumptions(_ report: VerificationReport) -> [String] {
        var counts: [String: Int] = [:]
        var order: [Assumption] = []
        for assumption in report.results.flatMap({ $0.assumptions }) {
            if counts.updateValue(counts[assumption.text, default: 0] + 1, forKey: assumption.text) == nil {
                order.append(assumption)
            }
        }
        let isAlone = report.results.count == 1
        return order.filter { $0.isStanding || (!isAlone && counts[$0.text] == report.results.count) }.map(\.text)
    }

    private func ignored(_ report: VerificationReport) -> [String] {
        guard !report.ignored.isEmpty else { return [] }
        let kinds = report.ignored.map { "\($0.count) \($0.kind.printable(limit: 80))" }
        return ["", "not considered: " + Self.abbreviated(kinds, to: isVerbose ? .max : 8).joined(separator: ", ")]
    }

    private func summary(_ report: VerificationReport) -> [String] {
        guard !report.results.isEmpty else {
            return [palette.paint("nothing was checked", .bold, .yellow) + ": there is no invariant"]
        }
        let counts = [Verdict.proved, .refuted, .undecided, .vacuous].map { verdict in
            let count = report.count(of: verdict)
            return count == 0 ? "0 \(verdict.rawValue)" : palette.paint(verdict, padded: "\(count) \(verdict.rawValue)")
        }
        var line = counts.joined(separator: ", ")
        let gaps = report.results.count { $0.scopes.hasGap }
        if gaps > 0 {
            line += "; " + palette.paint(Self.count(gaps, "gap"), .bold, .yellow) + " in namespaces yet to be created"
        }
        line += report.waiversInWords + report.knownInWords(rule)
        if let timings = report.timings { line += palette.paint(" (\(Self.decimal(timings.total)) s)", .faint) }
        return [line]
    }

    static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
        "\(number) " + (number == 1 ? singular : plural ?? singular + "s")
    }

    /// The first entries, and how many more there are.
    static func abbreviated(_ entries: [String], to limit: Int) -> [String] {
        guard entries.count > limit, entries.count - limit > 1 else { return entries }
        return entries.prefix(limit) + ["and \(entries.count - limit) more"]
    }

    static func decimal(_ seconds: Double) -> String {
        let hundredths = Int((seconds * 100).rounded())
        return "\(hundredths / 100).\(hundredths % 100 / 10)\(hundredths % 10)"
    }
}

extension UniverseDescription.TrustLevel {
    /// What may exist, in words.
    public var sentence: String {
        switch self {
        case .listedWorkloads: "the listed workloads and no others"
        case .anyPods: "any pods with any labels in the listed namespaces"
        case .futureNamespaces: "any pods with any labels, in listed namespaces and in any that may be created"
        case .relabelledNamespaces:
            "any pods with any labels, in listed namespaces, relabelled ones and any that may be created"
        }
    }
}
