import Diagnostics

extension Check {
    /// The check as a rule: GitHub takes 1,024 characters of its descriptions.
    var sarifRule: JSONValue {
        .object([
            .init("id", .string(name)),
            .init("shortDescription", Self.text(title.printable(limit: 1000))),
            .init("fullDescription", Self.text(claim.printable(limit: 1000))),
            .init("help", Self.text(help)),
            .init("defaultConfiguration", .object([.init("level", .string("error"))])),
            .init(
                "properties",
                .object([
                    .init("tags", .strings(["security", "network-policy"])),
                    .init("precision", .string("very-high")),
                    .init("severity", .string(severity.rawValue)),
                    .init("security-severity", .string(severity.score)),
                ])),
        ])
    }

    private static func text(_ text: String) -> JSONValue { .object([.init("text", .string(text))]) }
}

extension InvariantResult.Severity {
    /// A score that GitHub shows as the word: above 9 critical, from 7 high, from 4 medium, above 0 low.
    fileprivate var score: String {
        switch self {
        case .info: "0.5"
        case .low: "2.0"
        case .medium: "5.5"
        case .high: "8.0"
        case .critical: "9.5"
        }
    }
}
