#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the process was started with.
enum Environment {
    /// The value of a variable; nil also where it is empty.
    static func value(of name: String) -> String? {
        let value = unsafe getenv(name).map { unsafe String(cString: $0) } ?? ""
        return value.isEmpty ? nil : value
    }

    /// An absolute path; the root where the directory is gone.
    static var workingDirectory: String {
        guard let path = unsafe getcwd(nil, 0) else { return "/" }
        defer { unsafe free(path) }
        return unsafe String(cString: path)
    }
}
