import Diagnostics
import Invariants
import NetworkModel
import PolicyModel

/// Which waivers bear on which invariant, and what they take out of its claim.
struct WaiverPlan {
    /// A waiver, and what it takes out of one invariant.
    struct Entry {
        var waiver: Waiver
        /// Of a claim about connections; they all count.
        var connections: [ClaimedConnections] = []
        /// Of a claim about pods.
        var pods: EndpointPredicate?
        var isExpired: Bool
    }

    /// By the name of the invariant, in the order of the specs.
    private(set) var entries: [String: [Entry]] = [:]

    /// Reports waivers of invariants or policies that do not exist, and those that speak of something else than the claim.
    init(_ specs: Specs, _ policies: [Policy], on day: CalendarDate, into diagnostics: inout Diagnostics) {
        let invariants = Dictionary(specs.invariants.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for waiver in specs.waivers {
            for name in waiver.invariants {
                guard let invariant = invariants[name.text] else {
                    diagnostics.report(.unknownInvariant(name, among: specs.invariants.map(\.name)))
                    continue
                }
                let scoping = WaiverScoping(waiver: waiver, claim: invariant.claim, policies: policies)
                guard var entry = scoping.entry(into: &diagnostics) else { continue }
                entry.isExpired = waiver.isExpired(on: day)
                entries[name.text, default: []].append(entry)
            }
        }
    }

    /// The invariants without what is waived of them.
    func invariants(of specs: Specs) -> [Invariant] {
        specs.invariants.map { invariant in
            var invariant = invariant
            invariant.claim = claim(of: invariant)
            return invariant
        }
    }

    /// The claim of an invariant without what is waived.
    func claim(of invariant: Invariant) -> Claim {
        let valid = (entries[invariant.name] ?? []).filter { !$0.isExpired }
        switch invariant.claim {
        case .connections(var claim):
            claim.waived += valid.flatMap(\.connections)
            return .connections(claim)
        case .isolated(var claim):
            let waived = valid.compactMap(\.pods)
            if !waived.isEmpty { claim.pods = .all([claim.pods, .not(.any(waived))]) }
            return .isolated(claim)
        case .labelled, .derived: return invariant.claim
        }
    }
}

extension WaiverPlan.Entry {
    /// The claim about nothing but what is waived: where it holds, nothing needs the waiver.
    func probes(of claim: Claim) -> [Claim] {
        switch claim {
        case .connections(let claim):
            return connections.map { set in
                var probe = claim
                probe.within = set
                return .connections(probe)
            }
        case .isolated(var claim):
            guard let pods else { return [] }
            claim.pods = .all([claim.pods, pods])
            return [.isolated(claim)]
        case .labelled, .derived: return []
        }
    }
}

/// What one waiver takes out of one claim.
private struct WaiverScoping {
    let waiver: Waiver
    let claim: Claim
    let policies: [Policy]

    func entry(into diagnostics: inout Diagnostics) -> WaiverPlan.Entry? {
        var entry = WaiverPlan.Entry(waiver: waiver, isExpired: false)
        switch (waiver.scope, claim) {
        case (.connections(let set), .connections): entry.connections = [set]
        case (.pods(let pods), .isolated): entry.pods = pods
        case (.policy(let name), .connections(let claim)):
            guard let policy = policy(name) else {
                diagnostics.report(unknownPolicy(name))
                return nil
            }
            entry.connections = policy.connections(cut: claim.quantity == .always)
        case (.pods, .connections): diagnostics.report(mismatch("connections", expected: "`from`, `to` or `policy`"))
        case (.connections, .isolated), (.policy, .isolated):
            diagnostics.report(mismatch("pods", expected: "`pods`"))
        case (_, .labelled):
            diagnostics.report(
                mismatch("labels", expected: "no waiver: `except` of the Invariant leaves namespaces out"))
        case (_, .derived):
            diagnostics.report(mismatch("rules", expected: "no waiver: a condition in the rules leaves endpoints out"))
            return nil
        }
        return entry
    }

