import Diagnostics
import NetworkModel

extension Counterexample {
    /// `pod … connects to pod … on TCP 3306`, or `no policy selects pod … for ingress`.
    public var sentence: String {
        if let (end, direction) = openPod {
            return "no policy selects \(TextReport.inWords(end)) for \(direction.rawValue)"
        }
        let verb = connects ? "connects to" : "cannot connect to"
        return "\(TextReport.inWords(from)) \(verb) \(TextReport.inWords(to)) on \(transport.name) \(port)"
    }

    /// The counterexample as the text for people tells it.
    var explanation: [String] {
        TextReport(isVerbose: true).counterexample(self, title: "counterexample").map { String($0.dropFirst(2)) }
    }

    /// The line that makes the connection what it is: of the destination's end, where that has a say.
    var decidingPlace: SourceLocation? { [ingress, egress].decidingPlace }

    /// Every place that has a part in it, the destination's first.
    var places: [Diagnostic.Related] { ingress.places(.ingress) + egress.places(.egress) }

    /// The policies that decide it.
    var policies: [ReportedPolicy] { [ingress, egress].flatMap(\.policies) }

    /// What stays the same when lines move, and differs where other policies or rules are at fault.
    var identity: [String] {
        let what = openPod.map { "open for " + $0.direction.rawValue } ?? (connects ? "connects" : "cannot connect")
        return [what] + ingress.identity + egress.identity
    }
}

extension [EndExplanation] {
    /// The line that makes it what it is that the ends say together: of the first of them that has a say.
    var decidingPlace: SourceLocation? {
        let passes = allSatisfy { $0.decision == .allowed }
        let ends = filter { passes || $0.decision == .denied }
        return ends.lazy.compactMap(\.location).first ?? ends.lazy.compactMap(\.nearestMiss?.rule.location).first
    }
}

extension EndExplanation {
    /// The policies that decide it.
    var policies: [ReportedPolicy] { [policy].compactMap(\.self) + isolatedBy }

    /// Every place that has a part in it.
    func places(_ direction: Direction) -> [Diagnostic.Related] {
        let name = policy?.qualifiedName ?? ""
        let entries = [rule, peer, port].compactMap(\.self).map {
            Diagnostic.Related(location: $0.location, message: "\(direction.rawValue): \(name) \($0.path)")
        }
        let isolating = isolatedBy.sorted().map {
            Diagnostic.Related(location: $0.location, message: "\(direction.rawValue): isolated by \($0.qualifiedName)")
        }
        return entries + isolating + nearest(direction) + whole(direction)
    }

    private func nearest(_ direction: Direction) -> [Diagnostic.Related] {
        guard let miss = nearestMiss else { return [] }
        let rule = "\(miss.policy.qualifiedName) \(miss.rule.path)"
        let message = "\(direction.rawValue): \(rule) does not match because \(miss.why)"
        return [.init(location: miss.rule.location, message: message)]
    }

    private func whole(_ direction: Direction) -> [Diagnostic.Related] {
        policy.map { [.init(location: $0.location, message: "\(direction.rawValue): \($0.qualifiedName)")] } ?? []
    }

    /// A fixed number of words for each end, so that ends cannot be mistaken for each other.
    var identity: [String] {
        [
            decision.rawValue, basis.identifier, policy.map { $0.kind + " " + $0.qualifiedName } ?? "",
            rule?.path ?? "", peer?.path ?? "", port?.path ?? "",
            JSONValue.strings(isolatedBy.sorted().map { $0.kind + " " + $0.qualifiedName }).document,
        ]
    }
}
