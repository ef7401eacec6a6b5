import Diagnostics
import NetworkModel
import Reports

/// A report with every verdict and every kind of end, for the renderers to show.
enum SampleReport {
    static func place(_ line: Int, _ file: String = "policies.yaml") -> SourceLocation {
        SourceLocation(file: file, line: line, column: 5)
    }

    static let denyCrossNamespace = ReportedPolicy(
        kind: "NetworkPolicy", namespace: "prod", name: "deny-cross-ns-db", location: place(1))

    static let testPod = WitnessEnd(
        .pod(Pod(namespace: PodNamespace(name: "ns-1", isListed: false, labels: ["env": "test"]), labels: [:])),
        absentLabels: ["role"], absentNamespaceLabels: ["team"])

    static let database = WitnessEnd(
        .pod(
            Pod(
                namespace: PodNamespace(name: "prod", isListed: true, labels: ["env": "prod"]),
                labels: ["app": "mysql"],
                namedPorts: [
                    NamedPort(name: "mysql", transport: .tcp, port: 3306),
                    NamedPort(name: "mysql", transport: .tcp, port: 3307),
                ])))

    static let application = WitnessEnd(
        .pod(
            Pod(
                namespace: PodNamespace(name: "prod", isListed: true, labels: ["env": "prod"]),
                labels: ["app": "web"], workload: WorkloadIdentity(kind: "Deployment", namespace: "prod", name: "web"))
        ), assumedNamespaceLabels: ["env"])

    static let outside = WitnessEnd(.external(IPAddress("203.0.113.7").unsafelyKnown))

    static let leak = Counterexample(
        scope: .listed, from: testPod, to: database, transport: .tcp, port: 3306,
        egress: EndExplanation(.allowed, .notSelected),
        ingress: EndExplanation(
            .allowed, .rule, policy: denyCrossNamespace, rule: ReportedEntry(path: "ingress[0]", location: place(9)),
            peer: ReportedEntry(path: "ingress[0].from[0]", location: place(10)),
            port: ReportedEntry(path: "ingress[0].ports[0]", location: place(14))))

    static let blocked = Counterexample(
        scope: .listed, from: application, to: database, transport: .tcp, port: 3306,
        egress: EndExplanation(.allowed, .notSelected),
        ingress: EndExplanation(
            .denied, .isolated, policy: denyCrossNamespace, isolatedBy: [denyCrossNamespace],
            nearestMiss: NearestRule(
                policy: denyCrossNamespace, rule: ReportedEntry(path: "ingress[0]", location: place(9)),
                why: "env NotIn [prod] does not hold for the namespace's env=prod")))

    static let fromOutside = Counterexample(
        scope: .future, from: outside, to: testPod, transport: .udp, port: 53,
        egress: EndExplanation(.allowed, .notGoverned(.external)),
        ingress: EndExplanation(.allowed, .unknownPolicies("its owners may write its policies")),
        dependsOn: [
            UnspecifiedBehaviour(
                id: "ip-block-matches-pods", text: "an ipBlock matching the address of a pod",
                settledBy: "network.ipBlockMatchesPods")
        ])

    static let enforced = Assumption(
        id: "enforcing-plugin", text: "the network plugin enforces NetworkPolicy", isStanding: true)

    static func result(
        _ name: String, line: Int, listed: ScopeVerdict, future: ScopeVerdict = .proved,
        counts: ScopeVerdicts.FutureCounts = .gap
    ) -> InvariantResult {
        InvariantResult(
            invariant: name, severity: .high, source: place(line, "invariants.yaml"), claim: "claim of \(name)",
            scopes: ScopeVerdicts(listed: listed, future: future, futureCounts: counts), assumptions: [enforced])
    }

    static func report(_ results: [InvariantResult]) -> VerificationReport {
        VerificationReport(
            results: results, universe: UniverseDescription(trustLevel: .futureNamespaces),
            inputs: InputCounts(policies: 1, namespaces: 2, workloads: 3), solver: SolverDescription(version: "4.8.12"))
    }

    /// Proved, refuted (twice), undecided and vacuous.
    static var everything: VerificationReport {
        var proved = result("isolated", line: 1, listed: .proved, future: .refuted)
        proved.description = "First line.\nSecond line."
        proved.restsOn = (1...400).map {
            ReportedPolicy(kind: "NetworkPolicy", namespace: "prod", name: "policy-\($0)", location: place($0))
        }
        proved.assumptions.insert(Assumption(id: "no-manifest", text: "namespace test is as its manifest says"), at: 0)
        proved.counterexamples = [fromOutside]
        proved.seconds = 0.25
        var refuted = result("no-test-in-prod", line: 5, listed: .refuted)
        refuted.counterexamples = [leak]
        refuted.warnings = [
            Diagnostic(
                RunStatus.matchesNothingListed, severity: .warning, at: place(7, "invariants.yaml"),
                "no listed namespace has `env=tset`", suggestion: "did you mean `test`?")
        ]
        var unreachable = result("app-reaches-db", line: 9, listed: .refuted, future: .none, counts: .ignore)
        unreachable.counterexamples = [blocked]
        var undecided = result("too-hard", line: 13, listed: .undecided)
        undecided.undecidedReasons = [ScopedReason(scope: .listed, text: "the limit of 10 seconds was reached")]
        var vacuous = result("about-nothing", line: 17, listed: .vacuous, future: .vacuous)
        vacuous.vacuousParts = [ScopedReason(scope: .listed, text: "no pod can carry `app=a` and lack `app`")]
        var report = report([proved, refuted, unreachable, undecided, vacuous])
        report.ignored = [IgnoredObjects(apiVersion: "v1", kind: "ConfigMap", count: 12)]
        report.diagnostics = [Diagnostic("no-manifest", severity: .warning, at: place(3), "namespace `x` has none")]
        report.timings = Timings(stages: [.init(name: "read", seconds: 0.5), .init(name: "solve", seconds: 1.25)])
        report.universe.statements = ["every namespace carries `env`"]
        report.universe.futurePolicies = [denyCrossNamespace]
        return report
    }
}

extension IPAddress? {
    /// The sample's addresses are literals that parse; a typing error here should stop the tests at once.
    fileprivate var unsafelyKnown: IPAddress {
        guard let self else { preconditionFailure("the sample's address does not parse") }
        return self
    }
}
