public import Diagnostics
import Manifests
import NetworkModel
import PolicyModel

extension Baseline {
    /// Reads a file, strictly: nil after an error has been reported.
    public static func read(_ file: String, into diagnostics: inout Diagnostics) -> Baseline? {
        ManifestReader().object(
            in: file, apiVersion: SpecKind.apiVersion, kind: SpecKind.baseline.rawValue, id: "baseline",
            into: &diagnostics
        ) { reader in
            let findings = reader.objects("findings") { KnownFinding($0.location, &$0) }.compactMap(\.self)
            reportTwice(findings, reader)
            return Baseline(findings: findings)
        }
    }

    private static func reportTwice(_ findings: [KnownFinding], _ reader: ObjectReader) {
        var seen: Set<String> = []
        for finding in findings where !seen.insert(finding.fingerprint).inserted {
            reader.context.report(
                Diagnostic(
                    "baseline", at: finding.location,
                    "the fingerprint \(finding.fingerprint.inBackticks) stands here again",
                    expected: "expected each once", suggestion: "remove one of the two"))
        }
    }
}

extension KnownFinding {
    fileprivate init?(_ location: SourceLocation, _ reader: inout ObjectReader) {
        let fingerprint = reader.requiredString("fingerprint")
        let invariant = reader.requiredString("invariant")
        let kind = reader.require("kind") ? reader.choice("kind", among: Kind.allCases.map(\.rawValue)) : nil
        let headline = reader.requiredString("headline")
        let scope = reader.given("scope") == nil ? nil : reader.choice("scope", among: ["listed", "future"])
        let subject = Subject(&reader)
        let claim = subject == nil && !reader.contains("claim") ? "" : reader.requiredString("claim")
        let isHexadecimal = fingerprint.utf8.count == 32 && fingerprint.allSatisfy(\.isHexDigit)
        if reader.contains("fingerprint"), !isHexadecimal {
            reader.report(
                "baseline", "`fingerprint` is \(fingerprint.inBackticks)", at: "fingerprint",
                expected: "expected 32 hexadecimal digits")
        }
        guard let kind = kind.flatMap(Kind.init(rawValue:)) else { return nil }
        self.init(
            fingerprint: fingerprint, invariant: invariant, kind: kind, headline: headline, subject: subject,
            claim: claim, isFuture: scope == "future", location: location)
    }
}

extension KnownFinding.Subject {
    /// Nil where no field of a subject is written, or after an error has been reported.
    fileprivate init?(_ reader: inout ObjectReader) {
        let from = PredicateReading.predicate("from", &reader)
        let to = PredicateReading.predicate("to", &reader)
        let ports = PortReading.entries(&reader)
        let pods = PredicateReading.predicate("pods", &reader)
        let word = reader.given("direction") == nil ? nil : reader.choice("direction", among: ["ingress", "egress"])
        let written = ["from", "to", "ports", "pods", "direction"].filter { reader.contains($0) }
        guard !written.isEmpty else { return nil }
        if let from, let to, written.allSatisfy({ ["from", "to", "ports"].contains($0) }) {
            self = .connections(ClaimedConnections(from: from, to: to, ports: ports))
        } else if let pods, let direction = word.flatMap(Direction.init(rawValue:)), written == ["pods", "direction"] {
            self = .pods(pods, direction)
        } else {
            reader.report(
                "baseline", "the entry does not say what it covers",
                expected: "expected `from` and `to`, perhaps with `ports`, or `pods` and `direction`",
                suggestion: "run `netproof baseline write`")
            return nil
        }
    }
}
