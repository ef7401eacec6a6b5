import Foundation
import TestSupport

/// The programs of the folder `Judges`.
enum Judge {
    /// With a slash.
    static let folder = packageRoot.appending(path: "Tests/UniverseTests/Judges/").path()

    /// What becomes of one of them with this standard input; nil where it cannot be run.
    static func run(_ program: String, _ arguments: [String] = [], input: String) throws -> ProcessRun? {
        try Python.run([folder + program] + arguments, input: input)
    }
}
