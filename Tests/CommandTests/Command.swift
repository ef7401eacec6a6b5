import Foundation
import TestSupport

/// The built command, run as a process.
struct Command {
    typealias Result = ProcessRun

    /// The executable lies where the tests lie.
    static let executable: URL = {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = folder.appending(path: "netproof")
        if FileManager.default.isExecutableFile(atPath: beside.path()) { return beside }
        return packageRoot.appending(path: ".build/debug/netproof")
    }()

    /// Runs the command in the package's root to its end.
    @discardableResult
    static func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
        try run(arguments, input: input, environment: environment)
    }

    @discardableResult
    static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
        try ProcessRun(executable.path(), arguments, input: input, environment: environment)
    }

    /// Runs a line of bash, in which `$netproof` is the command.
    static func bash(_ line: String) throws -> Result {
        try ProcessRun("/bin/bash", ["-c", line], environment: ["netproof": executable.path()])
    }

    /// Starts the command with an input that stays open.
    ///
    /// Threads of tests block most signals, and the command inherits that: `env` undoes it for ^C.
    static func start(_ arguments: String..., input: Pipe) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["--default-signal=INT", executable.path()] + arguments
        process.standardInput = input
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
