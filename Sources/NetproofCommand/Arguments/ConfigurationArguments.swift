import ArgumentParser
import Diagnostics
import ProjectFile

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Which configuration holds.
struct ConfigurationArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What flags leave open; \(ProjectConfiguration.fileName) of the working directory where no path is named.",
            valueName: "file"))
    var config: String?

    /// The file that is read where the paths of the input are given, or not; nil for none.
    func file(pathsGiven: Bool) -> String? {
        if let config { return config }
        return !pathsGiven && Self.exists(ProjectConfiguration.fileName) ? ProjectConfiguration.fileName : nil
    }

    private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
