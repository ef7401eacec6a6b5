import NetworkModel

/// Every endpoint that has to be looked at to decide one claim by trying: each label state of each namespace and pod.
///
/// With `merging`, endpoints that agree on every selector and on every compared label are tried once (abstraction.md §1).
struct Candidates {
    struct Place {
        var namespace: String
        /// With the automatic label.
        var labels: [String: String]
        var isListed: Bool
        /// Its name is one that nobody mentions: there may be any number of such namespaces.
        var isNameless: Bool
    }

    private(set) var places: [Place] = []
    /// Pods of no workload, as labels.
    private(set) var pods: [[String: String]] = []
    private(set) var workloads: [(workload: SampleWorkload, labels: [[String: String]])] = []
    private let world: ReferenceWorld
    private let vocabulary: Vocabulary
    private let merging: Bool

    static let namelessNamespace = "nameless"
    static let otherNamelessNamespace = "nameless-too"

    /// Nil if there are too many.
    init?(_ world: ReferenceWorld, _ vocabulary: Vocabulary, merging: Bool, limit: Int) {
        self.world = world
        self.vocabulary = vocabulary
        self.merging = merging
        guard addListed(limit), addFuture(limit), addPods(limit) else { return nil }
    }

    private mutating func addListed(_ limit: Int) -> Bool {
        for name in world.listed.sorted() {
            let manifest = world.manifests[name]
            let keys = vocabulary.namespaceValues.keys.sorted().map { key in
                let all = vocabulary.options(key, ofNamespaces: true)
                guard let manifest else { return (key: key, options: all) }
                return (key: key, options: all.filter { world.mayHave($0, key, manifest: manifest[key]) })
            }
            guard let found = assignments(keys, limit: limit) else { return false }
            let places = found.map { labels in
                // Keys that nobody asks for stay as they are.
                place(
                    name, (manifest ?? [:]).filter { vocabulary.namespaceValues[$0.key] == nil }.merging(labels) { $1 })
            }
            self.places += merged(places.filter { world.permits(namespace: $0.namespace, $0.labels) })
        }
        return true
    }

    private mutating func addFuture(_ limit: Int) -> Bool {
        guard world.futureNamespacesExist else { return true }
        let rules = world.universe.namespaceLabels
        let keys = Set(vocabulary.namespaceValues.keys).union(rules.map(\.key)).sorted().map { key in
            let options = Set(
                vocabulary.options(key, ofNamespaces: true) + (rules.first { $0.key == key }?.values ?? []))
            return (
                key: key,
                options: options.sorted { ($0 ?? "", $0 == nil ? 0 : 1) < ($1 ?? "", $1 == nil ? 0 : 1) }
                    .filter { option in rules.first { $0.key == key }?.admits(option) ?? true }
            )
        }
        guard let found = assignments(keys, limit: limit) else { return false }
        let mentioned = vocabulary.namespaceNames.filter { !world.listed.contains($0) && isNamespaceName($0) }
        for name in mentioned.sorted() + [Self.namelessNamespace] {
            places += merged(found.map { place(name, $0) }.filter { world.permits(namespace: name, $0.labels) })
        }
        return true
    }

    private func place(_ name: String, _ labels: [String: String]) -> Place {
        Place(
            namespace: name, labels: labels.merging([automaticLabel: name]) { $1 },
            isListed: world.listed.contains(name), isNameless: name == Self.namelessNamespace)
    }

    private mutating func addPods(_ limit: Int) -> Bool {
        let rules = world.universe.podLabels
        let keys = Set(vocabulary.podValues.keys).union(rules.map(\.key)).sorted().map { key in
            let rule = rules.first { $0.key == key }
            let options = Set(vocabulary.options(key, ofNamespaces: false) + (rule?.values ?? []))
            return (
                key: key,
                options: options.sorted { ($0 ?? "", $0 == nil ? 0 : 1) < ($1 ?? "", $1 == nil ? 0 : 1) }
                    .filter { rule?.admits($0) ?? true }
            )
        }
        guard world.universe.podsExist == "listed" || addUnknownPods(keys, limit) else { return false }
        for workload in world.sample.workloads where workload.takesPart {
            let template = Dictionary(uniqueKeysWithValues: workload.labels.map { ($0.key, $0.value) })
            let free = vocabulary.podValues.keys.filter { isOpen($0, workload) }.sorted()
            let options = free.map { (key: $0, options: vocabulary.options($0, ofNamespaces: false)) }
            guard let found = assignments(options, limit: limit) else { return false }
            // What is open may be absent, too, whatever the template says.
            let kept = template.filter { !free.contains($0.key) }
            workloads.append((workload, mergedPods(found.map { kept.merging($0) { $1 } })))
        }
        return true
    }

    private mutating func addUnknownPods(_ keys: [(key: String, options: [String?])], _ limit: Int) -> Bool {
        guard let found = assignments(keys, limit: limit) else { return false }
        pods = mergedPods(found.filter(world.permits(podLabels:)))
        return true
    }

    // MARK: Merging

    private func merged(_ places: [Place]) -> [Place] {
        guard merging else { return places }
        return firstOfEach(places) { place in
            vocabulary.namespaceSelectors.map { $0.matches(place.labels) ? "1" : "0" }
                + vocabulary.comparedNamespaceKeys.map { place.labels[$0].map { "=" + $0 } ?? "-" }
        }
    }

    private func mergedPods(_ pods: [[String: String]]) -> [[String: String]] {
        guard merging else { return pods }
        return firstOfEach(pods) { labels in
            vocabulary.podSelectors.map { $0.matches(labels) ? "1" : "0" }
                + vocabulary.comparedPodKeys.map { labels[$0].map { "=" + $0 } ?? "-" }
        }
    }

    /// One for each that may be there, without an address.
    func pods(in place: Place) -> [ReferencePod] {
        var result = pods.map {
            ReferencePod(namespace: place.namespace, namespaceLabels: place.labels, labels: $0)
        }
        for (workload, labels) in workloads where workload.namespace == place.namespace {
            result += labels.map {
                ReferencePod(
                    namespace: place.namespace, namespaceLabels: place.labels, labels: $0,
                    ports: workload.referencePorts, workload: "\(workload.kind)/\(workload.name)")
            }
        }
        return result
    }
}
