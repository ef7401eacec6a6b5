import Diagnostics
import Reports

/// Where problems and progress go.
enum StandardError {
    /// Writes as much as can be written: there is nobody to tell of a failure.
    static func write(_ text: String) {
        try? Output(descriptor: Output.standardError).write(text)
    }

    /// As the format for people writes them: a build server must not take a line for a command of its own.
    static func write(_ diagnostics: [Diagnostic]) {
        write(diagnostics.map(\.text).joined().withoutLogCommands)
    }
}
