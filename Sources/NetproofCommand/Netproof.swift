import ArgumentParser

@main
struct NetproofCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "netproof")
}
