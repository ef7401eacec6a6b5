/// Which cluster is read, and what may be missing of it.
public struct LiveRequest: Hashable, Sendable {
    /// A context of the kubeconfig; nil for the current one.
    public var context: String?
    /// Kinds that may be left unread where the cluster withholds them, as `Kind` or `Kind.group`; they then stand among the
    /// assumptions.
    public var unreadableKinds: [String]
    /// The longest that one answer of the cluster may take.
    public var timeout: Duration
    /// Whether `kubectl` may ask its user; false where standard input is something to be read.
    public var mayAsk: Bool
    /// Told, before each kind is read, which one it is.
    public var progress: Progress?

    public init(
        context: String? = nil, unreadableKinds: [String] = [], timeout: Duration = .seconds(60), mayAsk: Bool = true,
        progress: Progress? = nil
    ) {
        self.context = context
        self.unreadableKinds = unreadableKinds
        self.timeout = timeout
        self.mayAsk = mayAsk
        self.progress = progress
    }

    /// Called from the thread that reads; requests are equal whatever they tell.
    public struct Progress: Hashable, Sendable {
        let tell: @Sendable (String) -> Void

        public init(_ tell: @escaping @Sendable (_ words: String) -> Void) { self.tell = tell }

        public static func == (left: Self, right: Self) -> Bool { true }

        public func hash(into hasher: inout Hasher) {}
    }
}
