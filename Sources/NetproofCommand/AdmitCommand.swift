import Analyses
import ArgumentParser
import Netproof
import Reports

/// `netproof admit`.
struct AdmitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admit",
        abstract: "Say whether a change may go into a cluster, before it does.",
        discussion: """
            The change is new objects and changed ones, which replace those of the same identity. It is denied if it \
            breaks an invariant, or one fails for endpoints that it touches; if a label breaks the universe's rules; or \
            if pods that it touches lack a guardrail. What was broken before and is not touched does not count.

            Exit status: 0 admitted, 1 denied, 2 bad input or usage or an internal error, 3 undecided, 4 nothing left to \
            check. Of several the first of 2, 1, 3, 4.
            """)

    @Argument(help: ArgumentHelp("Files, directories or - of the change.", valueName: "change"))
    var changes: [String] = []

    @Option(help: ArgumentHelp("Files or directories of the cluster as it is.", valueName: "path"))
    var cluster: [String] = []

    @Option(help: ArgumentHelp("Files or directories of specs.", valueName: "path"))
    var specs: [String] = []

    @Option(
        help: ArgumentHelp(
            "Take this object away: kind/namespace/name, or kind/name for a Namespace.", valueName: "object"))
    var delete: [String] = []

    @Option(help: "The namespace of objects that name none.")
    var namespace = "default"

    @Option(
        help: ArgumentHelp(
            "Read past this kind, though it may allow traffic: Kind or Kind.group.", valueName: "kind"))
    var ignoreKind: [String] = []

    @Flag(help: "Say under which labels the change's namespaces would be admitted.")
    var residual = false

    @Flag(help: "With --residual: whatever policies these namespaces have.")
    var forAnyPolicies = false

    @Flag(help: "Where it is denied, print the fewest policies with which it would be admitted, or why there are none.")
    var suggest = false

    @Option(
        help: ArgumentHelp(
            "Write these policies to a file; nothing is written where there are none.", valueName: "file"))
    var suggestTo: String?

    @Flag(help: "Take new namespaces to have the policies that the universe says that they are created with.")
    var assumeTemplates = false

    @OptionGroup(title: "Deciding") var deciding: DecidingArguments

    @OptionGroup var output: OutputArguments

    func validate() throws {
        guard !changes.isEmpty || !delete.isEmpty else {
            throw ValidationError("name the change: files, directories, - or --delete")
        }
        guard residual || !forAnyPolicies else { throw ValidationError("--for-any-policies goes with --residual") }
        guard !cluster.isEmpty else { throw ValidationError("name the cluster as it is by --cluster") }
        guard (changes + cluster + specs).count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input can be read only once")
        }
    }

    func run() throws {
        switch try AdmitRequest(request, options: deciding.options).run() {
        case .refused(let refusal): try report(refusal)
        case .decided(let report): try self.report(report)
        }
    }

    private var request: AdmissionRequest {
        AdmissionRequest(
            cluster: InputRequest(
                paths: cluster, specPaths: specs, defaultNamespace: namespace, ignoredKinds: ignoreKind),
            changes: changes, deletions: delete,
            residual: residual ? (forAnyPolicies ? .forAnyPolicies : .withTheirPolicies) : nil,
            suggests: suggest || suggestTo != nil, assumesTemplates: assumeTemplates,
            // Text for people does not say it.
            explainsProofs: output.outputs().contains { $0.format.readership != .people })
    }

    private func report(_ refusal: RefusedInput) throws {
        StandardError.write(refusal.diagnostics)
        try writer.write(refusal)
        throw ExitCode(RunStatus.failed.rawValue)
    }

    private func report(_ report: AdmissionReport) throws {
        let report = output.noTimings ? report.withoutTimings : report
        StandardError.write(report.diagnostics)
        var writer = writer
        writer.inputWords = changedWords(report)
        try writer.write(report)
        if let suggestTo, let suggestion = report.suggestion, suggestion.outcome == .found {
            try Output.replaceFile(at: suggestTo, with: suggestion.manifests)
        }
        throw ExitCode(RunStatus(report).rawValue)
    }

    private var writer: ReportWriter {
        ReportWriter(command: .admit, arguments: output, outputs: output.outputs())
    }

    /// The arguments that name the changed cluster for other commands: they can read it only if nothing in it is replaced or
    /// taken away.
    private func changedWords(_ report: AdmissionReport) -> String? {
        guard report.objects.allSatisfy({ $0.action == "create" }), !(cluster + changes).contains("-") else {
            return nil
        }
        let kinds = ignoreKind.flatMap { ["--ignore-kind", $0] }
        let words = cluster + changes + (namespace == "default" ? [] : ["--namespace", namespace]) + kinds
        return words.map(\.shellQuoted).joined(separator: " ")
    }
}
