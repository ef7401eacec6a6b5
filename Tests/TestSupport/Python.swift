import Foundation

/// Programs in Python as judges of documents, with the modules that `scripts/setup-test-tools` installs where they are.
public enum Python {
    /// Its path; nil where that script has not been run.
    ///
    /// A link, which must not be resolved: Python finds its modules beside it.
    public static let installed: String? = {
        let path = packageRoot.appending(path: ".build/test-tools/bin/python3").path()
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    /// What became of a program with this standard input; nil, with a message, where Python or a module is missing.
    ///
    /// - Parameters:
    ///   - arguments: A file with a program, or `-c` and a program, and what the program is given.
    ///   - missing: The status by which the program says that a module is missing.
    public static func run(_ arguments: [String], input: String = "", missing: Int32 = 77) throws -> ProcessRun? {
        let run = try ProcessRun(installed ?? "python3", arguments, input: input)
        guard run.status != missing, run.status != 127 else {
            print("skipped: no python3 with all modules; scripts/setup-test-tools installs them: \(run.text)")
            return nil
        }
        return run
    }
}
