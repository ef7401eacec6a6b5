#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What a process used from start to end.
struct Usage: Hashable {
    /// By the clock on the wall.
    var seconds: Double
    /// Of all its threads, in user and kernel mode.
    var processorSeconds: Double
    var peakBytes: Int
    var status: Int32
}

/// Runs programs, each in a process of its own, so that their peaks of memory do not mix.
enum ProcessRun {
    /// Runs a program to its end. Its standard output goes to a file.
    static func run(_ program: String, _ arguments: [String], output: String) throws(BenchFailure) -> Usage {
        let start = ContinuousClock.now
        let process = try spawn(program, arguments, output: output)
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(process, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw BenchFailure(systemCallFor: "cannot wait for \(program)") }
        }
        let isSignalled = status & 0x7F != 0
        guard !isSignalled else { throw BenchFailure("\(program) was ended by signal \(status & 0x7F)") }
        return Usage(
            seconds: start.duration(to: .now) / .seconds(1),
            processorSeconds: usage.ru_utime.inSeconds + usage.ru_stime.inSeconds,
            peakBytes: usage.ru_maxrss << 10, status: status >> 8 & 0xFF)
    }

    private static func spawn(
        _ program: String, _ arguments: [String], output: String
    ) throws(BenchFailure) -> pid_t {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
        let variables = ["PATH", "HOME", "LD_LIBRARY_PATH", "TMPDIR"].compactMap { name in
            environment(name).map { "\(name)=\($0)" }
        }
        var process = pid_t()
        let code = unsafe withCStrings([program] + arguments) { arguments in
            unsafe withCStrings(variables) { unsafe posix_spawnp(&process, program, &actions, nil, arguments, $0) }
        }
        guard code == 0 else {
            errno = code
            throw BenchFailure(systemCallFor: "cannot run \(program)")
        }
        return process
    }

    /// Hands over copies of the strings, as C takes lists of them.
    private static func withCStrings<Result>(
        _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let copies = unsafe strings.map { unsafe strdup($0) } + [nil]
        defer { for index in unsafe copies.indices { unsafe free(copies[index]) } }
        return unsafe copies.withUnsafeBufferPointer { unsafe body($0.baseAddress!) }
    }
}

extension timeval {
    var inSeconds: Double { Double(tv_sec) + Double(tv_usec) * 1e-6 }
}
