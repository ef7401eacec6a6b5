public import Diagnostics

/// A tree or a file in the history of a git repository, named as `git:REV` or `git:REV:PATH`.
public struct GitRevision: Hashable, Sendable {
    /// Anything that git takes for a commit: a branch, a tag, an abbreviated number.
    public var revision: String
    /// From the root of the repository, or from the directory of the run if it begins with `./`; nil for the whole tree.
    public var path: String?
    /// A directory inside the repository.
    public var directory: String

    static let prefix = "git:"

    public init(revision: String, path: String? = nil, directory: String = ".") {
        self.revision = revision
        self.path = path
        self.directory = directory
    }

    /// Reads the words of a user; nil where they do not begin with `git:`.
    public init?(_ words: String, in directory: String = ".") {
        guard words.hasPrefix(Self.prefix) else { return nil }
        let rest = words.dropFirst(Self.prefix.count)
        let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let path = parts.count == 2 ? String(parts[1]) : ""
        self.init(revision: String(parts[0]), path: path.isEmpty ? nil : path, directory: directory)
    }

    /// As the user may write it.
    public var name: String { Self.prefix + revision + (path.map { ":" + $0 } ?? "") }
}

/// Files with their contents: those of a directory on disk, or of a tree of git.
public struct FileSet: Sendable {
    public struct File: Sendable {
        /// As messages name it.
        public var name: String
        public var bytes: [UInt8]

        /// Whether it holds rules, as its ending `.dl` says, and no manifests.
        public var isRules: Bool { name.hasSuffix("." + ManifestFiles.rulesEnding) }
    }

    public var files: [File]

    public init(files: [File] = []) {
        self.files = files
    }
}

extension ManifestReader {
    /// The documents of files that are at hand.
    public func read(_ set: FileSet, into diagnostics: inout Diagnostics) -> [Document] {
        let results = concurrentMap(set.files) { file in
            var problems = Diagnostics()
            let documents = read(text: file.bytes, file: file.name, into: &problems)
            return (documents, problems)
        }
        var documents: [Document] = []
        for (found, problems) in results {
            documents += found
            diagnostics.append(contentsOf: problems)
        }
        return documents
    }
}
