import Diagnostics
import NetworkModel
import Reports

/// Admissions for the formats to show: one with every kind of reason, and one with none.
enum SampleAdmission {
    private static let change = SampleReport.place(1, "change.yaml")

    private static let namespace = ChangedObjectSummary(
        action: "create", kind: "Namespace", namespace: nil, name: "ns-1", location: change)

    private static let policy = ChangedObjectSummary(
        action: "update", kind: "NetworkPolicy", namespace: "prod", name: "deny-cross-ns-db",
        location: SampleReport.place(12, "change.yaml"))

    private static let removed = ChangedObjectSummary(
        action: "delete", kind: "NetworkPolicy", namespace: "prod", name: "gone", location: SampleReport.place(40))

    private static func result(
        _ name: String, line: Int, before: Verdict = .proved, after: Verdict, touched: ScopeVerdict?
    ) -> AdmissionResult {
        let part = touched.map { scope in
            var part = SampleReport.result(name, line: line, listed: scope)
            part.severity = .critical
            return part
        }
        return AdmissionResult(
            invariant: name, severity: .critical, source: SampleReport.place(line, "invariants.yaml"),
            claim: "claim of \(name)", before: before, after: after, touched: part)
    }

    private static func reason(
        _ kind: AdmissionReason.Kind, _ certainty: AdmissionReason.Certainty, _ result: AdmissionResult,
        _ message: String, _ example: Counterexample? = nil
    ) -> AdmissionReason {
        AdmissionReason(
            kind, certainty, name: result.invariant, message: message, location: result.source,
            counterexample: example)
    }

    /// An invariant violated, one undecided, one without a subject, a label and a guardrail; one broken before, one that
    /// holds, one untouched; waivers, and a suggestion.
    static var denied: AdmissionReport {
        var violated = result("no-test-in-prod", line: 5, after: .refuted, touched: .refuted)
        violated.touched?.counterexamples = [SampleReport.leak]
        var undecided = result("too-hard", line: 13, after: .undecided, touched: .undecided)
        undecided.touched?.undecidedReasons = [ScopedReason(scope: .listed, text: "the solver gave up")]
        let vacuous = result("about-nothing", line: 17, after: .vacuous, touched: nil)
        var guardrail = result("default-deny", line: 21, after: .refuted, touched: .refuted)
        guardrail.touched?.counterexamples = [openPod]
        let broken = result("broken-before", line: 25, before: .refuted, after: .refuted, touched: nil)
        var held = result("holds", line: 29, after: .proved, touched: .proved)
        held.waivers = [GoldenReports.waiver(.used), GoldenReports.waiver(.expired), GoldenReports.waiver(.unused)]
        let untouched = result("untouched", line: 33, after: .proved, touched: nil)
        var report = admission([
            violated, undecided, vacuous, guardrail, broken, held, untouched,
        ])
        report.reasons = [
            AdmissionReason(
                .label, name: "namespace/ns-1", message: "lacks the label `team`", location: change,
                suggestion: "add one of team=a, team=b"),
            reason(
                .invariant, .violated, violated, "held before, and fails for endpoints that the change touches",
                SampleReport.leak),
            reason(.invariant, .undecided, undecided, "is undecided for endpoints that the change touches"),
            reason(
                .invariant, .vacuous, vacuous, "held before, and is about nothing that is left after the change"),
            reason(
                .guardrail, .violated, guardrail, "held before, and fails for endpoints that the change touches",
                openPod),
        ]
        report.suggestion = PolicySuggestion(
            .found, candidates: 3,
            policies: [
                SuggestedPolicy(
                    namespace: "ns-1", name: "default-deny", purpose: "isolates every pod", template: nil,
                    manifest: "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n")
            ], notes: ["nothing else selects these pods"])
        return report
    }

    /// The same change, where nothing stands against it but what was broken before.
    static var admitted: AdmissionReport {
        var report = denied
        report.reasons = []
        report.suggestion = nil
        report.results = report.results.suffix(3)
        return report
    }

    /// No invariant, and no rule for labels.
    static var nothing: AdmissionReport {
        var report = admission([])
        report.hasLabelRules = false
        report.reasons = [
            AdmissionReason(
                .invariant, .vacuous, name: "", message: "nothing is checked: there is no invariant",
                suggestion: "name a file of them with `--specs`")
        ]
        return report
    }

    /// Every name is one that somebody made up to have his way with a reader of the report.
    static var hostile: AdmissionReport {
        var report = denied
        let evil = GoldenReports.evil
        let place = SourceLocation(file: evil, line: 3, column: 1)
        for index in report.objects.indices {
            report.objects[index].name = evil
            report.objects[index].kind = evil
            report.objects[index].location = place
        }
        for index in report.results.indices {
            report.results[index].invariant += evil
            report.results[index].claim = evil
            report.results[index].source = place
            report.results[index].touched?.corrupt(with: evil)
            for number in report.results[index].waivers.indices {
                report.results[index].waivers[number].name = evil
                report.results[index].waivers[number].reason = evil
                report.results[index].waivers[number].subject = evil
                report.results[index].waivers[number].owner = evil
            }
        }
        for index in report.reasons.indices {
            if report.reasons[index].kind != .label {
                report.reasons[index].location = place
                report.reasons[index].name += evil
            }
            report.reasons[index].message = evil
            report.reasons[index].suggestion = evil
            report.reasons[index].counterexample?.corrupt(with: evil)
        }
        report.suggestion?.policies[0].name = evil
        report.suggestion?.policies[0].purpose = evil
        report.suggestion?.policies[0].manifest = evil + "\n"
        report.suggestion?.notes = [evil]
        report.universe.statements = [evil]
        report.diagnostics = [Diagnostic(evil, severity: .warning, at: place, evil)]
        return report
    }

    private static func admission(_ results: [AdmissionResult]) -> AdmissionReport {
        var report = AdmissionReport(
            objects: [namespace, policy, removed], reasons: [], results: results,
            universe: UniverseDescription(
                name: "labels", location: SampleReport.place(1, "universe.yaml"), trustLevel: .futureNamespaces),
            inputs: InputCounts(policies: 1, namespaces: 2, workloads: 3), solver: SolverDescription(version: "4.8.12"))
        report.hasLabelRules = true
        return report
    }

    private static let openPod = Counterexample(
        .openPod(.ingress), scope: .listed, from: SampleReport.database, to: SampleReport.testPod, transport: .tcp,
        port: 80, egress: EndExplanation(.allowed, .notSelected), ingress: EndExplanation(.allowed, .notSelected))
}
