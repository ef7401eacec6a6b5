import Diagnostics

extension SARIF {
    /// One finding, at the line to change first.
    static func result(_ finding: Finding, _ options: ReportOptions) -> JSONValue {
        let related = finding.related.enumerated().map { index, place in
            location(place.location, options, id: index + 1, message: place.message)
        }
        var members: [JSONValue.Member] = [
            .init("ruleId", .string(finding.check)),
            .init("ruleIndex", .integer(finding.checkIndex)),
            .init("level", .string(finding.level.rawValue)),
            .init("message", message(([finding.headline] + finding.details).joined(separator: "\n"))),
            .init("locations", .array([location(finding.place, options)])),
        ]
        if !related.isEmpty { members.append(.init("relatedLocations", .array(related))) }
        members.append(.init("partialFingerprints", fingerprints(finding)))
        if let suppression = suppression(of: finding) { members.append(.init("suppressions", .array([suppression]))) }
        members.append(.init("properties", .object([.init("finding", .string(finding.kind.rawValue))])))
        return .object(members)
    }

    /// Why a finding is not to be acted on: somebody answers for it, or the baseline knows it.
    private static func suppression(of finding: Finding) -> JSONValue? {
        let why: String
        if finding.kind == .waived, let waiver = finding.waiver {
            why = "\(waiver.reason) (\(waiver.owner), until \(waiver.expires))"
        } else if finding.isKnown {
            why = "known in the baseline"
        } else {
            return nil
        }
        return .object([
            .init("kind", .string("external")), .init("status", .string("accepted")),
            .init("justification", .string(why.printable(limit: .max))),
        ])
    }

    /// GitHub tells alerts apart by the second name alone, and would else compute it from the text around the line.
    private static func fingerprints(_ finding: Finding) -> JSONValue {
        .object([
            .init("netproofFinding/v1", .string(finding.fingerprint)),
            .init("primaryLocationLineHash", .string(finding.fingerprint + ":1")),
        ])
    }
}
