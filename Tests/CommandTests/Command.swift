import Foundation
import Testing

/// The built command, run as a process.
struct Command {
    struct Result {
        var status: Int32
        var wasSignalled: Bool
        var output: String
        var errors: String
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The executable lies where the tests lie.
    static let executable: URL = {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = folder.appending(path: "netproof")
        if FileManager.default.isExecutableFile(atPath: beside.path()) { return beside }
        return root.appending(path: ".build/debug/netproof")
    }()

    /// Runs the command in the package's root to its end.
    @discardableResult
    static func run(_ arguments: String..., input: String = "", environment: [String: String] = [:]) throws -> Result {
        try run(arguments, input: input, environment: environment)
    }

    @discardableResult
    static func run(_ arguments: [String], input: String = "", environment: [String: String] = [:]) throws -> Result {
        try run(executable, arguments, input: input, environment: environment)
    }

    /// Runs a line of bash, in which `$netproof` is the command.
    static func bash(_ line: String) throws -> Result {
        try run(
            URL(filePath: "/bin/bash"), ["-c", line], input: "", environment: ["netproof": executable.path()])
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

    private static func run(
        _ executable: URL, _ arguments: [String], input: String, environment: [String: String]
    ) throws -> Result {
        let folder = try TemporaryFolder()
        let process = Process()
        process.executableURL = executable
        process.arguments = arguments
        process.currentDirectoryURL = root
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: folder.file("in", holding: input))
        process.standardOutput = try FileHandle(forWritingTo: folder.file("out", holding: ""))
        process.standardError = try FileHandle(forWritingTo: folder.file("err", holding: ""))
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus, wasSignalled: process.terminationReason == .uncaughtSignal,
            output: try folder.text(of: "out"), errors: try folder.text(of: "err"))
    }
}

/// A folder that goes away with the test.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "netproof-tests-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func file(_ name: String, holding text: String) throws -> URL {
        let file = url.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file
    }

    func text(of name: String) throws -> String {
        String(decoding: try Data(contentsOf: url.appending(path: name)), as: UTF8.self)
    }
}
