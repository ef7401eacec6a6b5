import Diagnostics
import Manifests

/// Asks a cluster through `kubectl`, so that every kubeconfig, plugin for credentials and proxy works. Nothing but `get`
/// and `api-resources` is ever said.
struct Kubectl {
    let request: LiveRequest

    /// More than any cluster writes of one kind.
    private static let limit = 1 << 31
    private static let process = ChildProcess("kubectl", environment: ["LC_ALL": "C"])

    enum Answer {
        case output([UInt8])
        /// The user may not read it; in the words of the cluster.
        case forbidden(String)
        case failed(String)
    }

    /// The resources that the cluster serves and that can be listed.
    ///
    /// - Throws: what keeps the cluster from answering at all.
    func resources() throws(LiveFailure) -> (resources: [LiveResource], incomplete: String?) {
        let ending = try ask(["api-resources", "--verbs=list", "--no-headers"])
        var resources: [LiveResource] = []
        for line in String(decoding: ending.output, as: UTF8.self).split(separator: "\n") {
            // What is not understood might be a kind of policy.
            guard let resource = LiveResource(line) else {
                throw .failed("`kubectl api-resources` says \(String(line).printable(limit: 100).inBackticks)")
            }
            resources.append(resource)
        }
        guard ending.status == 0 || !resources.isEmpty else { throw .failed(ending.firstError) }
        return (resources, ending.status == 0 ? nil : ending.firstError)
    }

    /// All objects of a resource, in all namespaces, as JSON.
    func objects(of resource: LiveResource) throws(LiveFailure) -> Answer {
        let ending = try ask(["get", resource.fullName, "-o", "json"] + (resource.isNamespaced ? ["-A"] : []))
        if ending.status == 0 { return .output(ending.output) }
        if ending.errors.contains("(Forbidden)") { return .forbidden(ending.firstError) }
        return .failed(ending.firstError)
    }

    private func ask(_ words: [String]) throws(LiveFailure) -> ChildProcess.Ending {
        let context = request.context.map { ["--context", $0] } ?? []
        let seconds = max(1, Int(request.timeout.components.seconds))
        let ending: ChildProcess.Ending
        do throws(ChildProcess.Failure) {
            ending = try Self.process.run(
                words + context + ["--request-timeout=\(seconds)s"], input: request.mayAsk ? .inherited : .bytes([]),
                limit: Self.limit, deadline: request.timeout + .seconds(1))
        } catch {
            switch error {
            case .notStarted(let reason): throw .missing(reason)
            case .tooLong: throw .failed("the answer is too long")
            case .unreadable(let reason): throw .failed(reason)
            }
        }
        guard !ending.isLate else { throw .late(words.joined(separator: " "), seconds: seconds) }
        return ending
    }
}

/// What keeps a cluster from being read at all.
enum LiveFailure: Error {
    /// There is no `kubectl` to be run.
    case missing(String)
    case late(String, seconds: Int)
    case failed(String)

    var diagnostic: Diagnostic {
        switch self {
        case .missing(let reason):
            Diagnostic(
                "live-kubectl", at: nil, "`kubectl` cannot be run: \(reason)",
                suggestion: "install it, or put it on the path; or give files that `kubectl get … -o yaml` wrote")
        case .late(let words, let seconds):
            Diagnostic(
                "live-timeout", at: nil, "`kubectl \(words.printable(limit: 100))` did not answer within \(seconds) s",
                suggestion: "see whether the cluster can be reached, or give it more time by `--live-timeout`")
        case .failed(let message):
            Diagnostic("live-failed", at: nil, "the cluster cannot be read: \(message.printable(limit: 500))")
        }
    }
}

extension ChildProcess.Ending {
    /// The first line that says something, or how it ended where there is none.
    fileprivate var firstError: String {
        let lines = errors.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("Warning:") }
        let telling = lines.first { $0.hasPrefix("Error") || $0.hasPrefix("error") || $0.contains("Unable to") }
        return telling ?? lines.first ?? status.map { "kubectl ended with status \($0)" }
            ?? "kubectl was ended by a signal"
    }
}
