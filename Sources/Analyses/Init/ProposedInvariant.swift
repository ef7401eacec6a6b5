import Diagnostics
import Reports

/// An invariant to begin with.
struct ProposedInvariant {
    var name: String
    /// What is a guess about it, in words.
    var guess: String
    var severity: String
    var description: String
    /// The lines of `spec` that make the claim, without indentation.
    var claim: [String]

    /// The object, with what became of it as a comment.
    func yaml(_ verdict: [String]) -> String {
        let comments = ([guess] + verdict).map { "# " + $0.printable(limit: 300) + "\n" }.joined()
        let head = """
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: \(name)}
            spec:
              description: \(JSONValue.literal(description))
              severity: \(severity)

            """
        return comments + head + claim.map { "  " + $0 + "\n" }.joined()
    }
}

extension ProposedInvariant {
    /// Invariants in the way of `Specs/guardrails`, for what the manifests show.
    static func all(_ survey: LabelSurvey) -> [ProposedInvariant] {
        environments(survey) + tenants(survey) + names(survey) + baseline(survey)
    }

    private static let databasePorts =
        "ports: [{port: 1433}, {port: 1521}, {port: 3306}, {port: 5432}, {port: 6379}, {port: 9042}, {port: 27017}]"

    private static func environments(_ survey: LabelSurvey) -> [ProposedInvariant] {
        guard let key = survey.environment else { return byName(survey) }
        let production = key.values.filter { LabelSurvey.kind(of: $0) == .production }
        let others = key.values.filter { LabelSurvey.kind(of: $0) == .other }
        let isProduction = selector(key.key, production)
        let guess =
            "A guess: namespaces with the label \(key.key) = \(production.joined(separator: " or ")) are production"
        var result = [
            ProposedInvariant(
                name: "init-production-databases", guess: guess + ", and databases listen on these ports.",
                severity: "critical", description: "Database ports in production are reached from production only.",
                claim: [
                    "never:", "  from: {not: {namespaceSelector: \(isProduction)}}",
                    "  to: {namespaceSelector: \(isProduction)}", "  " + databasePorts,
                ])
        ]
        if !others.isEmpty {
            result.append(
                ProposedInvariant(
                    name: "init-environments-apart",
                    guess: guess + ", and those with \(others.joined(separator: ", ")) have no business there.",
                    severity: "high", description: "Pods of other environments do not reach production.",
                    claim: [
                        "never:", "  from: {namespaceSelector: \(selector(key.key, others))}",
                        "  to: {namespaceSelector: \(isProduction)}",
                    ]))
        }
        return result
    }

    /// Where no label says so, names may.
    private static func byName(_ survey: LabelSurvey) -> [ProposedInvariant] {
        let (production, others) = (survey.namespaces(.production), survey.namespaces(.other))
        guard !production.isEmpty, !others.isEmpty else { return [] }
        return [
            ProposedInvariant(
                name: "init-environments-apart",
                guess:
                    "A guess: by their names these are environments. A label on namespaces would cover new ones too.",
                severity: "high", description: "Pods of other environments do not reach production.",
                claim: [
                    "never:", "  from: {namespaces: \(list(others))}", "  to: {namespaces: \(list(production))}",
                ])
        ]
    }

    private static func tenants(_ survey: LabelSurvey) -> [ProposedInvariant] {
        guard let key = survey.tenant else { return [] }
        return [
            ProposedInvariant(
                name: "init-tenants-apart",
                guess: "A guess: namespaces with different values of the label \(key.key) belong to different tenants.",
                severity: "high", description: "No pod reaches a pod of another tenant.",
                claim: [
                    "never:", "  from: {podSelector: {}}",
                    "  to: {namespaceSelector: {matchExpressions: [{key: \(JSONValue.literal(key.key)), operator: Exists}]}}",
                    "  pair: [{namespaceLabel: \(JSONValue.literal(key.key)), is: different}]",
                ])
        ]
    }

    /// DNS, where it is to be seen.
    private static func names(_ survey: LabelSurvey) -> [ProposedInvariant] {
        guard survey.namespaces.contains("kube-system") else { return [] }
        return [
            ProposedInvariant(
                name: "init-dns", guess: "A guess: the cluster's DNS is in kube-system, labelled k8s-app: kube-dns.",
                severity: "high", description: "Every pod reaches the cluster's DNS on UDP and TCP 53.",
                claim: [
                    "always:", "  from: {podSelector: {}}",
                    "  to: {namespaces: [kube-system], podSelector: {matchLabels: {k8s-app: kube-dns}}}",
                    "  ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]",
                ])
        ]
    }

    private static func baseline(_ survey: LabelSurvey) -> [ProposedInvariant] {
        let platform = survey.namespaces.filter { ["kube-system", "kube-public", "kube-node-lease"].contains($0) }
        let exempt = platform.isEmpty ? [] : ["except: {namespaces: \(list(platform))}"]
        let others = platform.isEmpty ? "" : ", not: {namespaces: \(list(platform))}"
        return [
            ProposedInvariant(
                name: "init-default-deny", guess: "Of every cluster: without it a pod that policies forget is open.",
                severity: "high", description: "Every pod is selected by a policy for ingress.",
                claim: ["isolated: {direction: ingress, pods: {podSelector: {}}}"] + exempt),
            ProposedInvariant(
                name: "init-no-outside-ingress",
                guess: "Of every cluster: leave out the pods that the world may reach, such as ingress controllers.",
                severity: "high", description: "No address outside the cluster reaches a pod.",
                claim: ["never:", "  from: {external: true}", "  to: {podSelector: {}\(others)}"]),
        ]
    }

    private static func selector(_ key: String, _ values: [String]) -> String {
        "{matchExpressions: [{key: \(JSONValue.literal(key)), operator: In, values: \(list(values))}]}"
    }

    private static func list(_ texts: [String]) -> String {
        "[" + texts.map(JSONValue.literal).joined(separator: ", ") + "]"
    }
}
