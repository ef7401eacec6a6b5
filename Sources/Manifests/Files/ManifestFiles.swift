public import Diagnostics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Finds the files behind the paths that the user names.
public struct ManifestFiles {
    /// The id of the error that a directory holds no manifests.
    public static let emptyDirectory = "empty-directory"

    private static let endings = ["yaml", "yml", "json"]
    static let rulesEnding = "dl"

    /// What the names of files end in that directories are read for.
    static func endings(withRules: Bool) -> [String] { endings + (withRules ? [rulesEnding] : []) }

    private let endings: [String]

    private var files: [ManifestFile] = []
    private var diagnostics = Diagnostics()
    /// Real paths, so that a file is read once and a circle of links ends.
    private var visited: Set<String> = []
    /// Manifests met in directories, those met before included.
    private var foundCount = 0

    /// The files of all paths in order, each once.
    ///
    /// A directory stands for its `*.yaml`, `*.yml` and `*.json` in all depths, sorted by name; what begins with a
    /// full stop is left out. A file that is named itself may have any ending; `-` is standard input. Paths that do
    /// not exist or cannot be read, and directories without manifests, are errors.
    ///
    /// - Parameter withRules: whether the `*.dl` of directories count as well.
    public static func collect(
        _ paths: [String], withRules: Bool = false, into diagnostics: inout Diagnostics
    ) -> [ManifestFile] {
        var collection = ManifestFiles(endings: endings(withRules: withRules))
        for path in paths { collection.add(path) }
        diagnostics.append(contentsOf: collection.diagnostics)
        return collection.files
    }

    private init(endings: [String]) { self.endings = endings }

    private mutating func add(_ path: String) {
        if path == ManifestFile.standardInputPath {
            add(.standardInput)
        } else if !FileManager.default.fileExists(atPath: path) {
            let isLink = (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
            report(
                path, isLink ? "the link leads nowhere" : "no such file or directory", suggestion: nearest(to: path))
        } else if Self.isDirectory(path) {
            addNamedDirectory(path)
        } else {
            add(ManifestFile(name: path, path: path))
        }
    }

    private mutating func addNamedDirectory(_ path: String) {
        let isNew = !visited.contains(Self.realPath(path))
        let (foundBefore, problemsBefore) = (foundCount, diagnostics.all.count)
        addDirectory(path)
        if isNew, foundCount == foundBefore, diagnostics.all.count == problemsBefore {
            report(
                path, "the directory holds no manifests", expected: "expected `*.yaml`, `*.yml` or `*.json`",
                id: Self.emptyDirectory)
        }
    }

    private mutating func add(_ file: ManifestFile) {
        if visited.insert(file.path.map(Self.realPath) ?? ManifestFile.standardInputPath).inserted {
            files.append(file)
        }
    }

    private mutating func addDirectory(_ path: String) {
        guard visited.insert(Self.realPath(path)).inserted else { return }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            report(path, "the directory cannot be read")
            return
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let child = Self.join(path, name)
            if Self.isDirectory(child) {
                addDirectory(child)
            } else if endings.contains(where: { name.hasSuffix("." + $0) }) {
                addFound(child)
            }
        }
    }

    /// A file that was not named itself: pipes and devices, which could block for ever, are not read.
    private mutating func addFound(_ path: String) {
        guard FileManager.default.fileExists(atPath: path) else {
            report(path, "the link leads nowhere")
            return
        }
        let attributes = try? FileManager.default.attributesOfItem(atPath: Self.realPath(path))
        guard attributes?[.type] as? FileAttributeType == .typeRegular else {
            report(path, "not a regular file")
            return
        }
        foundCount += 1
        add(ManifestFile(name: path, path: path))
    }

    private mutating func report(
        _ path: String, _ message: String, expected: String? = nil, suggestion: String? = nil, id: String = "file"
    ) {
        diagnostics.report(
            Diagnostic(
                id, at: SourceLocation(file: path), message, expected: expected, suggestion: suggestion))
    }

    private func nearest(to path: String) -> String? {
        let url = URL(fileURLWithPath: path)
        let directory = url.deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        return SpellingSuggestion.sentence(for: url.lastPathComponent, among: names.sorted())
    }

    private static func join(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : directory + "/" + name
    }

    private static func isDirectory(_ path: String) -> Bool {
        #if canImport(FoundationEssentials)
            var flag = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &flag) && flag
        #else
            var flag: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &flag) && flag.boolValue
        #endif
    }

    private static func realPath(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
