import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import ProjectFile
import Reports

/// `netproof init`.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a first netproof.yaml, universe and invariants, by looking at the manifests.",
        discussion: """
            Looks at the labels that namespaces carry and policies ask for, and proposes invariants in the way of \
            Specs/guardrails, each with what becomes of it now. Guesses are called guesses. Writes \
            \(ProjectConfiguration.fileName), \(Initialising.universePath) and \(Initialising.invariantsPath); nothing that \
            is there already is overwritten without --force.

            Exit status: 0 written, 2 bad input or usage or an internal error.
            """)

    @Argument(
        help: ArgumentHelp("Files and directories of manifests; the working directory if none.", valueName: "path"))
    var paths: [String] = []

    @Option(help: ArgumentHelp("The namespace of objects that name none. (default: default)", valueName: "name"))
    var namespace: String?

    @Option(
        help: ArgumentHelp(
            "Read past objects of this kind though they may allow traffic: Kind or Kind.group.", valueName: "kind"))
    var ignoreKind: [String] = []

    @Flag(help: "Overwrite what is there.")
    var force = false

    @Flag(help: "Write to standard output what would be written to files.")
    var dryRun = false

    @Option(help: ArgumentHelp("Give up on an invariant after so long. (default: 60)", valueName: "seconds"))
    var timeout: Int = 60

    func validate() throws {
        guard !paths.contains("-") else { throw ValidationError("a configuration cannot name standard input") }
        guard (1...1_000_000).contains(timeout) else { throw ValidationError("--timeout must be 1 to 1000000 seconds") }
    }

    func run() throws {
        var diagnostics = Diagnostics()
        let progress = ProgressLine()
        let named = paths.isEmpty ? ["."] : paths
        let request = InputRequest(paths: named, defaultNamespace: namespace ?? "default", ignoredKinds: ignoreKind)
        let verification = Verification(
            options: VerifyOptions(timeout: .seconds(timeout)), solver: SolverDescription(version: Version.solver))
        let files = try Initialising(verification, paths: named).files(
            request, configurationPath: ProjectConfiguration.fileName, into: &diagnostics, progress: progress.handler)
        progress.clear()
        guard let files, !diagnostics.hasErrors else { return try refuse(diagnostics) }
        StandardError.write(diagnostics.sorted)
        guard !dryRun else {
            let texts = files.map { "# --- \($0.path)\n" + $0.text }
            return try Output(descriptor: Output.standardOutput).write(texts.joined(separator: "---\n"))
        }
        try write(files)
    }

    private func write(_ files: [Initialising.File]) throws {
        var diagnostics = Diagnostics()
        for file in files where !force && Output.exists(file.path) {
            diagnostics.report(
                Diagnostic(
                    "init", at: SourceLocation(file: file.path), "the file is there already",
                    suggestion: "overwrite it by `--force`, or look at `--dry-run`"))
        }
        guard !diagnostics.hasErrors else { return try refuse(diagnostics) }
        for file in files {
            if let slash = file.path.lastIndex(of: "/") { try Output.makeFolder(at: String(file.path[..<slash])) }
            try Output.replaceFile(at: file.path, with: file.text)
        }
        let names = files.map { "wrote \($0.path)\n" }.joined()
        try Output(descriptor: Output.standardOutput).write(
            names + "next: netproof verify; and netproof baseline write, to begin with what is broken already\n")
    }

    private func refuse(_ diagnostics: Diagnostics) throws {
        StandardError.write(diagnostics.sorted)
        throw ExitCode(RunStatus.failed.rawValue)
    }
}
