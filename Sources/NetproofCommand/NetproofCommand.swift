import ArgumentParser
import Netproof
import Reports

/// The command `netproof`. A subcommand is one file, and one entry in the list below.
@main
struct NetproofCommand: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: name,
            abstract: "Prove what Kubernetes network policies guarantee, for all label assignments.",
            version: "netproof \(Version.netproof) (Z3 \(Version.solver))",
            subcommands: [
                InitCommand.self, VerifyCommand.self, MergeCommand.self, BaselineCommand.self, DiffCommand.self,
                TraceCommand.self, AdmitCommand.self, ServeCommand.self, BlastRadiusCommand.self, CoverageCommand.self,
                TestCommand.self, UniverseCommand.self, SpecsCommand.self,
            ])
    }

    /// What its user types: installed as `kubectl-netproof`, it is called through kubectl.
    private static var name: String {
        let file = CommandLine.arguments.first?.split(separator: "/").last
        return file == "kubectl-netproof" ? "kubectl netproof" : "netproof"
    }

    /// Without a subcommand nothing is checked, which must not look like success.
    func run() throws {
        throw ValidationError("name a subcommand, such as verify")
    }

    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(with: error)
        }
    }

    /// Ends the process. Wrong usage and errors of the tool's own give status 2, as bad input does; help and the version
    /// are errors to the argument parser only.
    private static func end(with error: any Error) -> Never {
        if let status = error as? ExitCode { exit(withError: status) }
        if exitCode(for: error) == .success {
            try? Output(descriptor: Output.standardOutput).write(fullMessage(for: error) + "\n")
            exit(withError: ExitCode.success)
        }
        StandardError.write(message(for: error))
        exit(withError: ExitCode(RunStatus.failed.rawValue))
    }

    private static func message(for error: any Error) -> String {
        if let failure = error as? OutputFailure { return "error: \(failure.reason)\n" }
        guard exitCode(for: error) == .validationFailure else { return "internal error: \(error)\n" }
        let message = fullMessage(for: error) + "\n"
        guard let unknown = UnknownSubcommand.found(in: CommandLine.arguments.dropFirst(), of: Self.self) else {
            return message
        }
        return unknown.told(in: message)
    }
}
