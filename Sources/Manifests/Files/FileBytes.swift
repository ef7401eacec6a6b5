#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reading of files, pipes and standard input alike, with the reason where it fails.
///
/// The one place of this target that calls C: the libraries at hand read no pipes, or map unreadable bytes silently.
enum FileBytes {
    enum Failure: Error {
        /// In words, such as "permission denied".
        case unreadable(String)
        case tooLong
    }

    private static let blockSize = 1 << 20

    /// All bytes, if there are no more than `limit`; a nil path is standard input.
    static func read(_ path: String?, limit: Int) throws(Failure) -> [UInt8] {
        guard let path else { return try read(descriptor: STDIN_FILENO, limit: limit) }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(reason(errno)) }
        defer { _ = close(descriptor) }
        return try read(descriptor: descriptor, limit: limit)
    }

    static func read(descriptor: Int32, limit: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: blockSize)
        while true {
            let count = unsafe block.withUnsafeMutableBytes { buffer in
                #if canImport(Darwin)
                    unsafe Darwin.read(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    unsafe Musl.read(descriptor, buffer.baseAddress, buffer.count)
                #else
                    unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(reason(errno))
            }
            bytes += block[..<count]
            guard bytes.count <= limit else { throw .tooLong }
        }
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "permission denied"
        case ENOENT: "no such file or directory"
        case EISDIR: "is a directory"
        case ELOOP: "too many links"
        case EMFILE, ENFILE: "too many open files"
        default: "the file cannot be read (error \(code))"
        }
    }
}
