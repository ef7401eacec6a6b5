#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What keeps a benchmark from being run: never a slow result.
struct BenchFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) { self.description = description }

    /// What was tried, and why the system call just made refused it.
    init(systemCallFor attempt: String) {
        description = "\(attempt): \(unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)")"
    }
}

/// A variable of the environment.
func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// The text of a small file; nil where it cannot be read.
func text(ofFile path: String) -> String? {
    guard let file = unsafe fopen(path, "r") else { return nil }
    defer { unsafe fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&block, 1, block.count, file)
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes += block[..<count]
    }
}

/// A file that is written piece by piece, or replaced.
struct TextFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    init(replacing path: String) throws(BenchFailure) {
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw BenchFailure(systemCallFor: "cannot write \(path)") }
        self.descriptor = descriptor
        self.path = path
    }

    borrowing func write(_ text: String) throws(BenchFailure) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe writeBytes(descriptor, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EINTR else { throw BenchFailure(systemCallFor: "cannot write \(path)") }
            rest = rest.dropFirst(max(0, count))
        }
    }

    deinit { close(descriptor) }
}

/// `write` under a name that does not collide with the method's.
private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
