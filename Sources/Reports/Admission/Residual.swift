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

    /// The labels under which it would be admitted with further policies.
    public struct Refinement: Hashable, Sendable {
        /// Labels, and policies with which the namespace is admitted under them.
        public struct Case: Hashable, Sendable {
            /// All conditions of one of these hold.
            public var cases: [[Condition]]
            public var policies: [SuggestedPolicy]

            public init(cases: [[Condition]], policies: [SuggestedPolicy]) {
                self.cases = cases
                self.policies = policies
            }
        }

        /// They do not overlap.
        public var cases: [Case] = []
        /// Whether no policies to choose from help under any other labels.
        public var isComplete = true

        public init() {}
    }

    public var namespace: String
    /// Whether whatever policies the namespace brings are left to its owner.
    public var forAnyPolicies: Bool
    /// It is admitted if all conditions of one case hold; nil where that is not known.
    public var cases: [[Condition]]?
    /// Why it is not known; nil where the solver gave up.
    public var reason: String?
    /// Whether the change is admitted with the labels that the namespace has already, too, though they are in no case: what
    /// stays as it is breaks nothing.
    public var alsoUnchanged = false
    /// Whether the change is denied whatever labels the namespace has, for something that is about no pod of it.
    public var isDeniedOtherwise = false
    /// Nil where that was not asked, or the solver gave up.
    public var refinement: Refinement?

    public init(namespace: String, forAnyPolicies: Bool, cases: [[Condition]]?) {
        self.namespace = namespace
        self.forAnyPolicies = forAnyPolicies
        self.cases = cases
    }

    /// The cases as phrases of which one has to hold.
    public var phrases: [String] {
        guard let cases else { return [reason ?? "not found within the solver's limits"] }
        let phrases = (alsoUnchanged ? ["the labels stay as they are"] : []) + Self.phrases(cases)
        return phrases.isEmpty ? ["under no labels at all"] : phrases
    }

    /// What the cases do not say of the change; nil: nothing.
    public var restriction: String? {
        isDeniedOtherwise ? "whatever these labels are, the change is denied for another reason" : nil
    }

    fileprivate static func phrases(_ cases: [[Condition]]) -> [String] {
        cases.map { $0.isEmpty ? "under any labels" : $0.map(\.inWords).joined(separator: ", and ") }
    }
}

extension Residual.Refinement.Case {
    /// Of which one has to hold.
    public var phrases: [String] { Residual.phrases(cases) }

    /// `team-b/default-deny-ingress and team-b/allow-dns`.
    public var names: String { policies.map { "\($0.namespace)/\($0.name)" }.joined(separator: " and ") }

    fileprivate var json: JSONValue {
        .object([
            .init("condition", .string(phrases.joined(separator: "; or "))), .init("cases", Residual.json(cases)),
            .init("policies", .array(policies.map(\.json))),
        ])
    }
}

extension Residual {
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("namespace", .string(namespace)), .init("forAnyPolicies", .bool(forAnyPolicies)),
            .init("condition", .string(phrases.joined(separator: "; or "))),
            .init("cases", cases.map(Self.json) ?? .null), .init("alsoUnchanged", .bool(alsoUnchanged)),
            .init("deniedOtherwise", .bool(isDeniedOtherwise)),
        ]
        if let refinement {
            members += [
                .init("withPolicies", .array(refinement.cases.map(\.json))),
                .init("withPoliciesComplete", .bool(refinement.isComplete)),
            ]
        }
        return .object(members)
    }

    fileprivate static func json(_ cases: [[Condition]]) -> JSONValue { .array(cases.map { .array($0.map(\.json)) }) }
}

extension Residual.Condition {
    fileprivate var json: JSONValue {
        .object([
            .init("key", .string(key)), .init("absent", .bool(absent)), .init("values", .strings(values)),
            .init("others", .bool(others)),
        ])
    }
}
