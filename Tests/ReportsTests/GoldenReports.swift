import Diagnostics
import NetworkModel
import Reports

/// What the goldens show: one report for each way that a run can end.
enum GoldenReports {
    static let options = ReportOptions(toolVersion: "1.2.3", workingDirectory: "/repositories/cluster")

    /// Every verdict, with a gap, a warning and a problem of the input.
    static var everything: VerificationReport {
        var report = SampleReport.everything
        report.results[0].restsOn = Array(report.results[0].restsOn.prefix(5))
        var unsettled = SampleReport.result("unsettled-gap", line: 21, listed: .proved, future: .undecided)
        unsettled.undecidedReasons = [ScopedReason(scope: .future, text: "the limit of 10 seconds was reached")]
        report.results.append(unsettled)
        var waived = SampleReport.result("waived", line: 25, listed: .proved)
        waived.waivers = [waiver(.used)]
        var expired = SampleReport.result("no-longer-waived", line: 29, listed: .proved)
        expired.waivers = [waiver(.expired), waiver(.undecided), waiver(.unused)]
        report.results += [waived, expired]
        return report
    }

    static func waiver(_ state: ReportedWaiver.State) -> ReportedWaiver {
        ReportedWaiver(
            name: "etl-\(state.rawValue)", location: SampleReport.place(3, "waivers.yaml"),
            subject: "connections from pods in namespace etl to anything", reason: "nightly loads", owner: "data team",
            expires: "2026-12-31", state: state)
    }

    static var refused: RefusedInput {
        RefusedInput(diagnostics: [
            Diagnostic(
                "unknown-field", at: SampleReport.place(4, "./specs/../policies.yaml"), "unknown field `podSelctor`",
                suggestion: "did you mean `podSelector`?",
                related: [.init(location: SampleReport.place(2), message: "in this object")]),
            Diagnostic("no-manifest", severity: .warning, at: nil, "namespace `x` has no manifest"),
        ])
    }

    static let nothing = SampleReport.report([])

    /// What someone might write who wants a reader of the report to do his bidding.
    static let evil =
        "x]]>|\\|`a``b<script>alert(1)</script>&amp;\n::error::%0A\r\n::add-mask::y\u{1B}[31m\u{0}\u{FFFE}\u{202E}"
        + "##[error]{0}[a](http://x)\u{9B}--> @user é🙂`"

    static var hostile: VerificationReport {
        var report = everything
        for index in report.results.indices { report.results[index].corrupt(with: evil) }
        report.results[1].description = "::error::\n \t::error file=x::y"
        report.diagnostics = [Diagnostic(evil, severity: .warning, at: place, evil, expected: evil, suggestion: evil)]
        report.universe.name = evil
        report.universe.statements = [evil]
        report.ignored = [IgnoredObjects(apiVersion: evil, kind: evil, count: 1)]
        return report
    }

    static var hostileRefusal: RefusedInput {
        RefusedInput(diagnostics: [
            Diagnostic(
                evil, at: place, evil, expected: evil, suggestion: evil,
                related: [.init(location: place, message: evil)])
        ])
    }

    fileprivate static let place = SourceLocation(file: evil, line: 3, column: 1)

    fileprivate static let policy = ReportedPolicy(kind: evil, namespace: evil, name: evil, location: place)
}

extension InvariantResult {
    mutating func corrupt(with evil: String) {
        invariant += evil
        claim += evil
        description = evil
        source.file = evil
        assumptions = [Assumption(id: evil, text: evil)]
        if !restsOn.isEmpty { restsOn = [GoldenReports.policy] }
        undecidedReasons = undecidedReasons.map { ScopedReason(scope: $0.scope, text: evil) }
        vacuousParts = vacuousParts.map { ScopedReason(scope: $0.scope, text: evil) }
        for index in warnings.indices { warnings[index].message = evil }
        for index in counterexamples.indices { counterexamples[index].corrupt(with: evil) }
        for index in waivers.indices {
            waivers[index].name = evil
            waivers[index].location.file = evil
            waivers[index].subject = evil
            waivers[index].reason = evil
            waivers[index].owner = evil
        }
    }
}

extension Counterexample {
    mutating func corrupt(with evil: String) {
        let namespace = PodNamespace(name: evil, isListed: true, labels: [evil: evil])
        let port = NamedPort(name: evil, transport: .tcp, port: 1)
        to.endpoint = .pod(Pod(namespace: namespace, labels: [evil: evil], namedPorts: [port]))
        from.absentLabels = [evil]
        let entry = ReportedEntry(path: evil, location: GoldenReports.place)
        ingress = EndExplanation(
            ingress.decision, ingress.basis, policy: GoldenReports.policy, rule: entry, peer: entry, port: entry,
            isolatedBy: [GoldenReports.policy],
            nearestMiss: NearestRule(policy: GoldenReports.policy, rule: entry, why: evil))
    }
}
