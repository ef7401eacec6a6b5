import Analyses
import ArgumentParser
import Netproof
import Reports

/// `netproof diff`.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what a change of policies opens and closes, for all label assignments.",
        discussion: """
            Each revision is a directory, a file, or a revision of git as git:REV or git:REV:PATH. With --merge-base \
            only the head is named, and compared with the same path where its history parted from a branch.

            Exit status: 0 nothing that fails, 1 a difference that fails (--fail-on), 2 bad input or usage or an internal \
            error, 3 undecided.
            """)

    @Argument(help: ArgumentHelp("The base and the head; the head alone with --merge-base.", valueName: "revision"))
    var revisions: [String] = []

    @Option(help: ArgumentHelp("Compare with the commit where the head parted from this branch.", valueName: "branch"))
    var mergeBase: String?

    @Option(
        help: ArgumentHelp(
            "What fails the run: opened (an opening that is not expected), any difference, or none. (default: opened)",
            valueName: "what"),
        transform: Self.threshold)
    var failOn: DiffThreshold = .opened

    @Option(help: ArgumentHelp("A file of openings that are expected.", valueName: "file"))
    var allow: [String] = []

    @Option(help: ArgumentHelp("Files or directories of specs.", valueName: "path"))
    var specs: [String] = []

    @Option(help: "The namespace of objects that name none.")
    var namespace = "default"

    @Option(
        help: ArgumentHelp(
            "Read past this kind, though it may allow traffic: Kind or Kind.group.", valueName: "kind"))
    var ignoreKind: [String] = []

    @Option(help: ArgumentHelp("The most classes of connections to describe of each kind.", valueName: "n"))
    var maxClasses = 100

    @Option(help: ArgumentHelp("Give up on a question to the solver after so long.", valueName: "seconds"))
    var timeout: Double?

    @Option(
        help: ArgumentHelp("Give up on a question after so many solver steps, on any machine alike.", valueName: "n"))
    var rlimit: UInt32?

    @OptionGroup var output: OutputArguments

    func validate() throws {
        let wanted = mergeBase == nil ? 2 : 1
        guard revisions.count == wanted else {
            throw ValidationError(
                mergeBase == nil ? "name the base and the head, or the head with --merge-base" : "name the head alone")
        }
        guard (revisions + specs + allow).count(where: { $0 == "-" }) <= 1 else {
            throw ValidationError("standard input can be read only once")
        }
        guard maxClasses >= 1 else { throw ValidationError("--max-classes must be 1 or more") }
        guard rlimit != 0 else { throw ValidationError("--rlimit must be 1 or more") }
        if let timeout, !(timeout > 0 && timeout <= 1_000_000) {
            throw ValidationError("--timeout must be more than 0 and at most 1000000 seconds")
        }
    }

    func run() throws {
        switch try DiffingRequest(request, options: options).run() {
        case .refused(let refusal):
            StandardError.write(refusal.diagnostics)
            try writer.write(refusal)
            throw ExitCode(RunStatus.failed.rawValue)
        case .compared(let report):
            let report = output.noTimings ? report.withoutTimings : report
            StandardError.write(report.diagnostics)
            let judged = JudgedDiff(report, failingOn: failOn)
            try writer.write(judged)
            throw ExitCode(judged.status.rawValue)
        }
    }

    private var writer: ReportWriter {
        ReportWriter(command: .diff, arguments: output, outputs: output.outputs(), inputWords: headWords)
    }

    /// The arguments that name the head for other commands; nil where it is a revision of git, which they do not read.
    private var headWords: String? {
        guard let head = revisions.last, !head.hasPrefix("git:"), head != "-" else { return nil }
        let kinds = ignoreKind.flatMap { ["--ignore-kind", $0] }
        let words = [head] + (namespace == "default" ? [] : ["--namespace", namespace]) + kinds
        return words.map(\.shellQuoted).joined(separator: " ")
    }

    private var request: DiffRequest {
        DiffRequest(
            base: mergeBase == nil ? revisions[0] : nil, head: revisions[revisions.count - 1], mergeBase: mergeBase,
            specPaths: specs, expectedPaths: allow, defaultNamespace: namespace, ignoredKinds: ignoreKind)
    }

    private static func threshold(_ argument: String) throws -> DiffThreshold {
        guard let threshold = DiffThreshold(rawValue: argument) else {
            throw ValidationError("--fail-on takes opened, any or none, not '\(argument)'")
        }
        return threshold
    }

    private var options: DiffOptions {
        DiffOptions(
            maximumClasses: maxClasses, timeout: timeout.map { .milliseconds(Int(($0 * 1000).rounded(.up))) },
            resourceLimit: rlimit)
    }
}
