import Diagnostics

/// Where problems and progress go.
enum StandardError {
    /// Writes as much as can be written: there is nobody to tell of a failure.
    static func write(_ text: String) {
        try? Output(descriptor: Output.standardError).write(text)
    }

    static func write(_ diagnostics: [Diagnostic]) {
        write(diagnostics.map(\.text).joined())
    }
}
