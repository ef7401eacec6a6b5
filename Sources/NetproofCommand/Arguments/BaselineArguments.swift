import ArgumentParser
import Diagnostics
import Invariants
import ProjectFile

/// Which findings are known.
struct BaselineArguments: ParsableArguments {
    @Option(help: ArgumentHelp("Findings in this file are known, and do not fail the run.", valueName: "file"))
    var baseline: String?

    /// What is read before anything is decided; nil where there is none, and after an error has been reported.
    func read(_ configuration: ProjectConfiguration?, into diagnostics: inout Diagnostics) -> Baseline? {
        guard let file = baseline ?? configuration?.baseline else { return nil }
        return Baseline.read(file, into: &diagnostics)
    }

    /// The file that `netproof baseline` works on.
    func file(_ configuration: ProjectConfiguration?) -> String {
        baseline ?? configuration?.baseline ?? Baseline.fileName
    }
}
