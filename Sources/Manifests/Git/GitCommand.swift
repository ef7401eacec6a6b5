#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif
#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Runs `git`, which knows every way in which a repository may keep its objects.
struct GitCommand {
    /// Where it runs: a directory inside the repository.
    let directory: String

    enum Failure: Error {
        /// There is no `git` to be run.
        case missing(String)
        /// It ended with another status than 0; what it wrote to standard error.
        case failed(String)
        case tooLong
    }

    /// Everything it writes to standard output.
    ///
    /// - Parameters:
    ///   - arguments: handed over as they are: no shell reads them.
    ///   - input: what it finds on standard input.
    func output(_ arguments: [String], input: [UInt8] = [], limit: Int) throws(Failure) -> [UInt8] {
        // Files, so that neither side ever waits for the other.
        let descriptors = (try Self.scratchFile(input), try Self.scratchFile([]), try Self.scratchFile([]))
        defer { for descriptor in [descriptors.0, descriptors.1, descriptors.2] { _ = close(descriptor) } }
        let child = try spawn(["git", "-C", directory] + arguments, descriptors)
        let status = Self.wait(for: child)
        guard status == 0 else {
            let message = try Self.contents(of: descriptors.2, limit: 1 << 16)
            throw .failed(String(decoding: message, as: UTF8.self))
        }
        return try Self.contents(of: descriptors.1, limit: limit)
    }

    private func spawn(_ arguments: [String], _ descriptors: (Int32, Int32, Int32)) throws(Failure) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = unsafe posix_spawn_file_actions_t()
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptors.0, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptors.1, 1)
        unsafe posix_spawn_file_actions_adddup2(&actions, descriptors.2, 2)
        var environment = ProcessInfo.processInfo.environment
        environment["LC_ALL"] = "C"
        environment["GIT_OPTIONAL_LOCKS"] = "0"
        environment["GIT_TERMINAL_PROMPT"] = "0"
        let words = unsafe arguments.map { unsafe strdup($0) } + [nil]
        let assignments = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let variables = unsafe assignments.map { unsafe strdup($0) } + [nil]
        let copies = unsafe words + variables
        defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
        var child: pid_t = 0
        let code = unsafe posix_spawnp(&child, "git", &actions, nil, words, variables)
        guard code == 0 else {
            throw .missing(unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)")
        }
        return child
    }

    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while unsafe waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        return status
    }

    /// An unnamed file that holds some bytes, to be read from its beginning.
    private static func scratchFile(_ bytes: [UInt8]) throws(Failure) -> Int32 {
        var template = Array((FileManager.default.temporaryDirectory.path + "/netproof-XXXXXX").utf8CString)
        // The template is not empty.
        let descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
        guard descriptor >= 0 else { throw .missing("no temporary file can be made") }
        _ = unsafe template.withUnsafeBufferPointer { unsafe unlink($0.baseAddress!) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                _ = close(descriptor)
                throw .missing("no temporary file can be written")
            }
            rest = rest.dropFirst(count)
        }
        _ = lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }

    private static func contents(of descriptor: Int32, limit: Int) throws(Failure) -> [UInt8] {
        _ = lseek(descriptor, 0, SEEK_SET)
        do throws(FileBytes.Failure) {
            return try FileBytes.read(descriptor: descriptor, limit: limit)
        } catch {
            switch error {
            case .tooLong: throw .tooLong
            case .unreadable(let reason): throw .failed(reason)
            }
        }
    }
}
