import Foundation
import TestSupport
import Testing

struct StreamTests {
    @Test("A reader that goes away ends the command quietly")
    func closedPipe() throws {
        let folder = try TemporaryFolder()
        let many = (0..<400).map { Samples.invariant("invariant-number-\($0)", from: "tset") }.joined()
        let file = try folder.write("many.yaml", Samples.namespaces + many)
        let result = try Command.bash("\"$netproof\" verify '\(file)' --format json | head -n 1")
        #expect(result.output == "{\n")
        #expect(result.errors.isEmpty)
    }

    @Test("Where the signal of a closed pipe is blocked, the rest is dropped without a word")
    func blockedSignal() throws {
        let result = try Command.bash("trap '' PIPE; \"$netproof\" verify --help | true")
        #expect(result.errors.isEmpty)
    }

    @Test("^C ends the command at once")
    func interrupt() throws {
        let input = Pipe()
        let process = try Command.start("verify", "-", input: input)
        try input.fileHandleForWriting.write(contentsOf: Data(Samples.open.utf8))
        Thread.sleep(forTimeInterval: 0.3)
        process.interrupt()
        for _ in 0..<100 where process.isRunning { Thread.sleep(forTimeInterval: 0.05) }
        guard !process.isRunning else {
            process.terminate()
            Issue.record("the command did not end")
            return
        }
        #expect(process.terminationReason == .uncaughtSignal)
        #expect(process.terminationStatus == SIGINT)
    }

    @Test("JSON is the same from run to run, byte for byte")
    func deterministic() throws {
        let first = try Command.run("verify", "-", "--format", "json", "--no-timings", input: Samples.open)
        let second = try Command.run("verify", "-", "--format", "json", "--no-timings", input: Samples.open)
        #expect(first.output == second.output)
        #expect(first.status == second.status)
        #expect(!first.output.isEmpty)
    }

    @Test("Into a pipe there is no colour and no progress, unless asked for")
    func colour() throws {
        let plain = try Command.run("verify", "-", input: Samples.open)
        #expect(!plain.output.contains("\u{1B}"))
        #expect(plain.errors.isEmpty)
        let coloured = try Command.run(
            "verify", "-", "--color", "always", input: Samples.open, environment: ["NO_COLOR": "1"])
        #expect(coloured.output.contains("\u{1B}["))
    }

    @Test("On a terminal a line tells that a long run is alive, also while it reads, and is gone at the end")
    func progress() throws {
        let folder = try TemporaryFolder()
        let pipe = folder.url.appending(path: "slow.yaml").path()
        let result = try Command.bash(
            "command -v script >/dev/null || exit 77; mkfifo '\(pipe)'; (sleep 1.5; echo) > '\(pipe)' & "
                + "script -qec \"$netproof verify '\(pipe)'\" /dev/null")
        guard result.status != 77 else {
            print("skipped: script(1) is not installed")
            return
        }
        #expect(result.status == 4)
        #expect(result.output.contains("\r\u{1B}[Kreading (1 s)\r\u{1B}[K"))
    }

    @Test("The report goes to a file where one is named")
    func outputFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appending(path: "report.json").path()
        let toFile = try Command.run("verify", "-", "--output", "json=\(path)", "--no-timings", input: Samples.open)
        let toStream = try Command.run("verify", "-", "--format", "json", "--no-timings", input: Samples.open)
        #expect(toFile.output.isEmpty)
        #expect(try folder.text(of: "report.json") == toStream.output)
        #expect(toFile.status == toStream.status)
    }
}
