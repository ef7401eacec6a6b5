import Analyses
import ArgumentParser
import Netproof

/// Where the input is; the same for every subcommand that reads manifests.
struct InputArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Files, directories or - for standard input: manifests and specs, mixed at will.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("Further files or directories, such as specs.", valueName: "path"))
    var specs: [String] = []

    @Option(help: "The namespace of objects that name none.")
    var namespace = "default"

    @Option(
        help: ArgumentHelp(
            "Read past this kind, though it may allow traffic: Kind or Kind.group. It then stands among the assumptions.",
            valueName: "kind"))
    var ignoreKind: [String] = []

    func validate() throws {
        guard !paths.isEmpty || !specs.isEmpty else {
            throw ValidationError("name a file, a directory, or - for standard input")
        }
        guard (paths + specs).count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input can be read only once")
        }
    }

    var request: InputRequest {
        InputRequest(paths: paths, specPaths: specs, defaultNamespace: namespace, ignoredKinds: ignoreKind)
    }
}
