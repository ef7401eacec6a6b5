public import Diagnostics

/// The NetworkPolicies that a denied change lacks, or why none would help.
public struct PolicySuggestion: Hashable, Sendable {
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// With these policies the change is admitted, and with no fewer of those to choose from.
        case found
        /// No further NetworkPolicies in the namespaces of the change make it admissible, whatever they say.
        case impossible
        /// None of the policies to choose from do, all together or some of them.
        case noneOfTheCandidates = "none-of-the-candidates"
        /// There was too much to try.
        case unfinished
    }

    public var outcome: Outcome
    /// How many policies there were to choose from.
    public var candidates: Int
    /// Each in the namespace that it is for.
    public var policies: [SuggestedPolicy]
    /// What is proved of the change with these policies, invariant by invariant.
    public var proof: [AdmissionResult]
    /// Why there are none.
    public var obstacles: [SuggestionObstacle]
    /// What else to think of before they are committed, in words.
    public var notes: [String]

    public init(
        _ outcome: Outcome, candidates: Int, policies: [SuggestedPolicy] = [], proof: [AdmissionResult] = [],
        obstacles: [SuggestionObstacle] = [], notes: [String] = []
    ) {
        self.outcome = outcome
        self.candidates = candidates
        self.policies = policies
        self.proof = proof
        self.obstacles = obstacles
        self.notes = notes
    }

    /// The policies as one file of YAML documents.
    public var manifests: String { policies.map { "---\n" + $0.manifest }.joined() }
}

/// A policy to add.
public struct SuggestedPolicy: Hashable, Sendable {
    public var namespace: String
    public var name: String
    /// What it is for, in one line.
    public var purpose: String
    /// Where the template stands that it is made from; nil for one that is made up.
    public var template: SourceLocation?
    /// A YAML document with a line of comment.
    public var manifest: String

    public init(namespace: String, name: String, purpose: String, template: SourceLocation?, manifest: String) {
        self.namespace = namespace
        self.name = name
        self.purpose = purpose
        self.template = template
        self.manifest = manifest
    }
}

/// What keeps policies from making a change admissible.
public struct SuggestionObstacle: Hashable, Sendable {
    /// Of the invariant, or of the object with the label.
    public var name: String
    /// One line.
    public var message: String
    /// Whether it stands in the way of any further NetworkPolicies at all in the namespaces of the change.
    public var holdsForAnyPolicies: Bool

    public init(name: String, message: String, holdsForAnyPolicies: Bool) {
        self.name = name
        self.message = message
        self.holdsForAnyPolicies = holdsForAnyPolicies
    }
}

extension PolicySuggestion {
    var json: JSONValue {
        .object([
            .init("outcome", .string(outcome.rawValue)), .init("candidates", .integer(candidates)),
            .init("policies", .array(policies.map(\.json))), .init("proof", .array(proof.map(\.json))),
            .init("obstacles", .array(obstacles.map(\.json))), .init("notes", .strings(notes)),
        ])
    }
}

extension SuggestedPolicy {
    var json: JSONValue {
        .object([
            .init("namespace", .string(namespace)), .init("name", .string(name)), .init("purpose", .string(purpose)),
            .init("template", template.map { .object(Optional($0).placeMembers()) } ?? .null),
            .init("manifest", .string(manifest)),
        ])
    }
}

extension SuggestionObstacle {
    fileprivate var json: JSONValue {
        .object([
            .init("name", .string(name)), .init("message", .string(message)),
            .init("holdsForAnyPolicies", .bool(holdsForAnyPolicies)),
        ])
    }
}
