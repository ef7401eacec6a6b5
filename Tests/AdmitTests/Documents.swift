/// Manifests in YAML, each with its separator.
enum Documents {
    static func namespace(_ name: String, _ labels: String = "{}") -> String {
        "---\n{apiVersion: v1, kind: Namespace, metadata: {name: \(name), labels: \(labels)}}\n"
    }

    /// - Parameter waived: The invariant that an annotation waives for the policy; nil: none.
    static func policy(_ namespace: String, _ name: String, _ spec: String, waiving waived: String? = nil) -> String {
        let annotations = waived.map { ", annotations: {netproof.dev/waiver: \"\(waiver(of: $0))\"}" } ?? ""
        return """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: \(name), namespace: \(namespace)\(annotations)}
            spec: \(spec)

            """
    }

    /// A waiver of what a policy does.
    static func waiver(_ name: String, of invariant: String, policy: String, in namespace: String) -> String {
        let spec = waiver(of: invariant).dropLast() + ", policy: {namespace: \(namespace), name: \(policy)}}"
        return "---\n{apiVersion: netproof.dev/v1alpha1, kind: Waiver, metadata: {name: \(name)}, spec: \(spec)}\n"
    }

    private static func waiver(of invariant: String) -> String {
        "{invariant: \(invariant), reason: r, owner: o, expires: 2999-12-31}"
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
