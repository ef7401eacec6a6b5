/// A pod of a generated cluster.
struct GeneratedPod {
    var name: String
    var namespace: GeneratedNamespace
    var app: String
    private var tier: String
    private var address: String

    init(number: Int, namespace: GeneratedNamespace, app: String, _ dice: inout Dice) {
        name = "\(app)-\(number)"
        self.namespace = namespace
        self.app = app
        tier = dice.pick(Vocabulary.tiers)
        let index = namespace.number * 64 + number
        address = "10.\(index >> 16 & 255).\(index >> 8 & 255).\(index & 255)"
    }

    /// As `trace` names it.
    var reference: String { "\(namespace.name)/\(name)" }

    /// The object as YAML.
    var manifest: String {
        """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: \(name)
          namespace: \(namespace.name)
          labels:
            app: \(app)
            tier: \(tier)
        spec:
          containers:
            - name: main
              image: registry.example.com/\(app)
              ports:
                - name: http
                  containerPort: 8080
                - name: metrics
                  containerPort: 9090
        status:
          podIPs:
            - ip: \(address)

        """
    }
}
