import Diagnostics
import Dialects
import Foundation
import Invariants
import Reports
import TestSupport
import Testing

@testable import Analyses

/// The search for missing policies against a trial of every subset of the candidates.
@Suite("The search for missing policies")
struct SuggestionSearchTests {
    /// Random changes to try.
    private static let rounds =
        ProcessInfo.processInfo.environment["SUGGESTION_ROUNDS"].flatMap { UInt64($0) } ?? 24
    /// Subsets of more candidates are not all tried.
    private static let mostCandidates = 8

    private static let ends = [
        "{podSelector: {}}", Documents.prod, Documents.test, "{namespaces: [a]}", "{namespaces: [new]}",
        "{podSelector: {matchLabels: {app: web}}}",
    ]
    private static let peers = [
        "{namespaceSelector: {matchLabels: {env: prod}}}", "{namespaceSelector: {}}", "{podSelector: {}}",
        "{namespaceSelector: {matchExpressions: [{key: env, operator: NotIn, values: [prod]}]}}",
    ]
    private static let universes = [
        "{namespaces: {exist: listed}}", "{namespaces: {exist: listed}}", "{namespaces: {future: fail}}", "{}",
        "{namespaces: {exist: listed, policies: [template.yaml]}}",
        "{namespaces: {exist: listed, relabel: [env]}}",
        "{namespaces: {untrusted: {matchLabels: {env: test}}}}",
    ]
    private static let template = """
        {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: baseline}, spec: {podSelector: {}, \
        policyTypes: [Ingress, Egress], ingress: [{from: [{podSelector: {}}]}], egress: [{to: [{podSelector: {}}]}]}}

        """

    private static func policy(_ namespace: String, _ dice: inout RandomSource) -> String {
        let peer = dice.pick(peers)
        let spec = dice.pick([
            "{podSelector: {}, policyTypes: [Ingress]}", "{podSelector: {}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {matchLabels: {app: web}}, ingress: [{from: [\(peer)]}]}",
            "{podSelector: {}, policyTypes: [Egress], egress: [{to: [\(peer)]}]}",
        ])
        return Documents.policy(namespace, "p\(Int.random(in: 0...1_000_000, using: &dice))", spec)
    }

    private struct Case {
        var cluster = ""
        var specs = ""
        var change = ""

        init(_ dice: inout RandomSource) {
            for (name, labels) in [("a", "{env: prod}"), ("b", "{env: test}"), ("kube-system", "{}")] {
                cluster += Documents.namespace(name, labels)
                if name != "kube-system", Bool.random(using: &dice) { cluster += policy(name, &dice) }
            }
            specs = Documents.universe(dice.pick(universes))
            if Bool.random(using: &dice) {
                let direction = dice.pick(["ingress", "egress", "both"])
                specs += Documents.invariant(
                    "isolated", "isolated: {direction: \(direction), pods: {namespaces: [new]}}")
            }
            for index in 0..<Int.random(in: 1...2, using: &dice) {
                let (from, to) = (dice.pick(ends), dice.pick(ends))
                let ports = dice.pick(["", ", ports: [{port: 80}]"])
                let word = dice.pick(["never", "never", "only"])
                specs += Documents.invariant("closed\(index)", "\(word): {from: \(from), to: \(to)\(ports)}")
            }
            if Int.random(in: 0..<4, using: &dice) > 0 {
                let own = dice.pick(["from: {namespaces: [new]}, to: ", "to: {namespaces: [new]}, from: "])
                let other = dice.pick(Array(ends.prefix(4)))
                let pair = dice.pick(["", "", ", pair: [{namespace: same}]", ", pair: [{namespace: different}]"])
                specs += Documents.invariant("open", "always: {\(own)\(other), ports: [{port: 80}]\(pair)}")
            }
            change = Documents.namespace("new", dice.pick(["{env: prod}", "{env: test}", "{}"]))
            if Int.random(in: 0..<3, using: &dice) == 0 { change += policy("new", &dice) }
        }
    }

