import Logging
import NIOCore
import NIOSSL
import ServiceLifecycle
import Synchronization

/// A certificate chain and its key, read again when their files change.
///
/// Each new connection is given what was read last; a pair that cannot be used leaves the one before in place.
final class CertificateFiles: Sendable {
    private struct Pair: Sendable {
        var chain: [NIOSSLCertificateSource]
        var key: NIOSSLPrivateKeySource
    }

    private struct State {
        var pair: Pair
        var files: WatchedFiles
    }

    private let certificatePath: String
    private let keyPath: String
    private let state: Mutex<State>

    /// - Throws: What is wrong with the files.
    init(certificatePath: String, keyPath: String) throws {
        self.certificatePath = certificatePath
        self.keyPath = keyPath
        let files = WatchedFiles([certificatePath, keyPath])
        state = Mutex(State(pair: try Self.read(certificatePath, keyPath), files: files))
    }

    /// TLS 1.2 or newer, with the certificate of the moment of each handshake.
    var configuration: TLSConfiguration {
        let first = state.withLock(\.pair)
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: first.chain, privateKey: first.key)
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        configuration.sslContextCallback = { [self] _, promise in
            let pair = state.withLock(\.pair)
            var current = NIOSSLContextConfigurationOverride()
            current.certificateChain = pair.chain
            current.privateKey = pair.key
            promise.succeed(current)
        }
        return configuration
    }

    /// Reads the files again if they have changed; tells of what was done.
    func reload(_ logger: Logger) {
        let files = WatchedFiles([certificatePath, keyPath])
        guard files != state.withLock(\.files) else { return }
        do {
            let pair = try Self.read(certificatePath, keyPath)
            state.withLock { $0 = State(pair: pair, files: files) }
            logger.info("the certificate was read again")
        } catch {
            // They may be half written: they are tried again, and told of once.
            state.withLock { $0.files = files }
            logger.error("the new certificate cannot be used; the last one stays", metadata: ["problem": "\(error)"])
        }
    }

    private static func read(_ certificatePath: String, _ keyPath: String) throws(Problem) -> Pair {
        guard let certificates = try? NIOSSLCertificate.fromPEMFile(certificatePath), !certificates.isEmpty else {
            throw Problem(description: "`\(certificatePath)` cannot be read as a certificate chain in PEM")
        }
        guard let privateKey = try? NIOSSLPrivateKey(file: keyPath, format: .pem) else {
            throw Problem(description: "`\(keyPath)` cannot be read as a private key in PEM")
        }
        let chain = certificates.map(NIOSSLCertificateSource.certificate)
        let pair = Pair(chain: chain, key: .privateKey(privateKey))
        // A key of another certificate is refused here, rather than at each handshake.
        let configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: pair.key)
        guard (try? NIOSSLContext(configuration: configuration)) != nil else {
            throw Problem(
                description: "the key in `\(keyPath)` does not belong to the certificate in `\(certificatePath)`")
        }
        return pair
    }

    /// Which of the files cannot be used: the library's own errors do not say.
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }
}

/// Looks after the certificate while the server runs.
struct CertificateReloading: Service {
    let files: CertificateFiles
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                files.reload(logger)
                try? await Task.sleep(for: interval)
            }
        }
    }
}
