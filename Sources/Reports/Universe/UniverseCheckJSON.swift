extension UniverseCheckReport {
    /// The report as the document that `schemas/universe-check.schema.json` describes.
    public var json: JSONValue {
        .object([
            .init("version", .string(Self.contractVersion)),
            .init(
                "summary",
                .object([
                    .init("assumptions", .integer(assumptions.count)), .init("unused", .integer(unused.count)),
                    .init("carrying", .integer(assumptions.count { !$0.fallsWithout.isEmpty })),
                    .init("proofs", .integer(proofs.count)),
                ])),
            .init("assumptions", .array(assumptions.map(\.json))),
            .init("unused", .strings(unused.map(\.name))),
            .init("results", .array(verification.results.map(\.briefJSON))),
            .init("diagnostics", .array(verification.diagnostics.map(\.json))),
            .init("solver", verification.solver.json),
        ])
    }
}

extension UniverseCheckReport.Assumption {
    fileprivate var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("uses", .array(uses.map { .object($0.members) })),
            .init(
                "fallsWithout",
                .array(
                    fallsWithout.map { fallen in
                        .object(fallen.proof.members + [.init("verdict", .string(fallen.verdict.rawValue))])
                    })),
        ])
    }
}

extension UniverseCheckReport.Proof {
    fileprivate var members: [JSONValue.Member] {
        [.init("invariant", .string(invariant)), .init("scope", .string(scope.rawValue))]
    }
}

extension InvariantResult {
    fileprivate var briefJSON: JSONValue {
        .object([
            .init("invariant", .string(invariant)), .init("verdict", .string(verdict.rawValue)),
            .init(
                "scopes",
                .object([
                    .init("listed", .string(scopes.listed.rawValue)), .init("future", .string(scopes.future.rawValue)),
                ])),
        ])
    }
}
