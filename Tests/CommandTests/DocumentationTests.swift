import Foundation
import TestSupport
import Testing

struct DocumentationTests {
    private func text(of path: String) throws -> String {
        String(decoding: try Data(contentsOf: packageRoot.appending(path: path)), as: UTF8.self)
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

    private static let pages: [String] = {
        let folder = packageRoot.appending(path: "docs").path()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return ["README.md", "Specs/README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    }()

    @Test("The flags that the documentation names exist")
    func flags() throws {
        let commands = [
            "verify", "baseline write", "trace", "admit", "serve", "diff", "blast-radius", "universe export",
            "universe check", "coverage", "test", "merge", "init",
        ].map { $0.split(separator: " ").map(String.init) }
        let help = try commands.map { try Command.run($0 + ["--help"]).output }.joined()
        let others: Set = [
            "--generate-completion-script", "--detach", "--name-only", "--diff-filter", "--reviews", "--reject-methods",
        ]
        for page in Self.pages {
            let flags = Set(try text(of: page).matches(of: #/--[a-z][-a-z]+/#).map { String($0.output) })
            for flag in flags.subtracting(others).sorted() { #expect(help.contains(flag), "\(page): \(flag)") }
        }
    }

    @Test("The files that the documentation names exist", arguments: pages)
    func files(page: String) throws {
        let paths = try text(of: page).matches(of: #/(?:Specs|examples|schemas|scripts)\/[-A-Za-z0-9_.\/]*\.[a-z]+/#)
        for path in Set(paths.map { String($0.output) }).sorted() { #expect(exists(path), "\(path)") }
    }

    @Test("The links of the documentation lead to files, and to headings that are there", arguments: pages)
    func links(page: String) throws {
        let folder = URL(filePath: page, relativeTo: packageRoot).deletingLastPathComponent()
        for link in try text(of: page).matches(of: #/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/#) {
            let target = link.1.isEmpty ? packageRoot.appending(path: page) : folder.appending(path: String(link.1))
            guard FileManager.default.fileExists(atPath: target.path()) else {
                Issue.record("\(page) links to \(link.1), which is not there")
                continue
            }
            guard let anchor = link.2 else { continue }
            let headings = try String(contentsOf: target, encoding: .utf8).matches(of: #/(?m)^#+ (.*)$/#).map {
                $0.1.lowercased().replacing(" ", with: "-").filter { $0.isLetter || $0.isNumber || $0 == "-" }
            }
            #expect(headings.contains(String(anchor)), "\(page): #\(anchor)")
        }
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: packageRoot.appending(path: path).path())
    }
}
