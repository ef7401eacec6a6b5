/// A namespace of a generated cluster.
struct GeneratedNamespace: Hashable {
    /// What it is for.
    enum Purpose: Hashable {
        case system
        case application(team: String, environment: String)
    }

    /// Its position among the namespaces of the cluster.
    var number: Int
    var name: String
    var purpose: Purpose

    /// The namespaces of a cluster: those that every cluster has, and one for each application and environment.
    static func all(count: Int) -> [GeneratedNamespace] {
        let system = ["kube-system", "monitoring", "ingress-nginx", "cert-manager", "logging"].prefix(count)
        let applications = count - system.count
        let teams = teamCount(namespaces: count)
        return system.enumerated().map { GeneratedNamespace(number: $0, name: $1, purpose: .system) }
            + (0..<applications).map { position in
                let product = position / Vocabulary.environments.count
                let environment = Vocabulary.environments[position % Vocabulary.environments.count]
                let team = "team-\(product % teams)"
                return GeneratedNamespace(
                    number: system.count + position, name: "\(team)-product-\(product)-\(environment)",
                    purpose: .application(team: team, environment: environment))
            }
    }

    /// How many teams share a cluster of so many namespaces.
    static func teamCount(namespaces: Int) -> Int { max(2, namespaces / 40) }

    /// The object as YAML.
    var manifest: String {
        var labels = ["kubernetes.io/metadata.name: \(name)"]
        switch purpose {
        case .system: labels.append("tier: platform")
        case .application(let team, let environment): labels += ["env: \(environment)", "team: \(team)"]
        }
        return """
            ---
            apiVersion: v1
            kind: Namespace
            metadata:
              name: \(name)
              labels:
                \(labels.joined(separator: "\n    "))

            """
    }
}
