import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import ProjectFile
import Reports

/// Where the input is; the same for every subcommand that reads manifests.
struct InputArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, directories or - for standard input: manifests and specs, mixed at will.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Further files or directories, such as specs.", valueName: "path"))
    var specs: [String] = []

    @Option(help: ArgumentHelp("The file of the LabelUniverse.", valueName: "file"))
    var universe: String?

    @Option(help: ArgumentHelp("The namespace of objects that name none. (default: default)", valueName: "namespace"))
    var namespace: String?

    @Option(
        help: ArgumentHelp(
            "Read past this kind, though it may allow traffic: Kind or Kind.group. It then stands among the assumptions.",
            valueName: "kind"))
    var ignoreKind: [String] = []

    @OptionGroup var configured: ConfigurationArguments
    @OptionGroup(title: "A running cluster") var live: LiveArguments

    func validate() throws {
        guard !paths.isEmpty || !specs.isEmpty || configurationFile != nil || live.live else {
            throw ValidationError(
                "name a file, a directory, or - for standard input; or write a \(ProjectConfiguration.fileName)")
        }
        guard (paths + specs + [universe].compactMap(\.self)).count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input can be read only once")
        }
    }

    private var configurationFile: String? { configured.file(pathsGiven: !paths.isEmpty) }

    /// The configuration that holds, if any; nil also after an error has been reported.
    func configuration(into diagnostics: inout Diagnostics) -> ProjectConfiguration? {
        guard let file = configurationFile else { return nil }
        let configuration = ProjectConfiguration.read(file, into: &diagnostics)
        if let configuration, !live.live, paths.isEmpty, specs.isEmpty, configuration.inputs.isEmpty,
            configuration.specs.isEmpty
        {
            diagnostics.report(
                Diagnostic(
                    "configuration", at: SourceLocation(file: file), "the configuration names no inputs",
                    expected: "expected `inputs`, a list of files and directories"))
        }
        return configuration
    }

    /// The arguments that name the input, as a shell takes them; empty where the configuration alone does.
    var words: String {
        var words = paths
        for (flag, values) in [
            ("--specs", specs), ("--universe", [universe].compactMap(\.self)),
            ("--namespace", [namespace].compactMap(\.self)), ("--ignore-kind", ignoreKind),
            ("--config", [configured.config].compactMap(\.self)),
        ] {
            for value in values { words += [flag, value] }
        }
        return (words + live.words).map(\.shellQuoted).joined(separator: " ")
    }

    /// Each flag that is given stands in place of what the configuration says.
    func request(_ configuration: ProjectConfiguration? = nil, telling progress: ProgressLine? = nil) -> InputRequest {
        InputRequest(
            paths: paths.isEmpty && !live.live ? configuration?.inputs ?? [] : paths,
            specPaths: specs.isEmpty ? configuration?.specs ?? [] : specs,
            universePath: universe ?? configuration?.universe,
            live: live.request(
                readsInput: (paths + specs + [universe].compactMap(\.self)).contains("-"), telling: progress),
            defaultNamespace: namespace ?? configuration?.namespace ?? "default",
            ignoredKinds: ignoreKind.isEmpty ? configuration?.ignoreKinds ?? [] : ignoreKind)
    }
}
