public import Diagnostics

extension GitRevision {
    /// More than any repository of manifests has.
    private static let listingLimit = 1 << 28

    /// The manifests of the revision: of a tree its `*.yaml`, `*.yml` and `*.json` in all depths, of a path to a file that
    /// file. What begins with a full stop is left out. Nil after an error has been reported.
    ///
    /// - Parameters:
    ///   - mayBeMissing: a path that the revision does not have gives no files, with a warning.
    ///   - withRules: whether `*.dl` count as well.
    public func files(
        limits: ReadLimits = .standard, mayBeMissing: Bool = false, withRules: Bool = false,
        into diagnostics: inout Diagnostics
    ) -> FileSet? {
        do throws(GitCommand.Failure) {
            guard let object = try object(mayBeMissing, &diagnostics) else { return mayBeMissing ? FileSet() : nil }
            let entries = try entries(of: object, ManifestFiles.endings(withRules: withRules), &diagnostics)
            if entries.isEmpty {
                diagnostics.report(
                    Diagnostic(
                        "git", severity: mayBeMissing ? .warning : .error, at: nil,
                        "\(name.inBackticks) holds no manifests",
                        expected: "expected `*.yaml`, `*.yml` or `*.json`"))
            }
            return FileSet(files: try contents(of: entries, limits))
        } catch {
            diagnostics.report(error.diagnostic(of: name))
            return nil
        }
    }

    /// The commit where two histories parted; nil after an error has been reported.
    public func mergeBase(with other: String, into diagnostics: inout Diagnostics) -> String? {
        do throws(GitCommand.Failure) {
            let git = GitCommand(directory: directory)
            var commits: [String] = []
            for revision in [other, revision] {
                commits.append(try Self.line(git.output(Self.parsing(revision + "^{commit}"), limit: 1 << 16)))
            }
            return try Self.line(git.output(["merge-base"] + commits, limit: 1 << 16))
        } catch {
            diagnostics.report(error.diagnostic(of: "\(other)...\(revision)"))
            return nil
        }
    }

    /// The path of a directory on disk from the root of its repository, ended by a slash; empty for the root.
    public static func prefix(of directory: String, into diagnostics: inout Diagnostics) -> String? {
        do throws(GitCommand.Failure) {
            return line(try GitCommand(directory: directory).output(["rev-parse", "--show-prefix"], limit: 1 << 16))
        } catch {
            diagnostics.report(error.diagnostic(of: directory))
            return nil
        }
    }

    // MARK: Objects

    private struct Entry {
        /// From the directory of the tree.
        var path: String
        var object: String
    }

    private static func parsing(_ words: String) -> [String] {
        ["rev-parse", "--verify", "--quiet", "--end-of-options", words]
    }

