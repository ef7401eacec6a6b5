import Foundation
import TestSupport
import Testing

/// Completions and the manual page, against the tree of commands that they are made of.
struct CommandTreeTests {
    /// A command, with its path and what may be typed after it.
    private struct Node: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                var kind: String
                var name: String
            }

            var kind: String
            var shouldDisplay: Bool
            var names: [Name]?
        }

        var commandName: String
        var arguments: [Argument]?
        var subcommands: [Node]?

        /// Itself and all below it, each with its path.
        func all(_ path: [String] = []) -> [(path: [String], node: Node)] {
            let own = path + [commandName]
            let children = (subcommands ?? []).filter { $0.commandName != "help" }
            return [(own, self)] + children.flatMap { $0.all(own) }
        }

        var flags: [String] {
            (arguments ?? []).filter(\.shouldDisplay).flatMap { $0.names ?? [] }.filter { $0.kind == "long" }.map(
                \.name)
        }
    }

    private static func tree() throws -> [(path: [String], node: Node)] {
        struct Dump: Decodable { var command: Node }
        let dump = try Command.run("--experimental-dump-help").output
        return try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command.all()
    }

    /// The commands that there are; a new one is named here, in the README and in the changelog.
    @Test("The tree has the commands that the documentation speaks of")
    func commands() throws {
        let paths = try Self.tree().map { $0.path.dropFirst().joined(separator: " ") }
        #expect(
            Set(paths) == [
                "", "verify", "baseline", "baseline write", "baseline check", "trace", "admit", "serve", "diff",
                "blast-radius", "universe", "universe export", "universe check", "coverage", "test", "merge", "init",
                "specs", "specs show",
            ])
    }

    @Test("Completions offer every command, and every flag where it belongs", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) throws {
        let script = try Command.run("--generate-completion-script", shell).output
        for (path, node) in try Self.tree() {
            let part = try #require(Self.part(of: script, about: path, shell), "\(path)")
            for flag in node.flags {
                #expect(part.contains(shell == "fish" ? "-l '\(flag)'" : "--\(flag)"), "\(path) --\(flag)")
            }
            for child in node.subcommands ?? [] where child.commandName != "help" {
                #expect(part.contains(child.commandName), "\(path) \(child.commandName)")
            }
        }
    }

    /// What of a script completes one command: its function, or for fish all lines of it.
    private static func part(of script: String, about path: [String], _ shell: String) -> String? {
        let name = "_" + path.joined(separator: "_")
        switch shell {
        case "fish":
            return script.split(separator: "\n").filter { $0.contains("\"\(path.joined(separator: " "))\"") }
                .joined(separator: "\n")
        default:
            guard let start = script.range(of: "\n\(name)() {")?.upperBound else { return nil }
            let end = script.range(of: "\n}", range: start..<script.endIndex)?.lowerBound ?? script.endIndex
            return String(script[start..<end])
        }
    }

    @Test("The manual page has a section for every command, with every flag")
    func manual() throws {
        let folder = try TemporaryFolder()
        let file = folder.url.appending(path: "page").path()
        let result = try Command.bash(
            "command -v python3 >/dev/null || exit 77; python3 scripts/man \"$netproof\" >'\(file)'")
        guard result.status != 77 else { return print("skipped: no python3") }
        #expect(result.status == 0, "\(result.errors)")
        let sections = try folder.text(of: "page").replacing("\\-", with: "-").components(separatedBy: "\n.S")
        for (path, node) in try Self.tree() where path.count > 1 {
            let name = path.joined(separator: " ")
            let section = try #require(sections.first { $0.hasPrefix("S \(name)\n") }, "\(name)")
            for flag in node.flags { #expect(section.contains("--\(flag)"), "\(name) --\(flag)") }
        }
    }
}
