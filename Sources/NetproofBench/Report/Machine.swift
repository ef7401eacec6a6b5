import Netproof

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// What the figures were taken on, as far as it bears on them: nothing that tells one such machine from another.
struct Machine {
    /// In Markdown, a list.
    static func description(in folder: borrowing TemporaryFolder) -> String {
        """
        - processor: \(processor), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores
        - memory: \(memory)
        - system: \(system)
        - Swift \(swift(in: folder)), Z3 \(Version.solver), netproof \(Version.netproof)
        - load average when the run began: \(load)

        """
    }

    private static var processor: String {
        value(of: "model name", in: "/proc/cpuinfo", separator: ":") ?? "unknown"
    }

    private static var memory: String {
        let total = value(of: "MemTotal", in: "/proc/meminfo", separator: ":")?.split(separator: " ").first
        return total.flatMap { Int($0) }.map { MarkdownTable.size($0 << 10) } ?? "unknown"
    }

    private static var system: String {
        let name = value(of: "PRETTY_NAME", in: "/etc/os-release", separator: "=")?.filter { $0 != "\"" }
        return name ?? "unknown"
    }

    private static var load: String {
        text(ofFile: "/proc/loadavg")?.split(separator: " ").first.map { String($0) } ?? "unknown"
    }

    private static func swift(in folder: borrowing TemporaryFolder) -> String {
        let output = "\(folder.path)/swift-version"
        guard (try? ProcessRun.run("swift", ["--version"], output: output)) != nil else { return "unknown" }
        let words = text(ofFile: output)?.split(whereSeparator: \.isWhitespace) ?? []
        return words.firstIndex(of: "version").map { String(words[$0 + 1]) } ?? "unknown"
    }

    /// What a file of names and values says of a name.
    private static func value(of name: String, in path: String, separator: Character) -> String? {
        for line in text(ofFile: path)?.split(separator: "\n") ?? [] {
            let parts = line.split(separator: separator, maxSplits: 1)
            guard parts.count == 2, parts[0].trimmed == name else { continue }
            return parts[1].trimmed
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var rest = self
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}
