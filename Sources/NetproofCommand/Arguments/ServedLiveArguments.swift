import AdmissionServer
import Analyses
import ArgumentParser
import ClusterWatch
import Foundation

/// Whether a running cluster is followed, and how it is reached.
struct ServedLiveArguments: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Follow the running cluster instead of files, as the service account of the pod. Nothing in it is changed.")
    )
    var live = false

    @Option(
        help: ArgumentHelp(
            "With --live, where `kubectl proxy` stands on this machine, instead of a service account.", valueName: "url"
        ))
    var liveURL: String?

    @OptionGroup var unreadable: UnreadableKindsArguments

    @Option(
        help: ArgumentHelp(
            "With --live, decide nothing by a state of which nothing was heard for so long. (default: 120)",
            valueName: "seconds"))
    var staleAfter: Int?

    func validate() throws {
        guard live || (liveURL == nil && unreadable.kinds.isEmpty && staleAfter == nil) else {
            throw ValidationError("--live-url, --allow-unreadable and --stale-after go with --live")
        }
        guard liveURL.map({ APIAccess.proxy(at: $0) != nil }) ?? true else {
            throw ValidationError(
                "--live-url must be where `kubectl proxy` stands on this machine, as in http://127.0.0.1:8001")
        }
        guard staleAfter.map({ (90...86_400).contains($0) }) ?? true else {
            throw ValidationError(
                "--stale-after must be from 90 to 86400 seconds: a quiet cluster is heard of each minute")
        }
        guard !live || access != nil else {
            throw ValidationError(
                "--live needs the service account of a pod; elsewhere start `kubectl proxy` and name it by --live-url")
        }
    }

    private var access: APIAccess? {
        guard let liveURL else { return APIAccess.pod(environment: ProcessInfo.processInfo.environment) }
        return APIAccess.proxy(at: liveURL)
    }

    /// Nil without `--live`.
    var serving: ServeConfiguration.Live? {
        guard live, let access else { return nil }
        var serving = ServeConfiguration.Live(access: access)
        if let staleAfter { serving.staleAfter = .seconds(staleAfter) }
        return serving
    }

    var request: LiveRequest? { live ? LiveRequest(unreadableKinds: unreadable.kinds) : nil }
}
