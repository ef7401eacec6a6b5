import Analyses
import Diagnostics
import Netproof
import Synchronization

/// One line on standard error that tells how far a long run has come; nothing where that is no terminal.
final class ProgressLine: Sendable {
    private struct State {
        var isShown = false
        var lastWritten: ContinuousClock.Instant
    }

    /// Short runs show nothing, and long ones do not flicker.
    private static let interval = Duration.milliseconds(200)
    private static let erase = "\r\u{1B}[K"

    private let isOnTerminal = Terminal.isTerminal(Output.standardError)
    private let state = Mutex(State(lastWritten: .now))

    /// What to call after each step, from any thread.
    var handler: VerifyProgress.Handler { { self.show($0) } }

    /// Removes the line before anything else is written.
    func clear() {
        state.withLock { state in
            if state.isShown { StandardError.write(Self.erase) }
            state.isShown = false
        }
    }

    private func show(_ progress: VerifyProgress) {
        guard isOnTerminal else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            guard state.lastWritten.duration(to: now) >= Self.interval else { return }
            state.lastWritten = now
            state.isShown = true
            let name = progress.invariant.printable(limit: 40)
            StandardError.write("\(Self.erase)\(progress.decided) of \(progress.total) decided: \(name)")
        }
    }
}
