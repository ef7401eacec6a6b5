import Analyses
import Diagnostics
import Dispatch
import Netproof
import Synchronization

/// One line on standard error that tells how far a long run has come; nothing where that is no terminal.
///
/// It is written by a clock and not by what is told, so that a reader of a large input, and one who waits for a hard
/// invariant, see that the run is alive.
final class ProgressLine: Sendable {
    private struct State {
        var words = "reading"
        var isShown = false
        var isOver = false
    }

    /// Short runs show nothing, and long ones do not flicker.
    private static let interval = DispatchTimeInterval.milliseconds(300)
    private static let erase = "\r\u{1B}[K"

    private let isOnTerminal = Terminal.isTerminal(Output.standardError)
    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// Begins to show the line.
    init() {
        if isOnTerminal { showLater() }
    }

    /// What to call after each step, from any thread.
    var handler: VerifyProgress.Handler { { self.note($0) } }

    /// Removes the line before anything else is written; it does not come back.
    func clear() {
        state.withLock { state in
            if state.isShown { StandardError.write(Self.erase) }
            state.isShown = false
            state.isOver = true
        }
    }

    /// Says something else from now on, from any thread.
    func tell(_ words: String) {
        state.withLock { $0.words = words }
    }

    private func note(_ progress: VerifyProgress) {
        let name = progress.invariant.map { ": " + $0.printable(limit: 40) } ?? ""
        state.withLock { $0.words = "\(progress.decided) of \(progress.total) decided\(name)" }
    }

    private func showLater() {
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.interval) { [weak self] in self?.show() }
    }

    private func show() {
        let isOver = state.withLock { state in
            guard !state.isOver else { return true }
            state.isShown = true
            let seconds = start.duration(to: .now).components.seconds
            StandardError.write("\(Self.erase)\(state.words) (\(seconds) s)")
            return false
        }
        if !isOver { showLater() }
    }
}
