import Diagnostics
import NetworkModel

/// Traced flows for people: the verdict, and at each end the lines of the input that decide.
public struct TraceText: Sendable {
    private let report: TextReport

    public init(palette: Palette = .plain, isVerbose: Bool = false) {
        report = TextReport(palette: palette, isVerbose: isVerbose)
    }

    /// One flow, ended by an empty line.
    public func text(_ flow: TracedFlow) -> String {
        var lines = [heading(flow)]
        lines += end("egress", flow.egress, .egress) + end("ingress", flow.ingress, .ingress)
        return lines.map { $0 + "\n" }.joined() + "\n"
    }

    /// How many flows there were of each sort; nothing for a single one.
    public func summary(_ counts: TraceCounts) -> String {
        guard counts.total > 1 || counts.unexpected > 0 else { return "" }
        let parts = TraceVerdict.allCases.map { "\(counts.verdicts[$0] ?? 0) \($0.rawValue)" }
        let unexpected = "\(counts.unexpected) other than expected"
        return parts.joined(separator: ", ")
            + (counts.unexpected == 0 ? "" : ", " + report.palette.paint(unexpected, .bold, .red)) + "\n"
    }

    private func heading(_ flow: TracedFlow) -> String {
        let verdict = report.palette.paint(flow.verdict.rawValue, .bold, ink(flow.verdict))
        let connection = "\(flow.from) -> \(flow.to) \(flow.transport)/\(flow.port)".printable(limit: .max)
        guard flow.isUnexpected, let expected = flow.expected else { return "\(verdict)  \(connection)" }
        return "\(verdict)  \(connection)  " + report.palette.paint("expected \(expected.rawValue)", .bold, .red)
    }

    private func ink(_ verdict: TraceVerdict) -> Palette.Ink {
        switch verdict {
        case .allowed: .green
        case .denied: .red
        case .undecided: .yellow
        }
    }

    private func end(_ label: String, _ end: TracedEnd, _ direction: Direction) -> [String] {
        switch end {
        case .decided(let explanation): report.decision(label, explanation, direction)
        case .undecided(let reasons):
            reasons.enumerated().map { index, reason in
                let word = index == 0 ? "undecided: " : ""
                return report.field(index == 0 ? label : "", word + reason.printable(limit: .max), indent: 4)
            }
        }
    }
}
