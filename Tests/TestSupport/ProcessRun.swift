import Foundation

/// A process that was run to its end in the package's root.
public struct ProcessRun: Sendable {
    /// The exit status, or the number of the signal that ended it.
    public let status: Int32
    public let wasSignalled: Bool
    public let output: String
    public let errors: String

    /// All that it wrote.
    public var text: String { output + errors }

    /// What it reads and writes goes through files: nobody waits for a pipe that is full.
    ///
    /// - Parameters:
    ///   - program: A path, or a name that is looked up in `PATH`; the status is 127 where there is none.
    ///   - environment: What is added to the environment of the tests.
    public init(
        _ program: String, _ arguments: [String], input: String = "", environment: [String: String] = [:]
    ) throws {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = URL(filePath: program.contains("/") ? program : "/usr/bin/env")
        process.arguments = (program.contains("/") ? [] : [program]) + arguments
        process.currentDirectoryURL = packageRoot
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder.write("in", input)))
        process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder.write("out", "")))
        process.standardError = try FileHandle(forWritingTo: URL(filePath: folder.write("err", "")))
        try process.run()
        process.waitUntilExit()
        status = process.terminationStatus
        wasSignalled = process.terminationReason == .uncaughtSignal
        output = try folder.text(of: "out")
        errors = try folder.text(of: "err")
    }
}
