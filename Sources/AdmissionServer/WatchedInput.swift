import Analyses
import Dispatch

/// The files that a state is made of: those that are named, and the policies of new namespaces that the LabelUniverse among
/// them names, wherever they lie.
struct WatchedInput {
    private let request: InputRequest
    private var named: WatchedFiles?
    private var templates: [String] = []

    init(_ request: InputRequest) {
        self.request = request
    }

    /// The files as they are now. Which templates there are is read again where a file that may say so has changed.
    mutating func look() async -> WatchedFiles {
        let paths = request.allPaths
        let files = WatchedFiles(paths)
        if files != named { (named, templates) = (files, await Self.templates(of: request)) }
        return WatchedFiles(paths + templates)
    }

    private static func templates(of request: InputRequest) async -> [String] {
        await withCheckedContinuation { continuation in
            // Reading may take seconds of processor time, which the threads of tasks are not for.
            DispatchQueue.global(qos: .utility).async { continuation.resume(returning: request.templateFiles) }
        }
    }
}
