import Diagnostics

/// Writes admission policies as YAML documents that the API server accepts.
public struct AdmissionPolicyYAML: Sendable {
    public init() {}

    /// Each policy and its Binding, in the order given, below lines of comment.
    public func text(_ policies: [AdmissionPolicy], comments: [String] = []) -> String {
        Self.commented(comments) + policies.map { Self.policy($0) + Self.binding($0) }.joined()
    }

    private static func policy(_ policy: AdmissionPolicy) -> String {
        var lines = head(of: policy, "ValidatingAdmissionPolicy")
        lines += [
            "  failurePolicy: Fail", "  matchConstraints:", "    matchPolicy: Equivalent", "    resourceRules:",
            "      - apiGroups: [\"\"]", "        apiVersions: [\"v1\"]",
            "        operations: [\"CREATE\", \"UPDATE\"]",
            "        resources: " + list(policy.resources), "        scope: \"*\"",
        ]
        lines += named("matchConditions", policy.matchConditions) + named("variables", policy.variables)
        lines.append("  validations:")
        for validation in policy.validations {
            lines.append("    - expression: " + quoted(validation.expression))
            lines.append("      message: " + quoted(validation.message))
            if let expression = validation.messageExpression {
                lines.append("      messageExpression: " + quoted(expression))
            }
            lines.append("      reason: " + validation.reason.rawValue)
        }
        return "---\n" + commented(policy.comments) + lines.joinedLines
    }

    private static func binding(_ policy: AdmissionPolicy) -> String {
        let actions =
            switch policy.enforcement {
            case .deny: ["Deny"]
            case .warn: ["Warn", "Audit"]
            }
        let lines =
            head(of: policy, "ValidatingAdmissionPolicyBinding") + [
                "  policyName: " + quoted(policy.name), "  validationActions: " + list(actions),
            ]
        return "---\n" + lines.joinedLines
    }

    private static func head(of policy: AdmissionPolicy, _ kind: String) -> [String] {
        [
            "apiVersion: admissionregistration.k8s.io/v1", "kind: " + kind, "metadata:",
            "  name: " + quoted(policy.name), "spec:",
        ]
    }

    private static func named(_ field: String, _ expressions: [AdmissionPolicy.Expression]) -> [String] {
        guard !expressions.isEmpty else { return [] }
        return ["  \(field):"]
            + expressions.flatMap {
                ["    - name: " + quoted($0.name), "      expression: " + quoted($0.expression)]
            }
    }

    private static func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ", ") + "]" }

    private static func quoted(_ text: String) -> String { JSONValue.literal(text) }

    /// A comment cannot end before its line does.
    private static func commented(_ lines: [String]) -> String {
        lines.map { $0.isEmpty ? "#\n" : "# " + $0.printable(limit: .max) + "\n" }.joined()
    }
}
