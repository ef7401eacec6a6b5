/// How long the parts of watching a cluster may take.
public struct WatchTimes: Hashable, Sendable {
    /// Objects of one page of a list.
    public var pageSize = 500
    /// The server ends a watch after so long, and the next one goes on from there: a quiet cluster is heard of this often.
    public var watch = Duration.seconds(60)
    /// Until an answer begins.
    public var answer = Duration.seconds(30)
    /// Without a byte, before a connection counts as lost; longer than `watch`.
    public var silence = Duration.seconds(75)
    /// Between two questions for what is served, by which kinds that are new become known.
    public var discovery = Duration.seconds(60)
    /// After the first failure; each further one doubles it.
    public var firstPause = Duration.milliseconds(500)
    public var longestPause = Duration.seconds(30)

    public init() {}
}
