import NetworkModel
import PolicyModel

extension Claim {
    /// The claim in words: `no connection from pods in namespaces with env=test to … on TCP 3306`.
    var inWords: String {
        switch self {
        case .connections(let claim): claim.inWords
        case .isolated(let claim): claim.inWords
        case .labelled(let claim): claim.inWords
        case .derived(let claim): claim.inWords
        }
    }
}

extension DerivedClaim {
    /// The rules for a violation, as they are written.
    fileprivate var inWords: String {
        let rules = program.rules.filter { $0.head.relation == violation }
        let texts = rules.map(\.text).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return "nothing derives " + (texts.isEmpty ? "a violation" : texts.joined(separator: " or "))
    }
}

extension LabellingClaim {
    fileprivate var inWords: String {
        let rules = keys.map { "for " + $0.joined(separator: ", ") } ?? "for labels"
        return "the universe's rules \(rules) hold of the listed namespaces of \(namespaces.inWords(source: false))"
    }
}

extension IsolationClaim {
    fileprivate var inWords: String {
        let directions = directions.map(\.rawValue).joined(separator: " and one for ")
        return "a policy for \(directions) selects \(pods.inWords(source: false))"
    }
}

extension ConnectionClaim {
    fileprivate var inWords: String {
        let from = self.from.inWords(source: true)
        let to = self.to.inWords(source: false)
        let related = pair.isEmpty ? "" : ", where " + pair.map(\.inWords).joined(separator: " and ")
        let ports = ports.inWords(every: quantity == .always)
        switch quantity {
        case .never: return "no connection from \(from) to \(to) on \(ports)\(related)"
        case .always: return "every connection from \(from) to \(to) on \(ports)\(related)"
        case .only: return "no connection to \(to) on \(ports) but from \(from)\(related)"
        }
    }
}

extension ConnectionClaim.Relation {
    /// What it demands of the two ends. `different` includes that either lacks the label.
    var inWords: String {
        switch self {
        case .namespace(isSame: true): "both are in one namespace"
        case .namespace(isSame: false): "they are in different namespaces"
        case .namespaceLabel(let key, isSame: true): "their namespaces carry the same \(key)"
        case .namespaceLabel(let key, isSame: false): "their namespaces do not both carry the same \(key)"
        case .podLabel(let key, isSame: true): "both pods carry the same \(key)"
        case .podLabel(let key, isSame: false): "the pods do not both carry the same \(key)"
        }
    }
}

extension [PortEntry]? {
    /// All entries; nil is every port.
    func inWords(every: Bool) -> String {
        guard let self else { return every ? "every port" : "any port" }
        return self.flatMap(\.inWords).joined(separator: every ? " and " : " or ")
    }
}

extension PortEntry {
    /// One phrase for each protocol and range.
    var inWords: [String] {
        switch match {
        case .named(let name, let transport): ["\(transport.name) port `\(name)`"]
        case .ports(let set):
            TransportProtocol.allCases.flatMap { transport in
                set[transport].ranges.map { $0.inWords(transport) }
            }
        }
    }
}

extension ClosedRange<UInt16> {
    fileprivate func inWords(_ transport: TransportProtocol) -> String {
        if self == PortSet.validPorts { return "any \(transport.name) port" }
        return count == 1 ? "\(transport.name) \(lowerBound)" : "\(transport.name) \(lowerBound)-\(upperBound)"
    }
}
