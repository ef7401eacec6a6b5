/// Input for the command.
enum Samples {
    /// Nothing governs anything: `never` is refuted.
    static let open = namespaces + invariant("open")

    static let namespaces = """
        apiVersion: v1
        kind: Namespace
        metadata: {name: prod, labels: {env: prod}}
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: test, labels: {env: test}}

        """

    /// Isolates all pods of `prod` for ingress.
    static let denyAll = """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny-all, namespace: prod}
        spec: {podSelector: {}, policyTypes: [Ingress]}

        """

    /// No pod of `test` reaches MySQL in `prod`.
    static func invariant(_ name: String, from value: String = "test") -> String {
        """
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: \(name)}
        spec:
          never:
            from: {namespaceSelector: {matchLabels: {env: \(value)}}}
            to: {namespaces: [prod]}
            ports: [{protocol: TCP, port: 3306}]

        """
    }
}
