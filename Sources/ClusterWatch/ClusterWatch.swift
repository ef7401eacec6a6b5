public import Analyses
import AsyncHTTPClient
public import Logging

/// Follows the state of a running cluster through its API server: everything that matters is listed, and watched from then
/// on. Nothing in the cluster is changed.
public final class ClusterWatch: Sendable {
    private let access: APIAccess
    private let times: WatchTimes
    private let logger: Logger
    private let cluster: KnownCluster

    /// - Parameter allowances: Kinds that the cluster may withhold, as `Kind` or `Kind.group`; they are then assumptions.
    public init(
        _ access: APIAccess, allowing allowances: [String] = [], times: WatchTimes = WatchTimes(), logger: Logger
    ) {
        self.access = access
        self.times = times
        self.logger = logger
        cluster = KnownCluster(allowing: allowances)
    }

    /// Watches until it is cancelled.
    public func run() async {
        let client = APIConnection.client(times)
        let connection = APIConnection(access: access, client: client, times: times)
        await withDiscardingTaskGroup { group in
            var (discovery, backoff) = (Discovery(connection), Backoff(times))
            while !Task.isCancelled {
                let pause: Duration
                do throws(APIFailure) {
                    let (resources, incomplete) = try await discovery.resources()
                    for registration in cluster.serve(resources, incomplete: incomplete) {
                        let watch = ResourceWatch(
                            registration: registration, connection: connection, cluster: cluster, logger: logger)
                        group.addTask { await watch.run() }
                    }
                    backoff.reset()
                    pause = times.discovery
                } catch {
                    guard !Task.isCancelled else { break }
                    cluster.note(error)
                    logger.warning("cannot tell what the cluster serves", metadata: ["problem": "\(error)"])
                    pause = backoff.next(atLeast: error.retryAfter)
                }
                try? await Task.sleep(for: pause)
            }
        }
        try? await client.shutdown()
    }

    // MARK: What is known

    /// Advances with everything that may change what is decided.
    public var revision: Int { cluster.revision }

    /// All objects that matter, with what keeps them from being known; nil while some kind has not been answered for.
    public var objects: LiveObjects? { cluster.objects }

    /// The part of the state that has not been heard of for the longest time, and since when.
    public var oldest: (name: String, heardAt: ContinuousClock.Instant) { cluster.oldest }

    /// What happened so far, by resource.
    public var counts: [(resource: String, counts: WatchCounts)] { cluster.counts }
}
