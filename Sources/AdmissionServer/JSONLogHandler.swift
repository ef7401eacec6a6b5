import Foundation
public import Logging
import Reports

/// Writes each message as one JSON object on a line of standard error.
public struct JSONLogHandler: LogHandler {
    public var logLevel = Logger.Level.info
    public var metadata: Logger.Metadata = [:]

    public init() {}

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
        var members = [
            ("time", Date.now.ISO8601Format()), ("level", event.level.rawValue), ("message", event.message.description),
        ]
        members += all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let pairs = members.map { JSONValue.literal($0.0) + ":" + JSONValue.literal($0.1) }
        // One write for a line, so that lines of several threads do not mix.
        try? FileHandle.standardError.write(contentsOf: Data("{\(pairs.joined(separator: ","))}\n".utf8))
    }
}
