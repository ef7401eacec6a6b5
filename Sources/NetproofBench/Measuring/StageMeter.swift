#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What one stage of a process used.
struct StageFigures: Hashable {
    var name: String
    var seconds: Double
    var processorSeconds: Double
    /// The most memory the process held during the stage, with what earlier stages left.
    var peakBytes: Int
}

/// Measures the stages of this process.
struct StageMeter {
    private(set) var stages: [StageFigures] = []

    /// Runs a stage.
    mutating func measure<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
        Self.forgetPeak()
        let (start, used) = (ContinuousClock.now, Self.processorSeconds)
        let result = try body()
        stages.append(
            StageFigures(
                name: name, seconds: start.duration(to: .now) / .seconds(1),
                processorSeconds: Self.processorSeconds - used, peakBytes: Self.peakBytes))
        return result
    }

    /// Of all threads of this process.
    private static var processorSeconds: Double {
        var usage = rusage()
        unsafe getrusage(selfUsage, &usage)
        return usage.ru_utime.inSeconds + usage.ru_stime.inSeconds
    }

    #if canImport(Glibc)
        private static let selfUsage = RUSAGE_SELF.rawValue
    #else
        private static let selfUsage: Int32 = 0
    #endif

    /// Of the processor, of the thread that asks.
    static var threadSeconds: Double {
        var time = timespec()
        unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    /// Makes the kernel count the peak anew; where it does not, peaks are those since the process started.
    private static func forgetPeak() {
        guard let file = try? TextFile(replacing: "/proc/self/clear_refs") else { return }
        try? file.write("5")
    }

    private static var peakBytes: Int {
        let lines = text(ofFile: "/proc/self/status")?.split(separator: "\n") ?? []
        let peak = lines.first { $0.hasPrefix("VmHWM:") }?.split(whereSeparator: \.isWhitespace)
        return peak.flatMap { Int($0[1]) }.map { $0 << 10 } ?? 0
    }
}
