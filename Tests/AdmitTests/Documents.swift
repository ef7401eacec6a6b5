/// Manifests in YAML, each with its separator.
enum Documents {
    static func namespace(_ name: String, _ labels: String = "{}") -> String {
        "---\n{apiVersion: v1, kind: Namespace, metadata: {name: \(name), labels: \(labels)}}\n"
    }

    static func policy(_ namespace: String, _ name: String, _ spec: String) -> String {
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)

        """
    }

    static func pod(_ namespace: String, _ name: String, _ labels: String) -> String {
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: \(name), namespace: \(namespace), labels: \(labels)}
        spec: {containers: [{name: main, image: any}]}

        """
    }

    static func invariant(_ name: String, _ spec: String) -> String {
        """
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: \(name)}
        spec: {\(spec)}

        """
    }

    static func universe(_ spec: String) -> String {
        "---\n{apiVersion: netproof.dev/v1alpha1, kind: LabelUniverse, metadata: {name: u}, spec: \(spec)}\n"
    }

    static let denyIngress = "{podSelector: {}, policyTypes: [Ingress]}"
    static let prod = "{namespaceSelector: {matchLabels: {env: prod}}}"
    static let test = "{namespaceSelector: {matchLabels: {env: test}}}"
    static let testNeverReachesProd = invariant("separation", "severity: critical, never: {from: \(test), to: \(prod)}")
    static let everyPodIsolated = invariant(
        "default-deny", "isolated: {direction: ingress, pods: {podSelector: {}}}")
}
