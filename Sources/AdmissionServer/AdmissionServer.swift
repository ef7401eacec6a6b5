import Analyses
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

    /// - Parameter listening: Told of the port once connections are taken.
    public init(
        _ configuration: ServeConfiguration, logger: Logger, listening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.listening = listening
    }

    /// Serves until it is told to stop, by a signal or by cancellation; reviews that have begun are answered.
    ///
    /// - Throws: What keeps it from serving at all, such as a certificate that cannot be read or a port that is taken.
    public func run() async throws {
        let certificate = try CertificateFiles(
            certificatePath: configuration.certificatePath, keyPath: configuration.keyPath)
        let state = ClusterState()
        let reviewer = try Reviewer(configuration, state)
        defer { reviewer.prover.close() }
        let handling = RequestHandling(
            configuration: configuration, state: state, reviewer: reviewer, metrics: Metrics(), logger: logger)
        var group = ServiceGroupConfiguration(
            services: [
                StateReloading(configuration: configuration, state: state, logger: logger),
                CertificateReloading(files: certificate, interval: configuration.reloadInterval, logger: logger),
                try server(certificate, handling),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
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
