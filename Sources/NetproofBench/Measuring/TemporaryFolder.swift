#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// A folder that is gone when the benchmark ends.
struct TemporaryFolder: ~Copyable {
    let path: String
    private let isKept: Bool

    /// A folder that is there already, and stays.
    init(keeping path: String) {
        self.path = path
        isKept = true
    }

    init() throws(BenchFailure) {
        let pattern = (environment("TMPDIR") ?? "/tmp") + "/netproof-bench-XXXXXX"
        var name = pattern.utf8CString
        let isMade = unsafe name.withUnsafeMutableBufferPointer { unsafe mkdtemp($0.baseAddress!) != nil }
        guard isMade else { throw BenchFailure(systemCallFor: "cannot make \(pattern)") }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        isKept = false
    }

    /// Makes a folder in this one, and gives its path.
    borrowing func folder(_ name: String) throws(BenchFailure) -> String {
        let folder = "\(path)/\(name)"
        guard unsafe mkdir(folder, 0o777) == 0 else { throw BenchFailure(systemCallFor: "cannot make \(folder)") }
        return folder
    }

    deinit {
        guard !isKept else { return }
        _ = try? ProcessRun.run("rm", ["-rf", path], output: "/dev/null")
    }
}
