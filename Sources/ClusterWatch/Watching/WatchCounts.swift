/// What happened in watching one resource.
public struct WatchCounts: Hashable, Sendable {
    /// That are known.
    public var objects = 0
    /// How often all objects were taken anew.
    public var lists = 0
    public var puts = 0
    public var removals = 0
    public var bookmarks = 0
    public var failures = 0

    mutating func count(_ event: WatchEvent) {
        switch event {
        case .put: puts += 1
        case .removed: removals += 1
        case .bookmark: bookmarks += 1
        }
    }
}

extension WatchEvent {
    var isBookmark: Bool { if case .bookmark = self { true } else { false } }
}
