import Diagnostics

extension MislabelledNamespace {
    /// The namespace as it stands among the counterexamples of the report's document.
    var json: JSONValue {
        let members: [JSONValue.Member] = [
            .init("kind", .string("namespace")), .init("scope", .string(Scope.listed.rawValue)),
            .init(
                "namespace",
                .object([
                    .init("name", .string(name)), .init("listed", .bool(true)), .init("labels", .sorted(labels)),
                ])),
            .init("faults", .array(faults.map(\.json))),
        ]
        return .object(
            members + location.placeMembers() + [.init("definite", .bool(true)), .init("dependsOn", .array([]))])
    }
}

extension MislabelledNamespace.Fault {
    fileprivate var json: JSONValue {
        .object([
            .init("rule", .string(rule)), .init("message", .string(message)),
            .init("suggestion", .optional(suggestion)),
        ])
    }
}
