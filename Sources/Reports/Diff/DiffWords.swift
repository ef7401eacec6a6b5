import Diagnostics
import NetworkModel

extension DiffClass {
    /// `from pods with app=web in namespace shop to …`, in one line.
    public var sentence: String {
        let but = exceptions.map { ", but not " + $0.inWords(beside: connections) }.joined()
        return connections.inWords + but
    }
}

extension DiffConnections {
    var inWords: String { "from \(from.inWords) to \(to.inWords) on \(ports.inWords)\(besides(nil))" }

    /// What tells these from others that they are part of.
    func inWords(beside whole: DiffConnections) -> String {
        var parts: [String] = []
        if from != whole.from { parts.append("from " + from.inWords) }
        if to != whole.to { parts.append("to " + to.inWords) }
        if ports != whole.ports { parts.append("on " + ports.inWords) }
        return parts.joined(separator: " ") + besides(whole)
    }

    private func besides(_ whole: DiffConnections?) -> String {
        let own = conditions.filter { !(whole?.conditions.contains($0) ?? false) }
        return own.isEmpty ? "" : ", where " + own.map(\.text).joined(separator: " and ")
    }
}

extension DiffEndpoint {
    /// The endpoints as a noun phrase.
    public var inWords: String {
        let outside =
            isEveryExternal
            ? "any address outside the cluster" : "addresses outside the cluster in " + external.inWords
        guard let pods else { return outside }
        if external.isEmpty { return pods.inWords }
        return "\(pods.inWords), or \(outside)"
    }
}

extension DiffPods {
    /// How many namespaces are told by name.
    private static let shown = 8

    var inWords: String {
        let asked = labels.map(\.inWords) + (addresses.map { ["an address in " + $0.inWords] } ?? [])
        let who = asked.isEmpty ? "any pod" : "pods with " + asked.joined(separator: " and ")
        return who + " " + places
    }

    private var places: String {
        let labelled =
            namespaceLabels.isEmpty ? "" : " with " + namespaceLabels.map(\.inWords).joined(separator: " and ")
        let ofWorkloads =
            workloads.map { list in
                list.isEmpty ? "" : " of " + Self.list(list.map(\.description))
            } ?? ""
        if workloads != nil, namespaces.isEmpty, !includesFuture { return ofWorkloads.trimmed }
        let own = namespaces.count == 1 ? "namespace \(namespaces[0])" : "namespaces " + Self.list(namespaces)
        let everyListed = otherNamespaces.isEmpty
        var words: String
        switch (includesFuture, everyListed) {
        case (true, true): words = "in any namespace" + labelled
        case (true, false) where namespaces.isEmpty: words = "in any namespace yet to be created" + labelled
        case (true, false) where otherNamespaces.count < namespaces.count:
            words = "in any namespace\(labelled) but \(Self.list(otherNamespaces))"
        case (true, false): words = "in \(own) or any yet to be created" + labelled
        case (false, true) where namespaces.count > 1 && !futureMayExist: words = "in any namespace" + labelled
        case (false, true) where namespaces.count > Self.shown: words = "in any listed namespace" + labelled
        case (false, false) where namespaces.count > Self.shown && otherNamespaces.count < namespaces.count:
            words = "in any listed namespace\(labelled) but \(Self.list(otherNamespaces))"
        case (false, _): words = "in " + own + labelled
        }
        if let workloads, !workloads.isEmpty { words += ", and those" + ofWorkloads }
        return words
    }

    private static func list(_ names: [String]) -> String {
        TextReport.abbreviated(names, to: shown).joined(separator: ", ")
    }
}

extension DiffLabel {
    /// `env=prod`, `env in (a, b)`, `env not in (a, b)`, `any env`, `no env`, and what may be absent besides.
    var inWords: String {
        let list = "(" + values.joined(separator: ", ") + ")"
        switch (isExcept, values.count, mayBeAbsent) {
        case (false, 0, _): return "no \(key)"
        case (false, 1, false): return "\(key)=\(values[0])"
        case (false, _, false): return "\(key) in \(list)"
        case (false, 1, true): return "\(key)=\(values[0]) or no \(key)"
        case (false, _, true): return "\(key) in \(list) or no \(key)"
        case (true, 0, _): return "any \(key)"
        case (true, _, true): return "\(key) not in \(list)"
        case (true, _, false): return "any \(key) but \(list)"
        }
    }
}

extension PortSet {
    /// `TCP 80, 443, 8000-8080 and UDP 53`.
    var inWords: String {
        if isAll { return "every port" }
        let parts = TransportProtocol.allCases.filter { !self[$0].isEmpty }.map { transport in
            let ranges = self[transport].ranges
            if ranges == [PortSet.validPorts] { return "every \(transport.name) port" }
            return "\(transport.name) "
                + ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
                .joined(separator: ", ")
        }
        return parts.joined(separator: " and ")
    }
}

extension AddressSet {
    /// Blocks and ranges, a few of them.
    var inWords: String { TextReport.abbreviated(texts, to: 6).joined(separator: ", ") }

    /// Each range as a block where it is one, and else by its ends.
    var texts: [String] {
        IPAddress.Family.allCases.flatMap { family in
            self[family].ranges.map { range in
                let (first, last) = (
                    IPAddress(family: family, value: range.lowerBound),
                    IPAddress(family: family, value: range.upperBound)
                )
                let block = (0...family.bits).lazy.map { CIDRBlock(first, prefixLength: $0) }.first {
                    $0.range == range
                }
                return block.map(\.description) ?? "\(first)-\(last)"
            }
        }
    }
}

extension DiffReport.Relation {
    /// What the head does, in words.
    public var sentence: String {
        switch self {
        case .equivalent: "equivalent: every connection is allowed in both revisions or in neither"
        case .tightened: "tightened: the change closes connections and opens none"
        case .opened: "opened: the change opens connections and closes none"
        case .both: "both: the change opens connections and closes others"
        case .undecided: "undecided: the solver gave up"
        }
    }
}

extension String {
    fileprivate var trimmed: String { hasPrefix(" ") ? String(dropFirst()) : self }
}
