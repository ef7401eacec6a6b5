/// Runs `git`, which knows every way in which a repository may keep its objects.
struct GitCommand {
    /// Where it runs: a directory inside the repository.
    let directory: String

    enum Failure: Error {
        /// There is no `git` to be run.
        case missing(String)
        /// It ended with another status than 0; what it wrote to standard error.
        case failed(String)
        case tooLong
    }

    private static let process = ChildProcess(
        "git", environment: ["LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"])

    /// Everything it writes to standard output.
    ///
    /// - Parameters:
    ///   - arguments: handed over as they are: no shell reads them.
    ///   - input: what it finds on standard input.
    func output(_ arguments: [String], input: [UInt8] = [], limit: Int) throws(Failure) -> [UInt8] {
        let ending: ChildProcess.Ending
        do throws(ChildProcess.Failure) {
            ending = try Self.process.run(["-C", directory] + arguments, input: .bytes(input), limit: limit)
        } catch {
            switch error {
            case .notStarted(let reason): throw .missing(reason)
            case .tooLong: throw .tooLong
            case .unreadable(let reason): throw .failed(reason)
            }
        }
        guard ending.status == 0 else { throw .failed(ending.errors) }
        return ending.output
    }
}
