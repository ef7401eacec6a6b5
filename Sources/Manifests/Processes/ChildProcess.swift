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

/// Another program that is run to its end, without a shell.
public struct ChildProcess: Sendable {
    /// A name to be looked for on the path, or a path.
    public var program: String
    /// Variables that differ from those of this process.
    public var environment: [String: String]

    public init(_ program: String, environment: [String: String] = [:]) {
        self.program = program
        self.environment = environment
    }

    public enum Input: Hashable, Sendable {
        case bytes([UInt8])
        /// What this process reads itself, so that the program may ask its user.
        case inherited
    }

    /// How it ended, and what it wrote.
    public struct Ending: Hashable, Sendable {
        /// The exit status; nil where a signal ended it.
        public var status: Int32?
        public var output: [UInt8]
        /// What it wrote to standard error.
        public var errors: String
        /// Whether it was ended because it took too long.
        public var isLate: Bool
    }

    public enum Failure: Error, Hashable, Sendable {
        /// There is no such program to be run; why.
        case notStarted(String)
        /// It wrote more than was asked for.
        case tooLong
        /// What it wrote cannot be read; why.
        case unreadable(String)
    }

    private static let mostErrors = 1 << 16

    /// Runs the program to its end.
    ///
    /// - Parameters:
    ///   - limit: the most bytes of output.
    ///   - deadline: the longest that it may take; nil for as long as it likes.
    public func run(
        _ arguments: [String], input: Input = .bytes([]), limit: Int, deadline: Duration? = nil
    ) throws(Failure) -> Ending {
        // Files, so that neither side ever waits for the other.
        var files: [Int32] = []
        defer { for file in files { _ = close(file) } }
        for bytes in [input.bytes, [], []] { files.append(try Self.scratchFile(bytes)) }
        var redirections: [(file: Int32, descriptor: Int32)] = [(files[1], 1), (files[2], 2)]
        if input != .inherited { redirections.append((files[0], 0)) }
        let child = try spawn(arguments, redirections)
        let (status, isLate) = Self.wait(for: child, deadline)
        return Ending(
            status: status, output: try Self.contents(of: files[1], limit: limit),
            errors: String(decoding: try Self.beginning(of: files[2], Self.mostErrors), as: UTF8.self), isLate: isLate)
    }

    private func spawn(
        _ arguments: [String], _ redirections: [(file: Int32, descriptor: Int32)]
    ) throws(Failure) -> pid_t {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
        #else
            var actions = unsafe posix_spawn_file_actions_t()
        #endif
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        for (file, descriptor) in redirections {
            unsafe posix_spawn_file_actions_adddup2(&actions, file, descriptor)
        }
        let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        let assignments =
            unsafe variables.sorted { $0.key < $1.key }.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
        let strings = unsafe words + assignments
        defer { for index in unsafe strings.indices { unsafe free(strings[index]) } }
        var child: pid_t = 0
        let code = unsafe posix_spawnp(&child, program, &actions, nil, words, assignments)
        guard code == 0 else {
            throw .notStarted(unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)")
        }
        return child
    }

    /// The exit status, and whether the child had to be ended.
    private static func wait(for child: pid_t, _ deadline: Duration?) -> (status: Int32?, isLate: Bool) {
        var status: Int32 = 0
        guard let deadline else {
            while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
            return (exitStatus(status), false)
        }
        let end = ContinuousClock.now + deadline
        var pause: useconds_t = 1_000
        while true {
            let answer = unsafe waitpid(child, &status, WNOHANG)
            if answer == child { return (exitStatus(status), false) }
            if answer < 0, errno != EINTR { return (nil, false) }
            if ContinuousClock.now >= end { break }
            usleep(pause)
            pause = min(pause * 2, 50_000)
        }
        kill(child, SIGKILL)
        while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
        return (nil, true)
    }

    /// The macros of C are not there in Swift: the low seven bits are the signal, the next byte is the exit status.
    private static func exitStatus(_ status: Int32) -> Int32? { status & 0x7F == 0 ? (status >> 8) & 0xFF : nil }

    /// An unnamed file that holds some bytes, to be read from its beginning.
    private static func scratchFile(_ bytes: [UInt8]) throws(Failure) -> Int32 {
        var template = Array((FileManager.default.temporaryDirectory.path + "/netproof-XXXXXX").utf8CString)
        // The template is not empty, and so has an address.
        let descriptor = unsafe template.withUnsafeMutableBufferPointer { unsafe mkstemp($0.baseAddress!) }
        guard descriptor >= 0 else { throw .notStarted("no temporary file can be made") }
        _ = unsafe template.withUnsafeBufferPointer { unsafe unlink($0.baseAddress!) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if count < 0, errno == EINTR { continue }
                _ = close(descriptor)
                throw .notStarted("no temporary file can be written")
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
            case .unreadable(let reason): throw .unreadable(reason)
            }
        }
    }

    private static func beginning(of descriptor: Int32, _ count: Int) throws(Failure) -> [UInt8] {
        do throws(Failure) {
            return try contents(of: descriptor, limit: count)
        } catch .tooLong {
            return Array("a message of more than \(count) bytes".utf8)
        }
    }
}

extension ChildProcess.Input {
    fileprivate var bytes: [UInt8] { if case .bytes(let bytes) = self { bytes } else { [] } }
}
