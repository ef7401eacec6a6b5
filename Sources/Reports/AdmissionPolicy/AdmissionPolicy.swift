/// A ValidatingAdmissionPolicy with its Binding (`admissionregistration.k8s.io/v1`): rules in CEL that the API server holds
/// every request of some kinds against.
public struct AdmissionPolicy: Hashable, Sendable {
    /// A named expression.
    public struct Expression: Hashable, Sendable {
        public var name: String
        public var expression: String

        public init(_ name: String, _ expression: String) {
            self.name = name
            self.expression = expression
        }
    }

    /// An expression that must be true, and what is said where it is not.
    public struct Validation: Hashable, Sendable {
        /// What the API server answers, as a kind of failure.
        public enum Reason: String, Hashable, Sendable {
            case forbidden = "Forbidden"
            case invalid = "Invalid"
        }

        public var expression: String
        /// One line.
        public var message: String
        /// An expression that says more than the message does; nil for none.
        public var messageExpression: String?
        public var reason: Reason

        public init(_ expression: String, message: String, messageExpression: String? = nil, reason: Reason) {
            self.expression = expression
            self.message = message
            self.messageExpression = messageExpression
            self.reason = reason
        }
    }

    /// What becomes of a request that breaks a rule.
    public enum Enforcement: Hashable, Sendable {
        case deny
        /// It is let through, with a warning to its author and a note in the audit log.
        case warn
    }

    /// Of the policy and of its Binding.
    public var name: String
    /// Lines about the policy, without `#`.
    public var comments: [String]
    /// Of the core group's version `v1`: `pods`, `pods/status`.
    public var resources: [String]
    /// Requests for which one of these is false are let through.
    public var matchConditions: [Expression]
    /// As `variables.NAME` in validations.
    public var variables: [Expression]
    public var validations: [Validation]
    public var enforcement: Enforcement

    public init(
        name: String, comments: [String] = [], resources: [String], matchConditions: [Expression] = [],
        variables: [Expression] = [], validations: [Validation], enforcement: Enforcement = .deny
    ) {
        self.name = name
        self.comments = comments
        self.resources = resources
        self.matchConditions = matchConditions
        self.variables = variables
        self.validations = validations
        self.enforcement = enforcement
    }
}
