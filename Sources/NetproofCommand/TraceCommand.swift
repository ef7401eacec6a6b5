import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import ProjectFile
import Reports

/// `netproof trace`.
struct TraceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace",
        abstract: "Say of listed workloads which connections the policies allow, and which rule decides.",
        discussion: """
            An end is namespace/name, namespace/kind/name, namespace/[key=value ...] for a pod that is not listed, or \
            an address. A flow file has the columns from,to,protocol,port and perhaps expected (allowed or denied).

            Exit status: 0 answered as expected, 1 at least one flow is not as expected, 2 bad input or usage or an \
            internal error, 3 something undecided, 4 no flows. Of several the first of 2, 1, 3, 4.
            """)

    @Option(help: ArgumentHelp("Where the connection comes from.", valueName: "end"))
    var from: String?

    @Option(help: ArgumentHelp("Where it goes.", valueName: "end"))
    var to: String?

    @Option(help: ArgumentHelp("The destination port, a number or a name: 3306, 3306/tcp, dns/udp.", valueName: "port"))
    var port: String?

    @Option(help: ArgumentHelp("A file of connections, or - for standard input.", valueName: "file"))
    var flows: String?

    @OptionGroup var input: InputArguments
    @OptionGroup var output: TraceOutputArguments

    func validate() throws {
        guard flows != nil || (from != nil && to != nil && port != nil) else {
            throw ValidationError("name a connection by --from, --to and --port, or a file of them by --flows")
        }
        guard flows == nil || (from == nil && to == nil && port == nil) else {
            throw ValidationError("--flows goes without --from, --to and --port")
        }
        guard flows != "-" || !(input.paths + input.specs).contains("-") else {
            throw ValidationError("standard input can be read only once")
        }
    }

    func run() throws {
        var diagnostics = Diagnostics()
        let tracing = Tracing(question, explaining: output.format != .csv)
        let configuration = input.configuration(into: &diagnostics)
        let answers =
            diagnostics.hasErrors ? nil : tracing.run(input.request(configuration), into: &diagnostics)
        guard let answers else {
            StandardError.write(diagnostics.sorted)
            if output.format == .json {
                try output.write { (write) throws(OutputFailure) in
                    try write(TraceJSON.refusal(diagnostics.sorted))
                }
            }
            throw ExitCode(RunStatus.failed.rawValue)
        }
        StandardError.write(answers.diagnostics)
        var counts = TraceCounts()
        try output.write { (write) throws(OutputFailure) in counts = try report(answers, write) }
        throw ExitCode(counts.status.rawValue)
    }

    private var question: TraceQuestion {
        if let flows { return .file(flows) }
        return .flow(from: from ?? "", to: to ?? "", target: port ?? "")
    }

    private func report(
        _ answers: TraceAnswers, _ write: (String) throws(OutputFailure) -> Void
    ) throws(OutputFailure) -> TraceCounts {
        let text = TraceText(palette: output.palette, isVerbose: output.verbose)
        var counts = TraceCounts()
        switch output.format {
        case .csv: try write(TraceCSV.header)
        case .json: try write(TraceJSON.opening)
        case .text: break
        }
        for flow in answers {
            switch output.format {
            case .csv: try write(TraceCSV.row(flow))
            case .json: try write(TraceJSON.element(flow, isFirst: counts.total == 0))
            case .text: try write(text.text(flow))
            }
            counts.add(flow)
        }
        switch output.format {
        case .csv: break
        case .json: try write(TraceJSON.closing(counts, answers.diagnostics))
        case .text: try write(text.summary(counts))
        }
        return counts
    }
}
