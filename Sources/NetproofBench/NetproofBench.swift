import ArgumentParser

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Measures netproof on clusters made up from a seed, and prints a table.
@main
struct NetproofBench: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "scripts/bench",
            abstract: "Measure netproof on generated clusters, and print a table in Markdown.",
            subcommands: [MeasureCommand.self, GuardCommand.self, StagesCommand.self],
            defaultSubcommand: MeasureCommand.self)
    }
}

/// `NetproofBench measure`, which is what happens without a subcommand.
struct MeasureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Run scenarios, and print the median of several runs of each.")

    @Option(help: "Only this scenario; may be given more than once.")
    var scenario: [Scenario] = []

    @Option(help: "What the clusters are made from.")
    var seed: UInt64 = 1

    @Option(help: "How often each scenario is run.")
    var runs = 5

    @Option(help: "Divide all sizes by this, to try the benchmark out.")
    var divisor = 1

    @Option(help: ArgumentHelp("Only write the clusters, to this folder, which is kept.", valueName: "folder"))
    var keep: String?

    func validate() throws {
        guard runs >= 1, divisor >= 1 else { throw ValidationError("--runs and --divisor must be 1 or more") }
    }

    func run() throws {
        let program = try Self.ownPath()
        let folder = if let keep { TemporaryFolder(keeping: keep) } else { try TemporaryFolder() }
        let machine = Machine.description(in: folder)
        let bench = Workbench(
            folder: folder, seed: seed, netproof: program.folder + "/netproof", bench: program.path, divisor: divisor)
        if keep == nil { print("\(machine)- seed \(seed), medians of \(runs) runs\n") }
        for scenario in scenario.isEmpty ? Scenario.allCases : scenario { try measure(scenario, bench) }
    }

    private func measure(_ scenario: Scenario, _ bench: borrowing Workbench) throws {
        let prepared = try scenario.prepare(bench)
        guard keep == nil else { return }
        var results: [[Row]] = []
        for _ in 0..<runs { results.append(try prepared.run(bench)) }
        print("### \(scenario.title)\n\n\(MarkdownTable.heading)", terminator: "")
        for position in results[0].indices {
            print(MarkdownTable.line(Row.median(of: results.map { $0[position] })), terminator: "")
        }
        print()
        fflush(nil)
    }

    /// Where this program is, beside which `netproof` was built.
    private static func ownPath() throws(BenchFailure) -> (folder: String, path: String) {
        guard let path = unsafe realpath(CommandLine.arguments[0], nil) else {
            throw BenchFailure(systemCallFor: "cannot find \(CommandLine.arguments[0])")
        }
        defer { unsafe free(path) }
        let name = unsafe String(cString: path)
        guard let slash = name.lastIndex(of: "/") else { throw BenchFailure("\(name) is no path") }
        return (String(name[..<slash]), name)
    }
}
