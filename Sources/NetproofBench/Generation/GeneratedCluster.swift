/// A cluster made up from a seed: the same seed and size give the same text on every machine.
struct GeneratedCluster {
    let size: ClusterSize
    let seed: UInt64
    let namespaces: [GeneratedNamespace]
    /// Whether no namespace forgets a policy that all should have.
    let isCareful: Bool

    init(_ size: ClusterSize, seed: UInt64, isCareful: Bool = false) {
        self.size = size
        self.seed = seed
        self.isCareful = isCareful
        namespaces = GeneratedNamespace.all(count: size.namespaces)
    }

    /// A namespace with its policies and pods, as YAML documents.
    func manifests(of namespace: GeneratedNamespace) -> String {
        var dice = Dice(seed: seed, part: namespace.number)
        var text = namespace.manifest
        for number in 0..<share(of: size.policies, for: namespace) {
            text += policy(number, in: namespace, &dice)
        }
        for pod in pods(in: namespace) { text += pod.manifest }
        return text
    }

    /// The pods of a namespace. They change nothing else in it.
    func pods(in namespace: GeneratedNamespace) -> [GeneratedPod] {
        var dice = Dice(seed: ~seed, part: namespace.number)
        return (0..<share(of: size.pods, for: namespace)).map {
            GeneratedPod(number: $0, namespace: namespace, app: dice.pick(Vocabulary.apps), &dice)
        }
    }

    /// The invariants, as YAML documents.
    var invariants: String {
        var dice = Dice(seed: seed, part: -1)
        let teams = GeneratedNamespace.teamCount(namespaces: size.namespaces)
        return (0..<size.invariants).map { number in
            let shape = InvariantShape.allCases[number % InvariantShape.allCases.count]
            return """
                ---
                apiVersion: netproof.dev/v1alpha1
                kind: Invariant
                metadata:
                  name: \(Vocabulary.objectName(shape))-\(number)
                spec:
                \(shape.claim(teams: teams, &dice))

                """
        }.joined()
    }

    /// How many of so many objects are in a namespace: spread evenly, the first ones getting what is left over.
    private func share(of count: Int, for namespace: GeneratedNamespace) -> Int {
        count / size.namespaces + (namespace.number < count % size.namespaces ? 1 : 0)
    }

    private func policy(_ number: Int, in namespace: GeneratedNamespace, _ dice: inout Dice) -> String {
        let (team, environment) =
            switch namespace.purpose {
            case .system: ("platform", "prod")
            case .application(let team, let environment): (team, environment)
            }
        let shape = shape(number, in: namespace, &dice)
        return """
            ---
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata:
              name: \(Vocabulary.objectName(shape))-\(number)
              namespace: \(namespace.name)
              labels:
                app.kubernetes.io/managed-by: gitops
                app.kubernetes.io/part-of: \(team)
            spec:
            \(shape.specification(team: team, environment: environment, &dice).yaml)

            """
    }

    /// Some namespaces forget a policy that all should have, so that not everything is proved.
    private func shape(_ number: Int, in namespace: GeneratedNamespace, _ dice: inout Dice) -> PolicyShape {
        switch namespace.purpose {
        case .system:
            return [.nameLookup, .monitoring, .sameNamespace][number % 3]
        case .application:
            let isForgotten = dice.chance(2) && !isCareful
            guard number < PolicyShape.layered.count, !isForgotten else { return dice.pick(PolicyShape.further) }
            return PolicyShape.layered[number]
        }
    }
}
