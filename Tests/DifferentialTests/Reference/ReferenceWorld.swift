import Dialects
import NetworkModel

/// A sample's cluster and universe with its policies as decoded: which states may be, and what violates a claim in them
/// (abstraction.md §3 and §4).
///
/// A class for speed only: it is immutable.
final class ReferenceWorld {
    let sample: Sample
    let universe: SampleUniverse
    let policies: [ReferencePolicy]
    /// Nil where nothing is known of the policies of future namespaces.
    let templates: [NetworkPolicy]?
    let listed: Set<String>
    let manifests: [String: [String: String]]
    private let podBlocks: [CIDRBlock]
    private let clusterBlocks: [CIDRBlock]

    init(_ sample: Sample, policies: [NetworkPolicy], templates: [NetworkPolicy]?) {
        self.sample = sample
        universe = sample.universe ?? SampleUniverse()
        self.policies = policies.map { ReferencePolicy($0) }
        self.templates = universe.templates == nil ? nil : templates
        podBlocks = universe.podCIDRs.compactMap(CIDRBlock.init)
        clusterBlocks = podBlocks + (universe.nodeCIDRs + universe.serviceCIDRs).compactMap(CIDRBlock.init)
        listed = Set(sample.listedNamespaces)
        manifests = Dictionary(
            uniqueKeysWithValues: sample.namespaces.map { namespace in
                (namespace.name, Dictionary(uniqueKeysWithValues: namespace.labels.map { ($0.key, $0.value) }))
            })
    }

    /// The same with only some of the policies; namespaces that the others name stay listed.
    init(_ world: ReferenceWorld, keeping isKept: (_ namespace: String, _ name: String) -> Bool) {
        sample = world.sample
        universe = world.universe
        policies = world.policies.filter { isKept($0.namespace, $0.resource.metadata.name.value) }
        templates = world.templates?.filter { isKept(Self.anyFutureNamespace, $0.metadata.name.value) }
        podBlocks = world.podBlocks
        clusterBlocks = world.clusterBlocks
        listed = world.listed
        manifests = world.manifests
    }

    /// The same with only some of the universe's rules, by the names that proofs give them.
    init(_ world: ReferenceWorld, rules isKept: (String) -> Bool) {
        var sample = world.sample
        sample.universe = sample.universe?.keeping(isKept)
        self.sample = sample
        universe = sample.universe ?? SampleUniverse()
        policies = world.policies
        templates = world.templates
        podBlocks = world.podBlocks
        clusterBlocks = world.clusterBlocks
        listed = world.listed
        manifests = world.manifests
    }

    /// Where the policies that future namespaces are created with are said to be.
    static let anyFutureNamespace = "<future>"

    /// A state: a connection, what is left open, and the ends at which owners of namespaces deny what they may.
    struct State {
        var connection: ReferenceConnection
        var choices: ReferenceChoices
        var denyingOwners: Set<Direction> = []
    }

    var futureNamespacesExist: Bool { universe.namespacesExist == "any" && universe.podsExist == "any" }

    // MARK: Verdicts

    /// Of a future namespace nothing is known unless the universe says what it is created with; owners that nobody
    /// trusts may change what there is (abstraction.md §4).
    func hasUnknownPolicies(_ namespace: String, _ labels: [String: String]) -> Bool {
        if !listed.contains(namespace), templates == nil { return true }
        return universe.untrusted?.matches(labels) ?? false
    }

    func connects(_ state: State) -> Bool {
        Direction.allCases.allSatisfy { allows($0, state) }
    }

    /// What the policies of one end say.
    func allows(_ direction: Direction, _ state: State) -> Bool {
        let end = direction == .egress ? state.connection.source : state.connection.destination
        if let pod = end.pod, hasUnknownPolicies(pod.namespace, pod.namespaceLabels) {
            return !state.denyingOwners.contains(direction)
        }
        return ReferenceEvaluator(policies: policies(of: end.pod), choices: state.choices)
            .allows(direction, state.connection)
    }

    func policies(of pod: ReferencePod?) -> [ReferencePolicy] {
        guard let pod else { return [] }
        if listed.contains(pod.namespace) { return policies }
        return (templates ?? []).map { ReferencePolicy($0, namespace: pod.namespace) }
    }

    // MARK: Violations

    func isFuture(_ endpoint: ReferenceEndpoint) -> Bool {
        endpoint.pod.map { !listed.contains($0.namespace) } ?? false
    }

    /// Whether a connection counts for the future scope; for `always` both ends must be listed to count for the listed
    /// one, else the protected end decides.
    func isOfFutureScope(_ claim: SampleClaim, _ connection: ReferenceConnection) -> Bool {
        if claim.quantity == .always { return isFuture(connection.source) || isFuture(connection.destination) }
        return isFuture(claim.protectsSource ? connection.source : connection.destination)
    }

    func violates(_ claim: SampleClaim, isFutureScope: Bool, _ state: State) -> Bool {
        permits(state) && isOfFutureScope(claim, state.connection) == isFutureScope
            && claim.speaks(of: state.connection, state.choices)
            && connects(state) == (claim.quantity != .always)
    }

    // MARK: What may be

    func permits(_ state: State) -> Bool {
        let (source, destination) = (state.connection.source, state.connection.destination)
        guard permits(source), permits(destination), permits(state.choices) else { return false }
        if let left = source.address, let right = destination.address {
            guard left.family == right.family, left != right else { return false }
        }
        guard let from = source.pod, let to = destination.pod else {
            return source.pod != nil || destination.pod != nil
        }
        // One namespace has one set of labels (NP-99).
        if from.namespace == to.namespace, from.namespaceLabels != to.namespaceLabels { return false }
        // A bare Pod is one pod, and does not connect to itself (networkpolicy.md §5).
        let isOnePod = from.namespace == to.namespace && from.workload == to.workload
        return !(isOnePod && from.workload?.hasPrefix("Pod/") == true)
    }

