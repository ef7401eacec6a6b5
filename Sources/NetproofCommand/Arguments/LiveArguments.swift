import Analyses
import ArgumentParser
import Netproof

/// Whether a running cluster is read.
struct LiveArguments: ParsableArguments {
    @Flag(help: "Read the cluster that kubectl reaches, besides the paths named. Nothing in it is changed.")
    var live = false

    @Option(help: ArgumentHelp("The context of the kubeconfig; the current one if not given.", valueName: "name"))
    var context: String?

    @OptionGroup var unreadable: UnreadableKindsArguments

    @Option(
        help: ArgumentHelp("The longest that one answer of the cluster may take. (default: 60)", valueName: "seconds"))
    var liveTimeout: Int?

    func validate() throws {
        guard live || (context == nil && unreadable.kinds.isEmpty && liveTimeout == nil) else {
            throw ValidationError("--context, --allow-unreadable and --live-timeout go with --live")
        }
        guard liveTimeout.map({ (1...86_400).contains($0) }) ?? true else {
            throw ValidationError("--live-timeout must be between 1 and 86400 seconds")
        }
    }

    /// The arguments as they were given.
    var words: [String] {
        guard live else { return [] }
        return ["--live"] + (context.map { ["--context", $0] } ?? [])
            + unreadable.kinds.flatMap { ["--allow-unreadable", $0] }
    }

    /// - Parameter readsInput: Whether standard input is something to be read, so that nobody else may.
    func request(readsInput: Bool, telling progress: ProgressLine?) -> LiveRequest? {
        guard live else { return nil }
        return LiveRequest(
            context: context, unreadableKinds: unreadable.kinds, timeout: .seconds(liveTimeout ?? 60),
            mayAsk: !readsInput, progress: progress.map { line in LiveRequest.Progress { line.tell($0) } })
    }
}
