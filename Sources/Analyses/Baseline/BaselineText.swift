public import Invariants
import NetworkModel
import PolicyModel
import Reports

extension Baseline {
    /// The baseline as a file that two branches can both change: sorted, a line for each fact, no dates and no lines.
    public var yaml: String {
        let heading = """
            # Findings that are known and do not fail a run; written by `netproof baseline write`, not to be changed by hand.
            apiVersion: netproof.dev/v1alpha1
            kind: Baseline

            """
        guard !findings.isEmpty else { return heading + "findings: []\n" }
        return heading + "findings:\n" + findings.map(\.yaml).joined()
    }
}

extension KnownFinding {
    fileprivate var yaml: String {
        var lines = [
            "fingerprint: \(JSONValue.literal(fingerprint))", "invariant: \(JSONValue.literal(invariant))",
            "kind: \(kind.rawValue)", "headline: \(JSONValue.literal(headline))",
        ]
        if let subject {
            lines.append("claim: \(JSONValue.literal(claim))")
            lines += ["scope: \(isFuture ? "future" : "listed")"] + subject.fields.map { "\($0): \($1)" }
        }
        return lines.enumerated().map { ($0 == 0 ? "  - " : "    ") + $1 + "\n" }.joined()
    }

    /// What its fingerprint has to be: nothing but what it covers counts.
    var expectedFingerprint: String? {
        subject.map { subject in
            Fingerprint.of(
                ["netproof/known/1", invariant, claim, isFuture ? "future" : "listed"]
                    + subject.fields.map { "\($0): \($1)" })
        }
    }
}

extension KnownFinding.Subject {
    /// Names and values on one line each.
    fileprivate var fields: [(String, String)] {
        switch self {
        case .connections(let set):
            [("from", set.from.baselineText), ("to", set.to.baselineText)]
                + (set.ports.map { [("ports", $0.baselineText)] } ?? [])
        case .pods(let pods, let direction): [("pods", pods.baselineText), ("direction", direction.rawValue)]
        }
    }
}
