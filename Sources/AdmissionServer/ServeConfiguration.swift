public import Analyses
public import ClusterWatch

/// How the admission webhook is served.
public struct ServeConfiguration: Sendable {
    /// What becomes of a review that cannot be decided.
    public enum Undecided: String, Hashable, Sendable, CaseIterable {
        case deny, allow
    }

    /// A running cluster that is followed.
    public struct Live: Sendable {
        public var access: APIAccess
        public var times = WatchTimes()
        /// Without news of some kind of object for so long, or with news that could not be taken up, the state counts as
        /// stale: nothing is decided by it, and the server is not ready.
        public var staleAfter = Duration.seconds(120)
        /// How long changes are gathered before they are taken up.
        public var settling = Duration.milliseconds(250)

        public init(access: APIAccess) {
            self.access = access
        }
    }

    /// The cluster as it is, and its Specs; with `live` the paths of the Specs, and which kinds may be withheld.
    public var cluster: InputRequest
    /// Nil where the cluster is files alone.
    public var live: Live?
    public var verifying: VerifyOptions
    public var host: String
    /// 0: one that is free.
    public var port: Int
    /// Of the certificate chain, in PEM.
    public var certificatePath: String
    /// Of its private key, in PEM.
    public var keyPath: String
    /// Whether new namespaces are taken to have the policies that the universe says that they are created with.
    public var assumesTemplates = false
    /// Allow what would be denied, with the reasons as warnings.
    public var onlyWarns = false
    public var onUndecided = Undecided.deny
    /// From the last byte of a review to its answer; a shorter one that the API server names counts instead.
    public var deadline = Duration.seconds(5)
    /// How long the bytes of a review may take.
    public var bodyDeadline = Duration.seconds(5)
    /// Of one review, in bytes.
    public var sizeLimit = AdmissionReview.sizeLimit
    /// How many reviews may wait to be decided; more are not decided at all.
    public var queueLimit = 256
    /// Threads that decide; nil for as many as there are processors.
    public var workers: Int?
    /// How often files are looked at for changes.
    public var reloadInterval = Duration.seconds(5)
    /// Whether it is not ready while it goes on with the last good state, because a newer one cannot be used.
    public var isUnreadyWhenStale = false

    public init(
        cluster: InputRequest, verifying: VerifyOptions = VerifyOptions(), host: String = "127.0.0.1", port: Int,
        certificatePath: String, keyPath: String
    ) {
        self.cluster = cluster
        self.verifying = verifying
        self.host = host
        self.port = port
        self.certificatePath = certificatePath
        self.keyPath = keyPath
    }
}
