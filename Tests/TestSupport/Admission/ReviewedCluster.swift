/// A cluster whose test namespace is kept out of prod by a policy there, and the specs that say so.
public enum ReviewedCluster {
    public static let cluster = """
        {apiVersion: v1, kind: Namespace, metadata: {name: prod, labels: {env: prod}}}
        ---
        {apiVersion: v1, kind: Namespace, metadata: {name: test, labels: {env: test}}}
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: deny, namespace: prod}
        spec: {podSelector: {}, policyTypes: [Ingress]}

        """
    public static let specs = """
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: separation}
        spec:
          severity: critical
          never:
            from: {namespaceSelector: {matchLabels: {env: test}}}
            to: {namespaceSelector: {matchLabels: {env: prod}}}

        """
}
