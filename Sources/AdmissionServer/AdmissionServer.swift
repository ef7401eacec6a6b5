import Analyses
import ClusterWatch
import HummingbirdCore
import HummingbirdTLS
public import Logging
import NIOCore
import NIOPosix
import NIOSSL
import Prover
import ServiceLifecycle
import UnixSignals

/// A validating admission webhook over TLS, with health, readiness and metrics beside it.
public struct AdmissionServer: Sendable {
    private let configuration: ServeConfiguration
    private let logger: Logger
    private let listening: @Sendable (Int) -> Void
    private let decide: Reviewer.Decide
    private let signals: [UnixSignal]

    /// - Parameter listening: Told of the port once connections are taken.
    public init(
        _ configuration: ServeConfiguration, logger: Logger, listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.init(
            configuration, logger: logger, signals: [.sigterm, .sigint], listening: listening,
            decide: Reviewer.decideByGuard)
    }

    /// - Parameters:
    ///   - signals: Those that stop it.
    ///   - decide: What decides about single changes.
    init(
        _ configuration: ServeConfiguration, logger: Logger, signals: [UnixSignal],
        listening: @escaping @Sendable (Int) -> Void, decide: @escaping Reviewer.Decide
    ) {
        self.configuration = configuration
        self.logger = logger
        self.listening = listening
        self.decide = decide
        self.signals = signals
    }

    /// Serves until it is told to stop, by a signal or by cancellation; reviews that have begun are answered.
    ///
    /// - Throws: What keeps it from serving at all, such as a certificate that cannot be read or a port that is taken.
    public func run() async throws {
        let certificate = try CertificateFiles(
            certificatePath: configuration.certificatePath, keyPath: configuration.keyPath)
        let watch = configuration.live.map { live in
            let allowances = configuration.cluster.live?.unreadableKinds ?? []
            return ClusterWatch(live.access, allowing: allowances, times: live.times, logger: logger)
        }
        let state = ClusterState(watch, staleAfter: configuration.live?.staleAfter ?? .zero)
        let reviewer = try Reviewer(configuration, state, decide)
        defer { reviewer.prover.close() }
        let handling = RequestHandling(
            configuration: configuration, state: state, reviewer: reviewer, metrics: Metrics(), logger: logger)
        let watching = watch.map { ClusterWatching(watch: $0) }
        let services: [any Service] =
            [watching].compactMap(\.self) + [
                StateReloading(configuration: configuration, state: state, logger: logger),
                CertificateReloading(files: certificate, interval: configuration.reloadInterval, logger: logger),
                try server(certificate, handling),
            ]
        var group = ServiceGroupConfiguration(services: services, gracefulShutdownSignals: signals, logger: logger)
        // Longer than any review may take.
        group.maximumGracefulShutdownDuration = configuration.deadline + configuration.bodyDeadline + .seconds(5)
        try await ServiceGroup(configuration: group).run()
    }

    private func server(_ certificate: CertificateFiles, _ handling: RequestHandling) throws -> any Service {
        let http = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(120)))
        return try HTTPServerBuilder.tls(http, tlsConfiguration: certificate.configuration).buildServer(
            configuration: ServerConfiguration(address: .hostname(configuration.host, port: configuration.port)),
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger, responder: handling.respond
        ) { [logger, listening] channel in
            let port = channel.localAddress?.port ?? 0
            logger.info("listening", metadata: ["port": "\(port)"])
            listening(port)
        }
    }
}
