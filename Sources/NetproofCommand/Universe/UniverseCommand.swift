import ArgumentParser

/// `netproof universe`.
struct UniverseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "universe",
        abstract: "Make the assumptions of a LabelUniverse true, and see which proofs they carry.",
        subcommands: [UniverseExportCommand.self, UniverseCheckCommand.self])

    func run() throws {
        throw ValidationError("name a subcommand: export or check")
    }
}