    @Test(
        "a suggestion is smallest among all subsets of the candidates, and there is one if any will do",
        arguments: 0..<rounds)
    func exhaustive(seed: UInt64) throws {
        var dice = RandomSource(seed: seed &* 15_485_863 &+ 3)
        let sample = Case(&dice)
        let templates = ["template.yaml": Self.template]
        let report = try Admitted(
            cluster: sample.cluster, specs: sample.specs, change: sample.change, suggesting: true, templates: templates
        ).decided()
        guard let suggestion = report.suggestion else {
            #expect(report.decision == .admitted)
            return
        }
        #expect(suggestion.outcome != .unfinished)
        let subsets = try Subsets(sample.cluster, sample.specs, sample.change, templates)
        #expect(subsets.candidates.all.count == suggestion.candidates)
        if suggestion.outcome == .found {
            let again = try Admitted(
                cluster: sample.cluster, specs: sample.specs, change: sample.change + suggestion.manifests,
                templates: templates
            ).decided()
            #expect(again.decision == .admitted, "seed \(seed)")
        }
        let size = suggestion.outcome == .found ? suggestion.policies.count : nil
        guard suggestion.candidates <= Self.mostCandidates || size.map({ $0 <= 2 }) ?? false else { return }
        let smallest = try subsets.smallest(upTo: size ?? suggestion.candidates)
        #expect(
            smallest?.members.count == size, "seed \(seed): \(suggestion.obstacles), \(String(describing: smallest))")
        // Of those of one size the first in the order of preference.
        if let smallest {
            #expect(
                subsets.candidates[smallest].map(\.name) == suggestion.policies.map(\.name), "seed \(seed)")
        }
    }

    @Test(
        "where a counterexample alone says nothing of other policies, every selection is decided about; but not for ever"
    )
    func composite() throws {
        let specs = Documents.everyPodIsolated + Documents.universe("{namespaces: {exist: listed}}")
        let subsets = try Subsets(Documents.namespace("a"), specs, Documents.namespace("new"), [:])
        for composite in [[], ["default-deny"]] as [Set<String>] {
            guard case .found(let selection, _) = try subsets.search(composite: composite) else {
                Issue.record("nothing was found")
                continue
            }
            #expect(subsets.candidates[selection].map(\.name) == ["default-deny-ingress"])
        }
        guard case .unfinished = try subsets.search(limits: SuggestionSearch.Limits(decisions: 0)) else {
            Issue.record("no decision, and yet an outcome")
            return
        }
    }

    /// Every subset of the candidates, by size and preference, tried by the decision of `admit`.
    private struct Subsets {
        let candidates: CandidatePolicies
        private let inputs: AdmissionInputs
        private let before: [Verdict]

        init(_ cluster: String, _ specs: String, _ change: String, _ templates: [String: String]) throws {
            let folder = try TemporaryFolder()
            for (name, text) in templates { try folder.write(name, text) }
            let request = AdmissionRequest(
                cluster: InputRequest(
                    paths: [try folder.write("cluster.yaml", cluster)],
                    specPaths: [try folder.write("specs.yaml", specs)]),
                changes: [try folder.write("change.yaml", change)])
            var (diagnostics, clock) = (Diagnostics(), StageClock())
            inputs = try #require(request.load(into: &diagnostics, clock: &clock))
            candidates = CandidatePolicies(
                for: inputs.change.receivingNamespaces, in: inputs.change.after, specs: inputs.specs,
                loader: inputs.parts.loader)
            before = try DecidedCluster(inputs.change.before, specs: inputs.specs, options: VerifyOptions())
                .verdicts(of: inputs.specs.invariants)
        }

        func smallest(upTo size: Int) throws -> PolicySelection? {
            var level = [PolicySelection()]
            for _ in 0..<size {
                let next = level.flatMap { selection in
                    candidates.all.indices.filter { $0 > (selection.members.last ?? -1) }.map(selection.adding)
                }
                level = next.sorted(by: candidates.isPreferred)
                if let found = try level.first(where: isAdmitted) { return found }
            }
            return nil
        }

        func search(
            composite: Set<String> = [], limits: SuggestionSearch.Limits = SuggestionSearch.Limits()
        ) throws -> SuggestionSearch.Outcome {
            let trial = PolicyTrial(candidates, inputs.change, inputs.specs.universe)
            var search = SuggestionSearch(trial, composite: composite, limits: limits, decide: decision)
            return try search.outcome(after: try decision(PolicySelection()))
        }

        private func isAdmitted(_ selection: PolicySelection) throws -> Bool {
            try decision(selection).reasons.isEmpty
        }

        private func decision(_ selection: PolicySelection) throws -> ChangeDecision {
            var known = Diagnostics()
            let change = inputs.parts.change(adding: candidates[selection].map(\.object), into: &known)
            #expect(!known.hasErrors)
            return try ChangeDecision(change, specs: inputs.specs, options: VerifyOptions(), before: before)
        }
    }
}
