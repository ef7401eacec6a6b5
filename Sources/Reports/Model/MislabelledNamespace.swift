public import Diagnostics

/// A listed namespace whose labels break rules that they are claimed to obey.
public struct MislabelledNamespace: Hashable, Sendable, Codable {
    /// One broken rule.
    public struct Fault: Hashable, Sendable, Codable {
        /// As the LabelUniverse names it: `namespaces.labels.env.required`.
        public var rule: String
        /// What follows the namespace's name, as in `lacks the label …`.
        public var message: String
        public var suggestion: String?

        public init(rule: String, message: String, suggestion: String? = nil) {
            self.rule = rule
            self.message = message
            self.suggestion = suggestion
        }
    }

    public var name: String
    public var labels: [String: String]
    public var location: SourceLocation?
    /// Not empty.
    public var faults: [Fault]

    public init(name: String, labels: [String: String], location: SourceLocation?, faults: [Fault]) {
        self.name = name
        self.labels = labels
        self.location = location
        self.faults = faults
    }

    /// "namespace `a` lacks the label …".
    public var sentence: String {
        "namespace \(name.inBackticks) " + faults.map(\.message).joined(separator: "; it ")
    }
}
