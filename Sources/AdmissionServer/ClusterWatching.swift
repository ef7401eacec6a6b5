import ClusterWatch
import ServiceLifecycle

/// Follows a running cluster while the server runs.
struct ClusterWatching: Service {
    let watch: ClusterWatch

    func run() async throws { await cancelWhenGracefulShutdown { await watch.run() } }
}
