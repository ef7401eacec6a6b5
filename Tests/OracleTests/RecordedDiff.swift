import NetworkModel

/// How the connections of two cases differ, as recorded.
struct RecordedDiff {
    /// A line of it: what is allowed before and after.
    struct Change {
        var source: RecordedEnd
        var destination: RecordedEnd
        var before: PortSet
        var after: PortSet
    }

    var changes: [Change] = []

    init?(_ text: String) {
        for line in text.split(separator: "\n") where line != "Connectivity diff:" {
            guard let change = Change(line) else { return nil }
            changes.append(change)
        }
    }

    /// The recorded change between two ends; nil where nothing changes.
    func change(from source: ComparedEnd, to destination: ComparedEnd) -> Change? {
        changes.first { source.isIn($0.source) && destination.isIn($0.destination) }
    }
}

extension RecordedDiff.Change {
    /// `diff-type: …, source: …, destination: …, ref1: …, ref2: …`, and perhaps `, workloads-diff-info: …`.
    fileprivate init?(_ line: Substring) {
        guard let source = line.value(of: "source: ", upTo: ", destination: ").flatMap(RecordedEnd.init),
            let destination = line.value(of: "destination: ", upTo: ", ref1: ").flatMap(RecordedEnd.init),
            let before = line.value(of: "ref1: ", upTo: ", ref2: ").flatMap(PortSet.init(recorded:)),
            let after = line.value(of: "ref2: ", upTo: ", workloads-diff-info: ").flatMap(PortSet.init(recorded:))
        else { return nil }
        self.init(source: source, destination: destination, before: before, after: after)
    }
}

extension Substring {
    /// What stands between a key and the next, or the end of the line.
    fileprivate func value(of key: String, upTo next: String) -> Substring? {
        guard let start = firstRange(of: key)?.upperBound else { return nil }
        return self[start..<(firstRange(of: next)?.lowerBound ?? endIndex)]
    }
}