    private func policy(_ name: Waiver.PolicyName) -> Policy? {
        policies.first(where: name.names)
    }

    private func mismatch(_ subject: String, expected: String) -> Diagnostic {
        Diagnostic(
            "waiver", at: waiver.location,
            "the waiver \(waiver.name.inBackticks) does not speak of \(subject), as its invariant does",
            expected: "expected \(expected)")
    }

    private func unknownPolicy(_ name: Waiver.PolicyName) -> Diagnostic {
        guard case .named(_, let namespace, let name) = name else {
            return Diagnostic(
                "waiver", at: waiver.location, "the object with this waiver is no policy of the cluster",
                expected: "expected the annotation on a policy or an Invariant")
        }
        let known = policies.map(\.identity.description).sorted()
        let full = PolicyIdentity(kind: "", namespace: namespace, name: name).description
        return Diagnostic(
            "waiver", at: waiver.location,
            "the waiver \(waiver.name.inBackticks) names no policy of the input: "
                + full.inBackticks,
            expected: known.isEmpty ? "the input holds no policies" : nil,
            suggestion: SpellingSuggestion.sentence(for: full, among: known))
    }
}

extension Waiver.PolicyName {
    /// Whether it is the name of this policy.
    func names(_ policy: Policy) -> Bool {
        switch self {
        case .at(let location): policy.location == location
        case .named(let kind, let namespace, let name):
            policy.identity.name == name && policy.identity.namespace == namespace
                && kind.map { policy.identity.kind == $0 } ?? true
        }
    }
}

extension Policy {
    /// The connections that its rules let pass; or those of the pods that it isolates.
    fileprivate func connections(cut: Bool) -> [ClaimedConnections] {
        let pods = identity.namespace.map { EndpointPredicate.all([.namespaceNamed([$0]), subject]) } ?? subject
        if cut {
            return (isolates.contains(.ingress) ? [ClaimedConnections(to: pods)] : [])
                + (isolates.contains(.egress) ? [ClaimedConnections(from: pods)] : [])
        }
        let ingress = self.ingress.filter { $0.action == .allow }.map { rule in
            ClaimedConnections(from: peers(of: rule), to: pods, ports: rule.ports)
        }
        let egress = self.egress.filter { $0.action == .allow }.map { rule in
            ClaimedConnections(from: pods, to: peers(of: rule), ports: rule.ports)
        }
        return ingress + egress
    }

    private func peers(of rule: Rule) -> EndpointPredicate {
        rule.peers.map { .any($0.map { $0.predicate.speaking(from: identity.namespace) }) } ?? .everything
    }
}

extension EndpointPredicate {
    /// The same, said outside the policy: its own namespace is called by its name.
    func speaking(from namespace: String?) -> EndpointPredicate {
        switch self {
        case .ownNamespace: namespace.map { .namespaceNamed([$0]) } ?? .nothing
        case .all(let parts): .all(parts.map { $0.speaking(from: namespace) })
        case .any(let parts): .any(parts.map { $0.speaking(from: namespace) })
        case .not(let part): .not(part.speaking(from: namespace))
        case .pod, .external, .namespaceNamed, .namespaceLabels, .podLabels, .address, .workload: self
        }
    }
}

extension Diagnostic {
    fileprivate static func unknownInvariant(_ name: Waiver.Name, among known: [String]) -> Diagnostic {
        Diagnostic(
            "unknown-invariant", at: name.location, "no invariant is named \(name.text.inBackticks)",
            expected: known.isEmpty ? "the input holds no invariants" : nil,
            suggestion: SpellingSuggestion.sentence(for: name.text, among: known))
    }
}

extension PolicyProgram {
    /// The policies of all tiers.
    var policies: [Policy] { tiers.flatMap(\.policies) }
}
