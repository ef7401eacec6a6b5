import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import ProjectFile
import Reports

/// `netproof universe export`.
struct UniverseExportCommand: ParsableCommand {
    /// The forms in which a cluster enforces rules for labels.
    enum Form: String, ExpressibleByArgument, CaseIterable {
        case validatingAdmissionPolicy = "validating-admission-policy"
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print a LabelUniverse's rules for labels as admission policies for the API server.",
        discussion: """
            Where the cluster's manifests are given too, what of them the policies would refuse is told on standard \
            error. Exit status: 0 printed, 2 bad input or usage, or nothing to print.
            """)

    @OptionGroup var input: InputArguments

    @Option(name: .customLong("as"), help: "What to print.")
    var form: Form

    @Option(
        help: ArgumentHelp(
            "A namespace that the policies leave alone; may be given more than once. "
                + "(default: \(AdmissionExport.systemNamespaces.joined(separator: ", ")))", valueName: "namespace"))
    var exemptNamespace: [String] = []

    @Flag(help: "Let requests that break a rule through, with a warning and a note in the audit log.")
    var warnOnly = false

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        let export = AdmissionExport(
            exemptNamespaces: exemptNamespace.isEmpty ? AdmissionExport.systemNamespaces : exemptNamespace,
            enforcement: warnOnly ? .warn : .deny)
        let exported =
            diagnostics.hasErrors
            ? nil : UniverseExport(export).run(input.request(configuration), into: &diagnostics)
        StandardError.write(exported?.diagnostics ?? diagnostics.sorted)
        guard let exported else { throw ExitCode(RunStatus.failed.rawValue) }
        let text = AdmissionPolicyYAML().text(exported.policies, comments: exported.comments)
        try Output(descriptor: Output.standardOutput).write(text)
    }
}
