import Diagnostics
import Manifests

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where a revision is read from.
enum RevisionSource {
    /// A file, a directory or standard input.
    case path(String)
    /// A revision of git. A path that it does not have is taken for an empty one where that is told.
    case git(GitRevision, mayBeMissing: Bool)

    /// - Parameter directory: where git looks for the repository.
    init(_ words: String, in directory: String) {
        self = GitRevision(words, in: directory).map { .git($0, mayBeMissing: false) } ?? .path(words)
    }

    /// As the user may write it.
    var name: String {
        switch self {
        case .path(let path): path
        case .git(let revision, _): revision.name
        }
    }

    /// The same path where the history of this revision parted from a branch.
    func mergeBase(with branch: String, into diagnostics: inout Diagnostics) -> RevisionSource? {
        switch self {
        case .git(let revision, _):
            return Self.merged(revision, branch, path: revision.path, &diagnostics)
        case .path(let path):
            guard path != ManifestFile.standardInputPath else {
                diagnostics.report(
                    Diagnostic(
                        "git", at: nil, "standard input has no history", expected: "expected a file or a directory"))
                return nil
            }
            let (directory, file) = Self.parts(of: path)
            guard let prefix = GitRevision.prefix(of: directory, into: &diagnostics) else { return nil }
            let inRepository = prefix + file
            return Self.merged(
                GitRevision(revision: "HEAD", directory: directory), branch,
                path: inRepository.isEmpty ? nil : inRepository, &diagnostics)
        }
    }

    private static func merged(
        _ revision: GitRevision, _ branch: String, path: String?, _ diagnostics: inout Diagnostics
    ) -> RevisionSource? {
        guard let commit = revision.mergeBase(with: branch, into: &diagnostics) else { return nil }
        let base = GitRevision(revision: commit, path: path, directory: revision.directory)
        return .git(base, mayBeMissing: true)
    }

    /// The directory of a path, and the file in it if it is one.
    private static func parts(of path: String) -> (directory: String, file: String) {
        var isDirectory = false
        #if canImport(FoundationEssentials)
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
        #else
            var flag: ObjCBool = false
            let exists = FileManager.default.fileExists(atPath: path, isDirectory: &flag)
            isDirectory = flag.boolValue
        #endif
        if isDirectory || !exists { return (path, "") }
        guard let slash = path.lastIndex(of: "/") else { return (".", path) }
        let directory = String(path[..<slash])
        return (directory.isEmpty ? "/" : directory, String(path[path.index(after: slash)...]))
    }
}
