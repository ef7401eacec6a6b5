public import Diagnostics

/// A file to be read, or standard input.
public struct ManifestFile: Hashable, Sendable {
    /// As messages name it: the path as the user gave it, or `<stdin>`.
    public let name: String
    /// Nil for standard input.
    let path: String?

    /// What stands for standard input among paths.
    public static let standardInputPath = "-"

    /// Whether it holds rules, as its ending `.dl` says, and no manifests.
    public var isRules: Bool { path?.hasSuffix("." + ManifestFiles.rulesEnding) ?? false }

    static let standardInput = ManifestFile(name: "<stdin>", path: nil)

    /// What the file holds; nil after an error has been reported.
    public func bytes(limits: ReadLimits = .standard, into diagnostics: inout Diagnostics) -> [UInt8]? {
        do throws(FileBytes.Failure) {
            return try FileBytes.read(path, limit: limits.bytes)
        } catch {
            switch error {
            case .tooLong: diagnostics.report(.tooLong(file: name, limit: limits.bytes))
            case .unreadable(let reason):
                diagnostics.report(Diagnostic("file", at: SourceLocation(file: name), reason))
            }
            return nil
        }
    }
}

extension Diagnostic {
    static func tooLong(file: String, limit: Int) -> Diagnostic {
        Diagnostic(
            "file-size", at: SourceLocation(file: file), "the file is too long",
            expected: "expected no more than \(limit) bytes")
    }
}
