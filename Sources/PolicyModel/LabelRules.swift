public import Diagnostics

extension Universe {
    /// What is assumed of one label key.
    public struct LabelRule: Hashable, Sendable {
        public var key: String
        public var isRequired: Bool
        /// The only values allowed, sorted; nil for any.
        public var values: [String]?
        /// Whether the label of a namespace stays as it was when the namespace was created; never of pods.
        public var isImmutable: Bool
        /// Who alone may set, change or remove the label; nil for anybody who may update the object.
        public var setBy: LabelSetters?

        public init(
            key: String, isRequired: Bool = false, values: [String]? = nil, isImmutable: Bool = false,
            setBy: LabelSetters? = nil
        ) {
            self.key = key
            self.isRequired = isRequired
            self.values = values.map { Array(Set($0)).sorted() }
            self.isImmutable = isImmutable
            self.setBy = setBy
        }
    }

    /// The users who alone may set a label: those of these names, and the members of these groups.
    public struct LabelSetters: Hashable, Sendable {
        /// Sorted, as the API server knows them: `jane`, `system:serviceaccount:NAMESPACE:NAME`.
        public var users: [String]
        /// Sorted.
        public var groups: [String]

        public init(users: [String] = [], groups: [String] = []) {
            self.users = Array(Set(users)).sorted()
            self.groups = Array(Set(groups)).sorted()
        }
    }

    /// A rule between labels of one object: where they match the one selector, they match the other.
    public struct LabelImplication: Hashable, Sendable {
        /// What it is called in proofs; nil: by its position.
        public var name: String?
        public var condition: LabelSelector
        public var consequence: LabelSelector
        public var location: SourceLocation?

        public init(
            name: String? = nil, if condition: LabelSelector, then consequence: LabelSelector,
            location: SourceLocation? = nil
        ) {
            self.name = name
            self.condition = condition
            self.consequence = consequence
            self.location = location
        }

        /// Every key that it speaks of, sorted.
        public var keys: [String] {
            Array(Set((condition.requirements + consequence.requirements).map(\.key))).sorted()
        }

        /// What it is called among the implications that it is one of: its name, or else its position from 0.
        public func title(at position: Int) -> String { name ?? String(position) }
    }
}
