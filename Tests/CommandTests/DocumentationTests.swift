import Foundation
import Testing

struct DocumentationTests {
    private func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: Command.root.appending(path: path)), as: UTF8.self)
    }

    @Test("The README shows what the command says, cut where it says so")
    func demo() throws {
        let readme = try text(of: "README.md")
        let start = try #require(readme.range(of: "$ netproof verify examples/article/broken\n\n")).upperBound
        let end = try #require(readme.range(of: "\n```", range: start..<readme.endIndex)).lowerBound
        let output = try Command.run("verify", "examples/article/broken", "--no-timings").output
        for part in readme[start..<end].split(separator: "\n…\n") {
            #expect(output.contains(part), "the README is not what the command says")
        }
    }

    @Test("The flags that the README names exist")
    func flags() throws {
        let commands = [
            "verify", "baseline write", "trace", "admit", "serve", "diff", "blast-radius", "universe export",
            "universe check", "coverage", "test", "merge", "init",
        ].map { $0.split(separator: " ").map(String.init) }
        let help = try commands.map { try Command.run($0 + ["--help"]).output }.joined()
        let flags = Set(try text(of: "README.md").matches(of: #/--[a-z][-a-z]+/#).map { String($0.output) })
        #expect(flags.count > 10)
        let others: Set = ["--filter", "--generate-completion-script", "--detach", "--name-only", "--diff-filter"]
        for flag in flags.subtracting(others).sorted() { #expect(help.contains(flag), "\(flag)") }
    }

    @Test("Every schema is readable, and the files that the README names exist")
    func files() throws {
        let readme = try text(of: "README.md")
        let paths = readme.matches(of: #/(?:Specs|examples|schemas|scripts)\/[-A-Za-z0-9_.\/]*[A-Za-z]/#).map {
            String($0.output)
        }
        #expect(!paths.isEmpty)
        for path in Set(paths).sorted() {
            #expect(FileManager.default.fileExists(atPath: Command.root.appending(path: path).path()), "\(path)")
        }
    }
}
