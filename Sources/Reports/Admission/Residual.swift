/// Under which labels a namespace would be admitted, with everything else as it is.
public struct Residual: Hashable, Sendable {
    /// What one case asks of one label key.
    public struct Condition: Hashable, Sendable {
        public var key: String
        /// Whether the label may be absent.
        public var absent: Bool
        /// The values that it may have, or if `others` holds those that it may not.
        public var values: [String]
        /// Whether any value but `values` is meant.
        public var others: Bool

        public init(key: String, absent: Bool, values: [String], others: Bool) {
            self.key = key
            self.absent = absent
            self.values = values
            self.others = others
        }

        /// `env is prod or test`, `tenant is present`, `tier is absent`, `env is not prod`.
        public var inWords: String {
            let list = values.joined(separator: " or ")
            switch (absent, others) {
            case (true, true): return "\(key) is not \(list)"
            case (true, false): return values.isEmpty ? "\(key) is absent" : "\(key) is absent or \(list)"
            case (false, true): return "\(key) is present" + (values.isEmpty ? "" : " but not \(list)")
            case (false, false): return "\(key) is \(list)"
            }
        }
    }

    public var namespace: String
    /// Whether whatever policies the namespace brings are left to its owner.
    public var forAnyPolicies: Bool
    /// It is admitted if all conditions of one case hold; nil where the solver gave up.
    public var cases: [[Condition]]?

    public init(namespace: String, forAnyPolicies: Bool, cases: [[Condition]]?) {
        self.namespace = namespace
        self.forAnyPolicies = forAnyPolicies
        self.cases = cases
    }

    /// The cases as phrases of which one has to hold.
    public var phrases: [String] {
        guard let cases else { return ["not found within the solver's limits"] }
        if cases.isEmpty { return ["under no labels at all"] }
        return cases.map { $0.isEmpty ? "under any labels" : $0.map(\.inWords).joined(separator: ", and ") }
    }
}

extension Residual {
    var json: JSONValue {
        .object([
            .init("namespace", .string(namespace)), .init("forAnyPolicies", .bool(forAnyPolicies)),
            .init("condition", .string(phrases.joined(separator: "; or "))),
            .init("cases", cases.map { .array($0.map { .array($0.map(\.json)) }) } ?? .null),
        ])
    }
}

extension Residual.Condition {
    fileprivate var json: JSONValue {
        .object([
            .init("key", .string(key)), .init("absent", .bool(absent)), .init("values", .strings(values)),
            .init("others", .bool(others)),
        ])
    }
}
