import Analyses
import Diagnostics
import Foundation
import Reports
import TestSupport
import Testing

@Suite("Revisions of git")
struct GitTests {
    private static let closed = Compared.policy("{podSelector: {}, ingress: []}")
    private static let opened = Compared.policy("{podSelector: {}, ingress: [{ports: [{port: 80}]}]}")

    /// A repository with a branch `main` that is closed, and on the branch `change` a commit that opens.
    private func repository() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.git("init", "-q", "-b", "main")
        try folder.write("deploy/odd name `$(x)`; --.yaml", Compared.namespaces + Self.closed)
        try folder.write("deploy/.hidden.yaml", "not: a manifest\n")
        try folder.write("readme.md", "nothing to read\n")
        try folder.git("add", "-A")
        try folder.git("commit", "-q", "-m", "closed")
        try folder.git("checkout", "-q", "-b", "change")
        try folder.write("deploy/odd name `$(x)`; --.yaml", Compared.namespaces + Self.opened)
        try folder.git("commit", "-q", "-a", "-m", "opened")
        return folder
    }

    /// Tests run side by side in one working directory, so that a tree of git is told by where it lies.
    private func report(_ folder: TemporaryFolder, _ base: String?, _ head: String, mergeBase: String? = nil) throws
        -> DiffReport
    {
        try Compared.report(DiffRequest(base: base, head: head, mergeBase: mergeBase, directory: folder.url.path()))
    }

    @Test("two revisions of a path are compared, whatever files are called")
    func revisions() throws {
        let folder = try repository()
        let report = try report(folder, "git:main:deploy", "git:change:deploy")
        #expect(report.relation == .opened)
        #expect(report.classes[0].witness.head.ingress.rule?.location.file == "change:deploy/odd name `$(x)`; --.yaml")
        #expect(try self.report(folder, "git:HEAD~1", "git:main").relation == .equivalent)
    }

    @Test("a working tree is compared with where its branch parted from another")
    func mergeBase() throws {
        let folder = try repository()
        try folder.git("checkout", "-q", "main")
        try folder.write("deploy/odd name `$(x)`; --.yaml", Compared.namespaces)
        try folder.git("commit", "-q", "-a", "-m", "wide open, later")
        try folder.git("checkout", "-q", "change")
        #expect(try report(folder, nil, folder.path("deploy"), mergeBase: "main").relation == .opened)
        #expect(try report(folder, nil, "git:change:deploy", mergeBase: "main").relation == .opened)
        #expect(try report(folder, "git:main:deploy", "git:change:deploy").relation == .tightened)
    }

    @Test("a directory that the merge base does not have is compared with nothing, and that is said")
    func newDirectory() throws {
        let folder = try repository()
        try folder.write("more/policy.yaml", Self.closed)
        let report = try report(folder, nil, folder.path("more"), mergeBase: "main")
        #expect(report.relation == .tightened)
        #expect(report.diagnostics.contains { $0.message.contains("has no `more`") })
    }

    @Test(
        "what is no revision, or no path of one, is an error and never an option of git",
        arguments: [
            "git:nosuch", "git:--help", "git:", "git:main:nosuch", "git:--output=x:deploy", "git:main:../deploy",
        ])
    func refused(_ words: String) throws {
        let folder = try repository()
        #expect(throws: Compared.Refused.self) { try report(folder, words, "git:change:deploy") }
    }
}
