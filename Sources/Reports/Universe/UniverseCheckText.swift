import Diagnostics

/// Writes for people which assumptions carry which proofs.
public struct UniverseCheckText: Sendable {
    public var palette: Palette

    public init(palette: Palette = .plain) {
        self.palette = palette
    }

    /// The whole report, ended by a line feed.
    public func text(_ report: UniverseCheckReport) -> String {
        let proofs = TextReport.count(report.proofs.count, "proof")
        let invariants = TextReport.count(report.verification.results.count, "invariant")
        var lines = [palette.paint("\(proofs) of \(invariants)", .faint)]
        for assumption in report.assumptions where !assumption.uses.isEmpty { lines += [""] + self.lines(assumption) }
        if !report.unused.isEmpty {
            lines += ["", palette.paint("no proof uses", .bold)] + report.unused.map { "  " + $0.name }
        }
        lines += unproved(report) + ["", summary(report)]
        return lines.map { $0 + "\n" }.joined()
    }

    private func lines(_ assumption: UniverseCheckReport.Assumption) -> [String] {
        let stands = assumption.uses.filter { use in !assumption.fallsWithout.contains { $0.proof == use } }
        return [palette.paint(assumption.name, .bold)]
            + assumption.fallsWithout.map { fallen in
                "  carries " + name(fallen.proof) + "; without it: "
                    + palette.paint(fallen.verdict.rawValue, .bold, fallen.verdict == .refuted ? .red : .yellow)
            } + stands.map { "  used by " + name($0) + ", which is proved without it too" }
    }

    private func name(_ proof: UniverseCheckReport.Proof) -> String {
        proof.invariant.printable(limit: .max) + (proof.scope == .future ? " in namespaces yet to be created" : "")
    }

    /// What is not proved has no assumptions to speak of.
    private func unproved(_ report: UniverseCheckReport) -> [String] {
        let others = report.verification.results.filter { $0.verdict != .proved }
        guard !others.isEmpty else { return [] }
        return ["", palette.paint("not proved", .bold)]
            + others.map { "  " + $0.invariant.printable(limit: .max) + ": " + palette.paint($0.verdict) }
    }

    private func summary(_ report: UniverseCheckReport) -> String {
        guard !report.assumptions.isEmpty else { return "the universe assumes nothing of labels" }
        let carrying = report.assumptions.count { !$0.fallsWithout.isEmpty }
        return "\(TextReport.count(report.assumptions.count, "assumption")) about labels: "
            + "\(carrying) \(carrying == 1 ? "carries a proof" : "carry proofs"), \(report.unused.count) unused"
    }
}
