import Analyses
import ArgumentParser
import Diagnostics
import Invariants
import Netproof
import ProjectFile
import Reports

/// `netproof baseline`.
struct BaselineCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Keep a file of known findings, so that only new ones fail.",
        subcommands: [BaselineWriteCommand.self, BaselineCheckCommand.self])

    func run() throws {
        throw ValidationError("name a subcommand: write or check")
    }
}

/// `netproof baseline write`.
struct BaselineWriteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "write",
        abstract: "Write all present findings to the baseline.",
        discussion: """
            Every finding that fails verify is known afterwards, but for what is undecided and for waivers that have \
            expired. The baseline is \(Baseline.fileName), unless --baseline or the configuration names another.

            Exit status: 0 written, 1 written, but not all that is broken can be known, 2 bad input or usage or an \
            internal error, 3 written, but something is undecided. Of several the first of 2, 1, 3.
            """)

    @OptionGroup var input: InputArguments
    @OptionGroup var baseline: BaselineArguments
    @OptionGroup(title: "Deciding") var deciding: DecidingArguments
    @OptionGroup(title: "Verification") var verification: VerificationArguments

    func validate() throws {
        guard deciding.invariant.isEmpty else {
            throw ValidationError("a baseline is of all invariants: leave out --invariant")
        }
    }

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        guard !diagnostics.hasErrors else { return try refuse(diagnostics.sorted) }
        let run = VerificationRun(input: input, deciding: deciding, verification: verification)
        switch try run.search(configuration) {
        case .refused(let refusal): try refuse(refusal.diagnostics)
        case .found(let found): try write(found, to: baseline.file(configuration))
        }
    }

    private func write(_ found: BaselineSearch.Outcome, to file: String) throws {
        StandardError.write(found.diagnostics)
        let (old, new) = (previous(file), found.baseline.fingerprints)
        try Output.replaceFile(at: file, with: found.baseline.yaml)
        let changes = "\(new.subtracting(old).count) added, \(old.subtracting(new).count) taken out"
        try Output(descriptor: Output.standardOutput).write(
            "\(new.count) known \(new.count == 1 ? "finding" : "findings") in \(file): \(changes)\n")
        let status: RunStatus = found.isIncomplete ? .refuted : found.isUndecided ? .undecided : .proved
        throw ExitCode(status.rawValue)
    }

    /// What the file knew before; a file that is none knew nothing.
    private func previous(_ file: String) -> Set<String> {
        var ignored = Diagnostics()
        return Baseline.read(file, into: &ignored)?.fingerprints ?? []
    }

    private func refuse(_ diagnostics: [Diagnostic]) throws {
        StandardError.write(diagnostics)
        throw ExitCode(RunStatus.failed.rawValue)
    }
}

/// `netproof baseline check`.
struct BaselineCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Verify, and fail on findings that the baseline does not know.",
        discussion: """
            The same as verify --baseline, with \(Baseline.fileName) unless --baseline or the configuration names \
            another. Entries whose findings are gone are warned of, so that the file shrinks.
            """)

    @OptionGroup var input: InputArguments
    @OptionGroup var baseline: BaselineArguments
    @OptionGroup var output: OutputArguments
    @OptionGroup(title: "Deciding") var deciding: DecidingArguments
    @OptionGroup(title: "Verification") var verification: VerificationArguments

    func run() throws {
        var diagnostics = Diagnostics()
        let configuration = input.configuration(into: &diagnostics)
        let known = Baseline.read(baseline.file(configuration), into: &diagnostics)
        try VerifyCommand.verify(
            VerificationRun(input: input, deciding: deciding, verification: verification), configuration,
            knowing: known, output, diagnostics)
    }
}
