import Diagnostics

extension InvariantResult {
    /// - Parameter inputWords: As in `ReportOptions`.
    func json(_ rule: FailureRule, _ inputWords: String? = nil) -> JSONValue {
        var members: [JSONValue.Member] = [.init("invariant", .string(invariant))]
        if let description { members.append(.init("description", .string(description))) }
        members += [
            .init("severity", .string(severity.rawValue)),
            .init("claim", .string(claim)),
            .init("source", .object(Optional(source).placeMembers())),
            .init("verdict", .string(verdict.rawValue)),
            .init("fails", .bool(RunStatus(self, rule) != .proved)),
            .init("scopes", scopes.json),
            .init("gap", .bool(scopes.hasGap)),
            .init("assumptions", .strings(assumptions.map(\.text))),
            .init("restsOn", .array(restsOn.map(\.json))),
            .init(
                "counterexamples",
                .array(
                    counterexamples.map { json(of: $0, inputWords) } + derivations.map(\.json)
                        + mislabelled.map(\.json))),
            .init("undecided", .array(undecidedReasons.map(\.json))),
            .init("vacuous", .array(vacuousParts.map(\.json))),
            .init("warnings", .array(warnings.map(\.json))),
            .init("waivers", .array(waivers.map(\.json))),
        ]
        if let known { members.append(.init("known", known.json)) }
        if let seconds { members.append(.init("seconds", .seconds(seconds))) }
        return .object(members)
    }
}

extension InvariantResult {
    /// A counterexample says which command shows more of it.
    private func json(of example: Counterexample, _ inputWords: String?) -> JSONValue {
        guard case .object(var members) = example.json, let command = inputWords.flatMap(example.traceCommand) else {
            return example.json
        }
        members.append(.init("more", .string(command)))
        return .object(members)
    }
}

extension ScopeVerdicts {
    fileprivate var json: JSONValue {
        .object([.init("listed", .string(listed.rawValue)), .init("future", .string(future.rawValue))])
    }
}

extension KnownViolations {
    fileprivate var json: JSONValue {
        .object([
            .init("rest", .string(rest.rawValue)), .init("entries", .array(entries.map(\.json))),
            .init("gone", .array(gone.map(\.json))),
        ])
    }
}

extension KnownViolations.Entry {
    fileprivate var json: JSONValue {
        .object(
            [.init("fingerprint", .string(fingerprint)), .init("headline", .string(headline))]
                + location.placeMembers())
    }
}

extension ScopedReason {
    fileprivate var json: JSONValue {
        .object([.init("scope", .string(scope.rawValue)), .init("reason", .string(text))])
    }
}

extension ReportedWaiver {
    var json: JSONValue {
        .object(
            [
                .init("name", .string(name)), .init("state", .string(state.rawValue)),
                .init("waives", .string(subject)), .init("reason", .string(reason)), .init("owner", .string(owner)),
                .init("expires", .string(expires)),
            ] + Optional(location).placeMembers())
    }
}

extension ReportedPolicy {
    var json: JSONValue {
        .object(
            [
                .init("kind", .string(kind)), .init("namespace", .optional(namespace)), .init("name", .string(name)),
            ] + Optional(location).placeMembers())
    }
}
