import Diagnostics
import NetworkModel

extension DiffReport {
    /// SARIF 2.1.0: each class is a result, at the line of the head that decides an example of it.
    func sarif(_ options: ReportOptions, failingOn threshold: DiffThreshold) -> String {
        let status = RunStatus(self, failingOn: threshold)
        var notices = diagnostics.map { SARIF.notification($0, options) }
        if !isComplete {
            let notice = Diagnostic(
                "not-complete", severity: .warning, at: nil, "there are more differences than are described")
            notices.append(SARIF.notification(notice, options))
        }
        if let undecided {
            notices.append(SARIF.notification(Diagnostic("undecided", at: nil, undecided), options))
        }
        var results: [JSONValue] = []
        var taken: [String: Int] = [:]
        for found in classes {
            let number = taken[found.sentence, default: 0]
            taken[found.sentence] = number + 1
            results.append(result(found, number, threshold, options))
        }
        return SARIF.log([
            .init("tool", SARIF.tool(rules: SARIFDiffRule.allCases.map(\.json), options)),
            .init("invocations", .array([SARIF.invocation(status, isSuccess: true, notices)])),
            .init("results", .array(results)),
            .init("properties", .object([.init("relation", .string(relation.rawValue))])),
        ])
    }

    private func result(
        _ found: DiffClass, _ number: Int, _ threshold: DiffThreshold, _ options: ReportOptions
    ) -> JSONValue {
        let rule = SARIFDiffRule(found)
        let places = places(of: found)
        let details = TextReport(isVerbose: true).lines(found, 1).dropFirst().map { String($0.dropFirst(2)) }
        let message = (["\(rule.title): \(found.sentence)".printable(limit: .max)] + details).joined(separator: "\n")
        let fails = !found.isExpected && (threshold == .any || threshold == .opened && found.kind == .opened)
        var members: [JSONValue.Member] = [
            .init("ruleId", .string(rule.rawValue)),
            .init("ruleIndex", .integer(rule.index)),
            .init("level", .string(fails ? "error" : "note")),
            .init("message", SARIF.message(message)),
        ]
        if let first = places.first {
            members.append(.init("locations", .array([SARIF.location(first.location, options)])))
        }
        let related = places.dropFirst().enumerated().map {
            SARIF.location($0.element.location, options, id: $0.offset + 1, message: $0.element.message)
        }
        if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
        let identity = JSONValue.strings(["netproof/difference/1", rule.rawValue, found.sentence, "\(number)"]).document
        let fingerprint = String(SHA256.hexadecimal(Array(identity.utf8)).prefix(32))
        members.append(
            .init(
                "partialFingerprints",
                .object([
                    .init("netproofFinding/v1", .string(fingerprint)),
                    .init("primaryLocationLineHash", .string(fingerprint + ":1")),
                ])))
        return .object(members)
    }

    /// The lines that decide the example, those of the head first; each once.
    private func places(of found: DiffClass) -> [Diagnostic.Related] {
        var result: [Diagnostic.Related] = []
        var seen: Set<SourceLocation> = []
        for (decision, revision, name) in [(found.witness.head, head, "head"), (found.witness.base, base, "base")] {
            for direction in found.witness.changedDirections {
                for place in decision[direction].decidingPlaces {
                    let location = revision.inRepository(place)
                    guard seen.insert(location).inserted else { continue }
                    result.append(Diagnostic.Related(location: location, message: "\(name): \(direction.rawValue)"))
                }
            }
        }
        return result
    }
}

extension DiffRevision {
    /// A place as a path of the repository: git's own spelling names the revision first.
    func inRepository(_ place: SourceLocation) -> SourceLocation {
        guard name.hasPrefix("git:"), let colon = place.file.firstIndex(of: ":") else { return place }
        var place = place
        place.file = String(place.file[place.file.index(after: colon)...])
        return place
    }
}

extension EndExplanation {
    fileprivate var decidingPlaces: [SourceLocation] {
        let entries = [rule, peer, port].compactMap { $0?.location }
        return entries + (isolatedBy.isEmpty ? [policy?.location].compactMap(\.self) : isolatedBy.map(\.location))
    }
}

/// The kinds of results.
private enum SARIFDiffRule: String, CaseIterable {
    case opened = "connections-opened"
    case openedAsExpected = "connections-opened-as-expected"
    case closed = "connections-closed"

    init(_ found: DiffClass) {
        switch (found.kind, found.isExpected) {
        case (.opened, false): self = .opened
        case (.opened, true): self = .openedAsExpected
        case (.closed, _): self = .closed
        }
    }

    // Every case is one of them all.
    var index: Int { Self.allCases.firstIndex(of: self)! }

    var title: String {
        switch self {
        case .opened: "the change opens connections"
        case .openedAsExpected: "the change opens connections, as expected"
        case .closed: "the change closes connections"
        }
    }

    var json: JSONValue {
        .object([
            .init("id", .string(rawValue)), .init("shortDescription", .object([.init("text", .string(title))])),
            .init(
                "properties", .object([.init("tags", .strings(["security", "network-policy"]))])),
        ])
    }
}
