import ArgumentParser

/// `netproof specs`.
struct SpecsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "specs", abstract: "Show invariants otherwise than they are written.",
        subcommands: [SpecsShowCommand.self])

    func run() throws {
        throw ValidationError("name a subcommand, such as show")
    }
}
