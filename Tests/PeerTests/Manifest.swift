/// Manifests in YAML.
enum Manifest {
    static let prod = namespace("prod", "{env: prod}")
    static let test = namespace("test", "{env: test}")

    static func namespace(_ name: String, _ labels: String = "{}") -> String {
        "{apiVersion: v1, kind: Namespace, metadata: {name: \(name), labels: \(labels)}}"
    }

    static func policy(_ namespace: String, _ spec: String, name: String = "policy") -> String {
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)
        """
    }

    static func pod(_ namespace: String, _ name: String, _ labels: String, ports: String = "[]") -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), namespace: \(namespace), labels: \(labels)}
        spec: {containers: [{name: main, image: any, ports: \(ports)}]}
        """
    }

    static func never(from: String, to: String, _ rest: String = "") -> String { claim("never", from, to, rest) }

    static func always(from: String, to: String, _ rest: String = "") -> String { claim("always", from, to, rest) }

    /// - Parameter rest: further fields of the claim, each followed by nothing but a comma.
    private static func claim(_ kind: String, _ from: String, _ to: String, _ rest: String) -> String {
        let fields = ["from: \(from)", "to: \(to)", rest].filter { !$0.isEmpty }.joined(separator: ", ")
        return """
            apiVersion: netproof.dev/v1alpha1
            kind: Invariant
            metadata: {name: claim}
            spec: {severity: high, \(kind): {\(fields)}}
            """
    }

    static func universe(_ spec: String) -> String {
        """
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: sample}
        spec: \(spec)
        """
    }

    static let denyIngress = "{podSelector: {}, policyTypes: [Ingress]}"
    static let denyEgress = "{podSelector: {}, policyTypes: [Egress]}"
    static let inProd = "{namespaceSelector: {matchLabels: {env: prod}}}"
    static let inTest = "{namespaceSelector: {matchLabels: {env: test}}}"
    static let mysqlPort = "ports: [{protocol: TCP, port: 3306}]"
}