    private static func line(_ output: [UInt8]) -> String {
        String(decoding: output.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    /// The tree or file that is named; nil where the path is not there, which is reported.
    private func object(_ mayBeMissing: Bool, _ diagnostics: inout Diagnostics) throws(GitCommand.Failure) -> String? {
        let git = GitCommand(directory: directory)
        let commit: String
        do {
            commit = Self.line(try git.output(Self.parsing(revision + "^{commit}"), limit: 1 << 16))
        } catch .failed(let words) {
            // Quiet about a revision that is not there, and not about what keeps it from looking.
            throw .failed(words.isEmpty ? "there is no revision \(revision.inBackticks)" : words)
        }
        let shortPath = path.map { $0.hasSuffix("/") && $0.count > 1 ? String($0.dropLast()) : $0 } ?? ""
        do {
            return Self.line(try git.output(Self.parsing(commit + ":" + shortPath), limit: 1 << 16))
        } catch .failed(let words) {
            guard words.isEmpty else { throw .failed(words) }
            diagnostics.report(
                Diagnostic(
                    "git", severity: mayBeMissing ? .warning : .error, at: nil,
                    "the revision \(revision.inBackticks) has no \(shortPath.inBackticks)",
                    expected: mayBeMissing ? nil : "expected a path from the root of the repository",
                    suggestion: mayBeMissing ? "it is compared with nothing at all" : nil))
            return nil
        }
    }

    private func entries(
        of object: String, _ endings: [String], _ diagnostics: inout Diagnostics
    ) throws(GitCommand.Failure) -> [Entry] {
        let git = GitCommand(directory: directory)
        let type = Self.line(try git.output(["cat-file", "-t", object], limit: 1 << 16))
        if type == "blob" { return [Entry(path: "", object: object)] }
        // Without --full-tree the listing would be cut to the directory of the run.
        let listing = try git.output(["ls-tree", "-r", "-z", "--full-tree", object], limit: Self.listingLimit)
        return listing.split(separator: 0).compactMap {
            entry(String(decoding: $0, as: UTF8.self), endings, &diagnostics)
        }
    }

    /// One line of `ls-tree`: mode, type, object, a tab and the path.
    private func entry(_ line: String, _ endings: [String], _ diagnostics: inout Diagnostics) -> Entry? {
        let halves = line.split(separator: "\t", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        let (fields, path) = (halves[0].split(separator: " "), String(halves[1]))
        let isManifest = endings.contains { path.hasSuffix("." + $0) }
        let isHidden = path.split(separator: "/").contains { $0.hasPrefix(".") }
        guard fields.count == 3, !isHidden else { return nil }
        switch (fields[0], fields[1]) {
        case ("120000", _):
            if isManifest { leftOut(path, "a symbolic link, which is not followed in git", &diagnostics) }
            return nil
        case (_, "blob"): return isManifest ? Entry(path: path, object: String(fields[2])) : nil
        case (_, "commit"):
            leftOut(path, "a submodule, whose files are in another repository", &diagnostics)
            return nil
        default: return nil
        }
    }

    private func leftOut(_ path: String, _ why: String, _ diagnostics: inout Diagnostics) {
        diagnostics.report(
            Diagnostic("git", severity: .warning, at: SourceLocation(file: fileName(path)), "left out: \(why)"))
    }

    /// As git itself writes it: `REV:path`.
    private func fileName(_ path: String) -> String {
        let parts = [self.path, path].compactMap(\.self).filter { !$0.isEmpty }
        let whole = parts.reduce("") { $0.isEmpty || $0.hasSuffix("/") ? $0 + $1 : $0 + "/" + $1 }
        return revision + ":" + whole
    }

    // MARK: Contents

    /// What `cat-file --batch` says of each: a line with object, type and size, the bytes, and a line feed.
    private func contents(of entries: [Entry], _ limits: ReadLimits) throws(GitCommand.Failure) -> [FileSet.File] {
        guard !entries.isEmpty else { return [] }
        let input = entries.flatMap { Array(($0.object + "\n").utf8) }
        let output = try GitCommand(directory: directory)
            .output(["cat-file", "--batch"], input: input, limit: limits.bytes)
        var rest = output[...]
        var files: [FileSet.File] = []
        for entry in entries {
            let header = rest.prefix { $0 != UInt8(ascii: "\n") }
            let fields = String(decoding: header, as: UTF8.self).split(separator: " ")
            rest = rest.dropFirst(header.count + 1)
            guard fields.count == 3, let size = Int(fields[2]), size < rest.count else {
                throw .failed("\(fileName(entry.path).inBackticks) cannot be read")
            }
            files.append(FileSet.File(name: fileName(entry.path), bytes: Array(rest.prefix(size))))
            rest = rest.dropFirst(size + 1)
        }
        return files
    }
}

extension GitCommand.Failure {
    fileprivate func diagnostic(of name: String) -> Diagnostic {
        switch self {
        case .missing(let reason): Diagnostic("git", at: nil, "git cannot be run: \(reason)")
        case .failed(let words):
            Diagnostic("git", at: nil, "git cannot read \(name.inBackticks): \(Self.sentence(words))")
        case .tooLong: Diagnostic("git", at: nil, "\(name.inBackticks) holds too many bytes")
        }
    }

    /// The first line, without what git puts before it.
    private static func sentence(_ words: String) -> String {
        let line = words.split(separator: "\n").first.map(String.init) ?? "it gives no reason"
        return line.hasPrefix("fatal: ") ? String(line.dropFirst("fatal: ".count)) : line
    }
}
