#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What keeps a report from being written.
struct OutputFailure: Error {
    /// In words.
    var reason: String
}

/// Writes to a file descriptor, whole texts, without buffering of its own.
///
/// A reader that goes away, as `head` does, is no error: by default the signal ends the process at once, and where the
/// caller has blocked the signal the rest of the text is dropped.
struct Output {
    static let standardOutput: Int32 = 1
    static let standardError: Int32 = 2

    var descriptor: Int32

    /// Writes all of the text.
    func write(_ text: String) throws(OutputFailure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe systemWrite(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                return
            } else if errno != EINTR {
                throw OutputFailure(reason: "the report cannot be written: \(Self.reason)")
            }
        }
    }

    /// Writes a file, or replaces what it holds.
    static func replaceFile(at path: String, with text: String) throws(OutputFailure) {
        try replaceFile(at: path) { (file) throws(OutputFailure) in try file.write(text) }
    }

    /// Writes a file piece by piece, or replaces what it holds.
    static func replaceFile(
        at path: String, writing body: (Output) throws(OutputFailure) -> Void
    ) throws(OutputFailure) {
        try openFile(at: path, O_TRUNC, writing: body)
    }

    /// Writes at the end of a file, or a new one.
    static func appendFile(at path: String, _ text: String) throws(OutputFailure) {
        try openFile(at: path, O_APPEND) { (file) throws(OutputFailure) in try file.write(text) }
    }

    private static func openFile(
        at path: String, _ mode: Int32, writing body: (Output) throws(OutputFailure) -> Void
    ) throws(OutputFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC | mode, 0o666)
        guard descriptor >= 0 else { throw OutputFailure(reason: "`\(path)` cannot be written: \(reason)") }
        defer { _ = close(descriptor) }
        try body(Output(descriptor: descriptor))
    }

    /// Whether something has the name, be it a broken link.
    static func exists(_ path: String) -> Bool { unsafe faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 }

    /// Makes a folder where there is none; its parent must exist.
    static func makeFolder(at path: String) throws(OutputFailure) {
        guard unsafe mkdir(path, 0o777) != 0, errno != EEXIST else { return }
        throw OutputFailure(reason: "the folder `\(path)` cannot be made: \(reason)")
    }

    /// Why the last call failed.
    private static var reason: String {
        unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
    }
}

/// `write` under a name that does not collide with the method's.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
