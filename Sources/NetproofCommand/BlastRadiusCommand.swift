import Analyses
import ArgumentParser
import Diagnostics
import Netproof
import ProjectFile
import Reports

/// `netproof blast-radius`.
struct BlastRadiusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blast-radius",
        abstract: "Find what can be reached from some pods, hop by hop, whatever labels pods and namespaces carry.",
        discussion: """
            Lists places that policies cannot tell apart, each with the shortest chain of connections to it, and those \
            that are proved to be out of reach.

            Exit status: 0 answered, 2 bad input or usage or an internal error, 3 something undecided, 4 no pod can \
            match where it starts.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(
        help: ArgumentHelp(
            "Where it starts: a namespace, or a label selector of namespaces such as env=test; * for all.",
            valueName: "selector"))
    var from: String

    @Option(help: ArgumentHelp("Only from pods with such labels; any pods if not given.", valueName: "selector"))
    var pods: String?

    @Option(help: ArgumentHelp("At most so many hops; any number if not given.", valueName: "n"))
    var hops: Int?

    @Option(help: ArgumentHelp("Only along connections to this TCP port.", valueName: "port"))
    var port: UInt16?

    @Option(help: ArgumentHelp("Give up after so long.", valueName: "seconds"))
    var timeout: Double?

    @Option(help: "How to write the answer.")
    var format: Format = .text

    @OptionGroup var input: InputArguments

    func validate() throws {
        guard hops.map({ (0...50).contains($0) }) ?? true else { throw ValidationError("--hops must be 0 to 50") }
        guard port != 0 else { throw ValidationError("--port must be 1 to 65535") }
        if let timeout, !(timeout > 0 && timeout <= 1_000_000) {
            throw ValidationError("--timeout must be more than 0 and at most 1000000 seconds")
        }
    }

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        let analysis = BlastRadiusAnalysis(
            from: from, pods: pods, hops: hops, port: port,
            timeoutMilliseconds: timeout.map { UInt32(clamping: Int(($0 * 1000).rounded(.up))) })
        let report =
            diagnostics.hasErrors ? nil : try analysis.run(input.request(configuration), into: &diagnostics)
        StandardError.write(diagnostics.sorted)
        guard let report else { throw ExitCode(RunStatus.failed.rawValue) }
        let output = Output(descriptor: Output.standardOutput)
        switch format {
        case .text:
            let palette = Palette(isColoured: Terminal.takesColour(Output.standardOutput))
            try output.write(report.text(palette: palette))
        case .json: try output.write(report.json)
        }
        throw ExitCode(report.status.rawValue)
    }
}