    func permits(_ choices: ReferenceChoices) -> Bool {
        switch universe.ipBlockMatchesPods {
        case "always": choices.blocksMatchPods
        case "never": !choices.blocksMatchPods
        default: true
        }
    }

    func permits(_ endpoint: ReferenceEndpoint) -> Bool {
        switch endpoint {
        case .external(let address): permits(external: address)
        case .pod(let pod):
            permits(namespace: pod.namespace, pod.namespaceLabels) && permits(labelsOf: pod)
                && pod.address.map(permits(podAddress:)) ?? true
        }
    }

    func permits(external address: IPAddress) -> Bool {
        !clusterBlocks.contains { isWithin(address, $0) }
    }

    func permits(podAddress address: IPAddress) -> Bool {
        podBlocks.isEmpty || podBlocks.contains { isWithin(address, $0) }
    }

    private func permits(labelsOf pod: ReferencePod) -> Bool {
        guard let name = pod.workload else {
            return universe.podsExist == "any" && permits(podLabels: pod.labels)
        }
        guard let workload = workload(name, in: pod.namespace), workload.takesPart else { return false }
        let template = Dictionary(uniqueKeysWithValues: workload.labels.map { ($0.key, $0.value) })
        return Set(template.keys).union(pod.labels.keys).allSatisfy { key in
            pod.labels[key] == template[key] || isOpen(key, workload)
        }
    }

    /// Of a pod of no listed workload.
    func permits(podLabels labels: [String: String]) -> Bool {
        universe.podLabels.allSatisfy { $0.admits(labels[$0.key]) }
            && universe.podImplications.allSatisfy { $0.holds(of: labels) }
    }

    func workload(_ name: String, in namespace: String) -> SampleWorkload? {
        sample.workloads.first { $0.namespace == namespace && "\($0.kind)/\($0.name)" == name }
    }

    func permits(namespace name: String, _ labels: [String: String]) -> Bool {
        guard labels[automaticLabel] == name else { return false }
        guard listed.contains(name) else {
            return futureNamespacesExist && isNamespaceName(name) && permits(newNamespaceLabels: labels)
        }
        guard let manifest = manifests[name] else { return true }
        let keys = Set(manifest.keys).union(labels.keys).filter { $0 != automaticLabel }
        if keys.allSatisfy({ labels[$0] == manifest[$0] }) { return true }
        guard universe.namespaceImplications.allSatisfy({ $0.holds(of: labels) }) else { return false }
        return Set(manifest.keys).union(labels.keys).allSatisfy { key in
            key == automaticLabel || mayHave(labels[key], key, manifest: manifest[key])
        }
    }

    private func permits(newNamespaceLabels labels: [String: String]) -> Bool {
        universe.namespaceLabels.allSatisfy { $0.admits(labels[$0.key]) }
            && universe.namespaceImplications.allSatisfy { $0.holds(of: labels) }
    }

    /// No new namespace, or no pod, can obey the rules, whatever its labels: what follows from them is no proof.
    var rulesContradict: Bool {
        let options = RuleOptions(universe)
        let names = options.names.filter { !listed.contains($0) && isNamespaceName($0) } + ["nobody-says-so"]
        let canBeNew = options.namespaces.contains { labels in
            names.contains { permits(newNamespaceLabels: labels.merging([automaticLabel: $0]) { $1 }) }
        }
        return !canBeNew || !options.pods.contains(where: permits(podLabels:))
    }

    /// A label of a listed namespace with a manifest stays as it is, unless its key may be relabelled; then rules apply.
    func mayHave(_ value: String?, _ key: String, manifest: String?) -> Bool {
        if value == manifest { return true }
        guard universe.relabel.contains(key) || universe.relabel == ["*"] else { return false }
        if universe.namespaceLabels.contains(where: { $0.key == key && $0.isImmutable }) { return false }
        return universe.namespaceLabels.first { $0.key == key }?.admits(value) ?? true
    }
}

extension SampleUniverse.LabelRule {
    func admits(_ value: String?) -> Bool {
        guard let value else { return !isRequired }
        return values?.contains(value) ?? true
    }
}

extension SampleWorkload {
    /// networkpolicy.md §7: pods on their node's network are not governed, finished ones take no part (NP-89).
    var takesPart: Bool { !usesHostNetwork && !isFinished }
}

let automaticLabel = "kubernetes.io/metadata.name"

/// networkpolicy.md §10, as far as samples use such keys.
func isInjected(_ key: String) -> Bool { ["pod-template-hash", "controller-uid"].contains(key) }

/// Whether a controller adds the label, and not by the template: a Deployment has its own hash.
func isOpen(_ key: String, _ workload: SampleWorkload) -> Bool {
    guard isInjected(key) else { return false }
    let isOverwritten = key == "pod-template-hash" && workload.kind == "Deployment"
    return isOverwritten || !workload.labels.contains { $0.key == key }
}

/// A DNS label (networkpolicy.md §8, V1).
func isNamespaceName(_ name: String) -> Bool {
    let letters = Array(name.utf8)
    let isLegal = letters.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    return isLegal && (1...63).contains(letters.count) && letters.first != 45 && letters.last != 45
}
