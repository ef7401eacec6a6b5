/// Reviews that an API server might ask for about a generated cluster, as JSON: mostly changes that do no harm, some
/// that open what is to stay closed.
struct GeneratedReviews {
    private let namespaces: [GeneratedNamespace]
    private let policies: Int
    private let teams: Int
    private var dice: Dice
    private var number = 0

    init(of cluster: GeneratedCluster) {
        namespaces = cluster.namespaces.filter { $0.purpose != .system }
        policies = cluster.size.policies / cluster.size.namespaces
        teams = GeneratedNamespace.teamCount(namespaces: cluster.size.namespaces)
        dice = Dice(seed: cluster.seed, part: -2)
    }

    /// The next review, on one line. No two are alike.
    mutating func next() -> String {
        number += 1
        let namespace = dice.pick(namespaces)
        switch dice.roll(10) {
        case 0...3: return review(policy: "extra-\(number)", in: namespace, harmless(in: namespace))
        case 4:
            return review(policy: "open-\(number)", in: namespace, #"{"podSelector":{},"ingress":[{}],"egress":[{}]}"#)
        case 5: return deletion(of: namespace)
        case 6: return creation()
        case 7: return relabelling(of: namespace)
        default: return review(workloadIn: namespace)
        }
    }

    private mutating func harmless(in namespace: GeneratedNamespace) -> String {
        let app = dice.pick(Vocabulary.services)
        let port = dice.pick(Vocabulary.servicePorts)
        switch dice.roll(3) {
        case 0:
            return """
                {"podSelector":{"matchLabels":{"app":"\(app)"}},"policyTypes":["Ingress"],\
                "ingress":[{"from":[{"podSelector":{"matchLabels":{"app":"\(dice.pick(Vocabulary.clients))"}}}],\
                "ports":[{"protocol":"TCP","port":\(port)}]}]}
                """
        case 1: return #"{"podSelector":{},"policyTypes":["Ingress","Egress"]}"#
        default:
            return """
                {"podSelector":{"matchLabels":{"app":"\(app)"}},"policyTypes":["Egress"],\
                "egress":[{"to":[{"podSelector":{}}],"ports":[{"protocol":"TCP","port":\(port)}]}]}
                """
        }
    }

    private func review(policy name: String, in namespace: GeneratedNamespace, _ specification: String) -> String {
        let object = """
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",\
            "metadata":{"name":"\(name)","namespace":"\(namespace.name)"},"spec":\(specification)}
            """
        return review("CREATE", Self.policyKind, namespace.name, name, object)
    }

    /// One of the policies that most namespaces have; some do not, and then nothing is deleted.
    private mutating func deletion(of namespace: GeneratedNamespace) -> String {
        let position = dice.roll(min(policies, PolicyShape.layered.count))
        let name = "\(Vocabulary.objectName(PolicyShape.layered[position]))-\(position)"
        return review("DELETE", Self.policyKind, namespace.name, name, nil)
    }

    private mutating func creation() -> String {
        let labels = #"{"env":"\#(dice.pick(Vocabulary.environments))","team":"team-\#(dice.roll(teams))"}"#
        return review(namespace: "new-\(number)", labels, "CREATE")
    }

    private mutating func relabelling(of namespace: GeneratedNamespace) -> String {
        guard case .application(let team, let environment) = namespace.purpose else { return creation() }
        let other = dice.chance(50) ? environment : dice.pick(Vocabulary.environments)
        let labels = #"{"env":"\#(other)","team":"\#(team)","cost-centre":"cc-\#(number)"}"#
        return review(namespace: namespace.name, labels, "UPDATE")
    }

    private func review(namespace name: String, _ labels: String, _ operation: String) -> String {
        let object = #"{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"\#(name)","labels":\#(labels)}}"#
        return review(operation, #"{"group":"","version":"v1","kind":"Namespace"}"#, name, name, object)
    }

    private mutating func review(workloadIn namespace: GeneratedNamespace) -> String {
        let (app, name) = (dice.pick(Vocabulary.apps), "pod-\(number)")
        let object = """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"\(name)","namespace":"\(namespace.name)",\
            "labels":{"app":"\(app)","tier":"\(dice.pick(Vocabulary.tiers))"}},\
            "spec":{"containers":[{"name":"main","image":"registry.example.com/\(app)"}]}}
            """
        return review("CREATE", #"{"group":"","version":"v1","kind":"Pod"}"#, namespace.name, name, object)
    }

    private static let policyKind = #"{"group":"networking.k8s.io","version":"v1","kind":"NetworkPolicy"}"#

    private func review(
        _ operation: String, _ kind: String, _ namespace: String, _ name: String, _ object: String?
    ) -> String {
        """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":{"uid":"review-\(number)",\
        "operation":"\(operation)","kind":\(kind),"namespace":"\(namespace)","name":"\(name)",\
        "object":\(object ?? "null"),"oldObject":null,"dryRun":false}}
        """
    }
}
