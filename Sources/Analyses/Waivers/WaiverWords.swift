import Diagnostics
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

extension WaiverPlan.Entry {
    /// The waiver as reports list it.
    ///
    /// - Parameter answers: What became of its probes; empty where none were made.
    func reported(_ answers: [Prover.Answer]) -> ReportedWaiver {
        ReportedWaiver(
            name: waiver.name, location: waiver.location, subject: waiver.scope.inWords, reason: waiver.reason,
            owner: waiver.owner, expires: waiver.expires.description, state: isExpired ? .expired : state(answers))
    }

    private func state(_ answers: [Prover.Answer]) -> ReportedWaiver.State {
        let scopes = answers.flatMap { [$0.listed, $0.future].compactMap(\.self) }.map(\.verdict)
        if scopes.contains(.refuted) { return .used }
        return scopes.contains(.undecided) ? .undecided : .unused
    }
}

extension WaiverPlan {
    /// What is taken out of claims, and what no longer is, for a report that does not ask whether it is needed.
    func notes(on invariants: [Invariant]) -> [Diagnostic] {
        invariants.flatMap { invariant in
            (entries[invariant.name] ?? []).map { entry in
                let waiver = entry.reported([])
                let what = entry.isExpired ? "has expired, and waives nothing of" : "is taken out of"
                return Diagnostic(
                    "waiver", severity: .note, at: waiver.location,
                    "the waiver \(waiver.name.inBackticks) \(what) \(invariant.name.inBackticks): \(waiver.subject)",
                    suggestion: "\(waiver.owner), until \(waiver.expires): \(waiver.reason)")
            }
        }
    }
}

extension ReportedWaiver {
    /// What the user should do about a waiver that nothing needs.
    var warning: Diagnostic? {
        guard state == .unused else { return nil }
        return Diagnostic(
            "unused-waiver", severity: .warning, at: location,
            "the waiver \(name.inBackticks) takes out nothing that breaks the invariant", suggestion: "remove it")
    }
}

extension Waiver.Scope {
    fileprivate var inWords: String {
        switch self {
        case .pods(let pods): pods.inWords(source: false)
        case .connections(let set): set.inWords
        case .policy(.at): "what this policy does"
        case .policy(.named(let kind, let namespace, let name)):
            "what \(kind ?? "the policy") \(namespace.map { $0 + "/" } ?? "")\(name) does"
        }
    }
}

extension ClaimedConnections {
    var inWords: String {
        let ends = "connections from \(from.inWords(source: true)) to \(to.inWords(source: false))"
        return ports.map { ends + " on " + Optional($0).inWords(every: false) } ?? ends
    }
}
