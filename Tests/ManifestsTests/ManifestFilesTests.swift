import Diagnostics
import Foundation
import Manifests
import TestSupport
import Testing

@Suite("Finding manifests")
struct ManifestFilesTests {
    /// A directory that is removed afterwards.
    private func withDirectory(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let root = try TemporaryFolder()
        for (name, text) in files { try root.write(name, text) }
        try body(root.url.path)
    }

    private func names(_ paths: [String], below root: String) -> (names: [String], problems: [String]) {
        var diagnostics = Diagnostics()
        let files = ManifestFiles.collect(paths, into: &diagnostics)
        return (
            files.map { $0.name.replacingOccurrences(of: root + "/", with: "") }, diagnostics.all.map(\.message)
        )
    }

    @Test("A directory gives its manifests in all depths, sorted, hidden ones left out")
    func directories() throws {
        let files = [
            "b.yaml": "", "a/z.yml": "", "a/b/c.json": "", "c.txt": "", ".git/x.yaml": "", ".hidden.yaml": "",
            "yaml": "",
        ]
        try withDirectory(files) { root in
            let found = names([root], below: root)
            #expect(found.names == ["a/b/c.json", "a/z.yml", "b.yaml"])
            #expect(found.problems.isEmpty)
        }
    }

    @Test("A file that is named is read whatever its ending, and once only")
    func named() throws {
        try withDirectory(["c.txt": "", "d/a.yaml": ""]) { root in
            let paths = [root + "/c.txt", root + "/d/a.yaml", root + "/d", root + "/c.txt"]
            #expect(names(paths, below: root).names == ["c.txt", "d/a.yaml"])
        }
    }

    @Test("A circle of links ends")
    func links() throws {
        try withDirectory(["d/a.yaml": ""]) { root in
            try FileManager.default.createSymbolicLink(atPath: root + "/d/up", withDestinationPath: root)
            #expect(names([root], below: root).names == ["d/a.yaml"])
        }
    }

    @Test("Missing paths, dead links and directories without manifests are errors")
    func problems() throws {
        try withDirectory(["d/a.yaml": "", "e/x.txt": ""]) { root in
            try FileManager.default.createSymbolicLink(atPath: root + "/d/dead.yaml", withDestinationPath: "nowhere")
            let found = names([root + "/d", root + "/e", root + "/d/b.yaml"], below: root)
            #expect(found.names == ["d/a.yaml"])
            #expect(
                found.problems == [
                    "the link leads nowhere", "the directory holds no manifests", "no such file or directory",
                ])
        }
    }

    @Test("Many files give their documents in order")
    func order() throws {
        let files = Dictionary(
            uniqueKeysWithValues: (100..<300).map { ("f\($0).yaml", "n: \($0)\n---\nbad: [\n---\nn: x\(($0))\n") })
        try withDirectory(files) { root in
            var diagnostics = Diagnostics()
            let documents = ManifestReader().read(paths: [root], into: &diagnostics)
            #expect(documents.map(\.root.outline) == (100..<300).flatMap { ["{n: \($0)}", "{n: x\($0)}"] })
            #expect(diagnostics.all.count == 200)
        }
    }

    @Test("A file above the limit on size is refused")
    func size() throws {
        try withDirectory(["a.yaml": "a: 12345\n"]) { root in
            var diagnostics = Diagnostics()
            let limits = ReadLimits(bytes: 8, depth: 10, aliasedNodes: 10)
            #expect(ManifestReader(limits: limits).read(paths: [root], into: &diagnostics).isEmpty)
            #expect(diagnostics.all.map(\.id) == ["file-size"])
        }
    }
}
