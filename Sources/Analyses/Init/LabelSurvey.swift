import Dialects
import Invariants
import NetworkModel
import PolicyModel

/// Which labels the manifests show, and which of them look like environments or tenants.
struct LabelSurvey {
    /// A label key of namespaces, with how many namespaces carry each value.
    struct Key {
        var key: String
        var counts: [String: Int]

        var values: [String] { counts.keys.sorted() }
        var total: Int { counts.values.reduce(0, +) }
    }

    /// Of namespaces with a manifest; sorted.
    let namespaceKeys: [Key]
    let namespaceCount: Int
    /// What policies ask of the labels of pods, with the values that they name; sorted.
    let podKeys: [(key: String, values: [String])]
    let namespaces: [String]

    init(_ cluster: Cluster, _ program: PolicyProgram) {
        var counts: [String: [String: Int]] = [:]
        let described = cluster.namespaces.filter(\.hasManifest)
        for namespace in described {
            for (key, value) in namespace.labels where key != namespaceNameLabel {
                counts[key, default: [:]][value, default: 0] += 1
            }
        }
        namespaceKeys = counts.map { Key(key: $0, counts: $1) }.sorted { $0.key < $1.key }
        namespaceCount = described.count
        namespaces = cluster.namespaces.map(\.name).sorted()
        var asked: [String: Set<String>] = [:]
        for predicate in program.policies.flatMap(\.predicates) { predicate.collectPodLabels(into: &asked) }
        podKeys = asked.map { (key: $0, values: $1.sorted()) }.sorted { $0.key < $1.key }
    }

    // MARK: Guesses

    /// The key whose values look most like environments.
    var environment: Key? {
        namespaceKeys.filter { key in
            let known = key.values.filter { Self.kind(of: $0) != nil }
            return key.values.contains { Self.kind(of: $0) == .production } && known.count * 2 >= key.values.count
        }.max { ($0.total, $1.key) < ($1.total, $0.key) }
    }

    /// A key with a name like those of tenants, and more than one value.
    var tenant: Key? {
        let names = Self.tenantWords
        return namespaceKeys.filter { key in
            key.counts.count > 1 && key.key != environment?.key && names.contains(key.key.lastSegment)
        }.max { ($0.total, $1.key) < ($1.total, $0.key) }
    }

    /// Namespaces whose own names look like environments, where no label says so.
    func namespaces(_ kind: EnvironmentKind) -> [String] {
        namespaces.filter { name in
            let words = name.split(separator: "-").map(String.init)
            return [words.first, words.last].contains { $0.flatMap(Self.kind) == kind }
        }
    }

    enum EnvironmentKind {
        case production, other
    }

    static func kind(of value: String) -> EnvironmentKind? {
        let word = value.lowercased()
        if ["prod", "production", "prd", "live"].contains(word) { return .production }
        return others.contains(word) ? .other : nil
    }

    private static let others: Set<String> = [
        "acceptance", "ci", "demo", "dev", "devel", "development", "int", "integration", "nonprod", "perf", "pre",
        "preprod", "preview", "qa", "sandbox", "stage", "staging", "stg", "test", "testing", "tst", "uat",
    ]

    private static let tenantWords: Set<String> = [
        "account", "business-unit", "customer", "department", "org", "organisation", "organization", "owner", "project",
        "squad", "team", "tenant",
    ]
}

extension String {
    /// What follows the prefix of a label key.
    fileprivate var lastSegment: String { split(separator: "/").last.map { $0.lowercased() } ?? self }
}

extension Policy {
    fileprivate var predicates: [EndpointPredicate] {
        [subject] + (ingress + egress).flatMap { ($0.peers ?? []).map(\.predicate) }
    }
}

extension EndpointPredicate {
    fileprivate func collectPodLabels(into asked: inout [String: Set<String>]) {
        switch self {
        case .podLabels(let selector):
            for requirement in selector.requirements {
                asked[requirement.key, default: []].formUnion(requirement.values)
            }
        case .all(let parts), .any(let parts):
            for part in parts { part.collectPodLabels(into: &asked) }
        case .not(let inner): inner.collectPodLabels(into: &asked)
        case .pod, .external, .namespaceNamed, .ownNamespace, .namespaceLabels, .address, .workload: break
        }
    }
}
