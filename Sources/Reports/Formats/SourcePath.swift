/// A file of the input, named for readers who know the working directory as the root of a repository.
struct SourcePath: Hashable, Sendable {
    /// Relative, with forward slashes and without `.` or needless `..`; absolute where the file is somewhere else.
    let text: String

    /// - Parameter file: As the user named it; `<stdin>` and `<live …>` stay what they are.
    init(_ file: String, from workingDirectory: String) {
        guard !Self.isNoFile(file) else {
            text = file
            return
        }
        let base = Self.resolved(Self.components(of: workingDirectory))
        let isAbsolute = file.hasPrefix("/")
        let whole = Self.resolved((isAbsolute ? [] : base) + Self.components(of: file))
        if whole.starts(with: base), whole.count > base.count {
            text = whole.dropFirst(base.count).joined(separator: "/")
        } else {
            text = isAbsolute ? "/" + whole.joined(separator: "/") : Self.climbing(to: whole, from: base)
        }
    }

    /// Whether there is a file at all.
    var isFile: Bool { !Self.isNoFile(text) }

    /// Standard input, and what was read from a running cluster, have names such as `<stdin>`.
    private static func isNoFile(_ name: String) -> Bool { name == "<stdin>" || name.hasPrefix("<live ") }

    private static func components(of path: String) -> [String] {
        path.split(separator: "/").map(String.init).filter { $0 != "." }
    }

    /// The components without `..`, which the root does not have.
    private static func resolved(_ components: [String]) -> [String] {
        components.reduce(into: []) { path, component in
            if component == ".." { _ = path.popLast() } else { path.append(component) }
        }
    }

    private static func climbing(to path: [String], from base: [String]) -> String {
        let shared = zip(path, base).prefix { $0 == $1 }.count
        let steps = Array(repeating: "..", count: base.count - shared) + path.dropFirst(shared)
        return steps.isEmpty ? "." : steps.joined(separator: "/")
    }
}

extension ReportOptions {
    func path(_ file: String) -> SourcePath { SourcePath(file, from: workingDirectory) }
}
