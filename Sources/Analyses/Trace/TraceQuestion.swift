import Diagnostics
import Manifests
import Reports

/// Which connections are asked about.
public enum TraceQuestion: Hashable, Sendable {
    /// One, by the names of its ends and its target such as `3306/tcp`.
    case flow(from: String, to: String, target: String)
    /// Those of a file: see `FlowFile`. `-` is standard input.
    case file(String)

    /// Where the connections stand; nil for one that is named.
    var place: SourceLocation? {
        if case .file(let path) = self { SourceLocation(file: path) } else { nil }
    }

    /// The connections, with every problem reported.
    func flows(into diagnostics: inout Diagnostics) -> [Flow] {
        switch self {
        case .flow(let from, let to, let target):
            return [Flow(from: from, to: to, target: target, into: &diagnostics)].compactMap(\.self)
        case .file(let path):
            let files = ManifestFiles.collect([path], into: &diagnostics)
            guard let file = files.first, files.count == 1, file.name == path || path == "-" else {
                if !diagnostics.hasErrors {
                    diagnostics.report(
                        Diagnostic(
                            "file", at: SourceLocation(file: path), "is a directory", expected: "expected a file"))
                }
                return []
            }
            return file.bytes(into: &diagnostics).map { FlowFile.read($0, file: file.name, into: &diagnostics) } ?? []
        }
    }
}
