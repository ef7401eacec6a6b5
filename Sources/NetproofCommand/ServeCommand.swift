import AdmissionServer
import Analyses
import ArgumentParser
import Dispatch
import Logging
import Reports
import Synchronization

/// `netproof serve`.
struct ServeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Answer the API server, as a validating admission webhook, whether a change may go in.",
        discussion: """
            Reads the cluster and the specs, proves them, and decides about every object that is created, changed or \
            deleted as `admit` would: POST /validate takes an AdmissionReview of admission.k8s.io/v1. GET /healthz, \
            /readyz and /metrics say how it does. The cluster is files, which are read again when they change, or with \
            --live a running one, which is followed by list and watch. What cannot be used leaves the last good state in \
            place. Everything goes over TLS 1.2 or newer. SIGTERM and SIGINT end it, with the reviews that \
            have begun answered.

            Exit status: 0 stopped as told, 2 bad input or usage or an internal error.
            """)

    @Option(help: ArgumentHelp("Files or directories of the cluster as it is.", valueName: "path"))
    var cluster: [String] = []

    @Option(help: ArgumentHelp("Files or directories of specs.", valueName: "path"))
    var specs: [String] = []

    @Option(help: ArgumentHelp("The certificate chain, in PEM.", valueName: "file"))
    var tlsCert: String

    @Option(help: ArgumentHelp("The key of the certificate, in PEM.", valueName: "file"))
    var tlsKey: String

    @Option(help: ArgumentHelp("Where to listen; port 0 is any that is free.", valueName: "host:port"))
    var listen = "0.0.0.0:8443"

    @Flag(
        help: ArgumentHelp(
            "Take new namespaces to have the policies that the universe says that they are created with.",
            discussion: "They are taken on trust: something has to create them."))
    var assumeTemplates = false

    @Flag(help: "Allow what would be denied, with the reasons as warnings.")
    var warnOnly = false

    @Option(help: "What becomes of a review that cannot be decided.")
    var onUndecided = Undecided.deny

    @Option(help: ArgumentHelp("Answer a review after so long, decided or not.", valueName: "seconds"))
    var deadline = 5.0

    @Option(help: ArgumentHelp("Refuse reviews of more bytes than this.", valueName: "n"))
    var maxBytes = AdmissionReview.sizeLimit

    @Option(help: ArgumentHelp("Reviews that may wait; of more than that nothing is decided.", valueName: "n"))
    var maxWaiting = 256

    @Option(help: ArgumentHelp("Look for changed files this often.", valueName: "seconds"))
    var reloadEvery = 5.0

    @Flag(help: "Be unready while the last good state is served because newer files cannot be used.")
    var unreadyWhenStale = false

    @Option(help: "The namespace of objects in files that name none.")
    var namespace = "default"

    @Option(
        help: ArgumentHelp(
            "Read past this kind, though it may allow traffic: Kind or Kind.group.", valueName: "kind"))
    var ignoreKind: [String] = []

    @OptionGroup(title: "Running cluster") var running: ServedLiveArguments

    @OptionGroup(title: "Deciding") var deciding: DecidingArguments

    enum Undecided: String, ExpressibleByArgument, CaseIterable {
        case deny, allow
    }

    func validate() throws {
        guard cluster.isEmpty == running.live else {
            throw ValidationError("name the cluster as it is by --cluster, or follow a running one by --live")
        }
        guard !(cluster + specs).contains("-") else {
            throw ValidationError("standard input cannot be read again: name files or directories")
        }
        guard address != nil else { throw ValidationError("--listen must be a host and a port, as in 0.0.0.0:8443") }
        guard (0.1...29).contains(deadline) else {
            throw ValidationError("--deadline must be from 0.1 to 29 seconds: the API server waits for 30 at most")
        }
        guard (1_024...AdmissionReview.sizeLimit).contains(maxBytes) else {
            throw ValidationError("--max-bytes must be from 1024 to \(AdmissionReview.sizeLimit)")
        }
        guard maxWaiting >= 1 else { throw ValidationError("--max-waiting must be 1 or more") }
        guard (0.05...86_400).contains(reloadEvery) else {
            throw ValidationError("--reload-every must be from 0.05 to 86400 seconds")
        }
    }

    func run() throws {
        let logger = Logger(label: "netproof") { _ in JSONLogHandler() }
        let server = AdmissionServer(serving, logger: logger)
        let (ended, hasEnded) = (Ended(), DispatchSemaphore(value: 0))
        // The main thread is none of those that tasks run on: it may wait.
        Task {
            do {
                try await server.run()
                ended.set(.success(()))
            } catch {
                ended.set(.failure(error))
            }
            hasEnded.signal()
        }
        hasEnded.wait()
        do {
            try ended.get()
        } catch {
            logger.critical("cannot serve", metadata: ["problem": "\(error)"])
            throw ExitCode(RunStatus.failed.rawValue)
        }
    }

    private var address: (host: String, port: Int)? {
        guard let colon = listen.lastIndex(of: ":"), let port = Int(listen[listen.index(after: colon)...]),
            (0...65_535).contains(port), colon > listen.startIndex
        else { return nil }
        let host = listen[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        return (String(isBracketed ? host.dropFirst().dropLast() : host), port)
    }

    private var serving: ServeConfiguration {
        // Validated.
        let address = address!
        var configuration = ServeConfiguration(
            cluster: InputRequest(
                paths: cluster, specPaths: specs, live: running.request, defaultNamespace: namespace,
                ignoredKinds: ignoreKind),
            verifying: deciding.options, host: address.host, port: address.port, certificatePath: tlsCert,
            keyPath: tlsKey)
        configuration.live = running.serving
        configuration.assumesTemplates = assumeTemplates
        configuration.onlyWarns = warnOnly
        configuration.onUndecided = onUndecided == .deny ? .deny : .allow
        configuration.deadline = .milliseconds(Int(deadline * 1_000))
        configuration.sizeLimit = maxBytes
        configuration.queueLimit = maxWaiting
        configuration.reloadInterval = .milliseconds(Int(reloadEvery * 1_000))
        configuration.isUnreadyWhenStale = unreadyWhenStale
        configuration.workers = deciding.jobs
        return configuration
    }
}

/// How serving ended, left by a task for the thread that waits for it.
private final class Ended: Sendable {
    private let outcome = Mutex<Result<Void, any Error>?>(nil)

    func set(_ result: Result<Void, any Error>) { outcome.withLock { $0 = result } }

    func get() throws { try outcome.withLock { $0 }?.get() }
}
