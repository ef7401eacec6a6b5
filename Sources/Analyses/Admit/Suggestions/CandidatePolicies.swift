import Diagnostics
import Dialects
import Invariants
import NetworkModel
import PolicyModel

/// The policies among which those that a namespace lacks are looked for: the templates of the universe; default deny for
/// each direction and for both; the same namespace, for each direction and for both; DNS; and for each `always` claim what
/// it needs, for each direction and for both.
struct CandidatePolicies {
    private(set) var all: [CandidatePolicy] = []
    /// Why no policy is made for a claim, by the name of its invariant.
    private(set) var inexpressible: [String: String] = [:]

    private let loader: InputLoader
    private var names: Set<String> = []
    private var contents: Set<Policy> = []

    /// - Parameter namespaces: those that are to get policies, by name; others are passed over.
    init(for namespaces: [String], in input: LoadedInput, specs: Specs, loader: InputLoader) {
        self.loader = loader
        let existing = input.program.tiers.flatMap(\.policies)
        for namespace in namespaces.sorted().compactMap(input.cluster.namespace(named:)) {
            let own = existing.filter { $0.identity.namespace == namespace.name }
            names = Set(own.map(\.identity.name))
            contents = Set(own.map(\.content))
            addTemplates(specs.universe, namespace.name)
            addUsual(namespace.name)
            for invariant in specs.invariants { add(for: invariant, namespace, input.cluster) }
        }
    }

    private mutating func addTemplates(_ universe: Universe, _ namespace: String) {
        // A policy of that name which is there already is the namespace's own version of it.
        for var policy in universe.namespaces.policies ?? [] where !names.contains(policy.identity.name) {
            policy.identity.namespace = namespace
            let file = policy.location.file.split(separator: "/").last ?? ""
            add(policy, "As every new namespace gets it from \(file).", template: policy.location)
        }
    }

    private mutating func addUsual(_ namespace: String) {
        let location = SourceLocation(file: CandidatePolicy.file)
        func policy(_ name: String, _ ingress: [Rule]?, _ egress: [Rule]?) -> Policy {
            Policy(
                identity: PolicyIdentity(kind: "NetworkPolicy", namespace: namespace, name: name), location: location,
                subject: .podLabels(.everything),
                isolates: Set((ingress == nil ? [] : [.ingress]) + (egress == nil ? [] : [.egress])),
                ingress: ingress ?? [], egress: egress ?? [])
        }
        add(
            policy("default-deny-ingress", [], nil),
            "Nothing connects to the pods of \(namespace) but what another policy allows.")
        add(
            policy("default-deny-egress", nil, []),
            "The pods of \(namespace) connect to nothing but what another policy allows.")
        add(
            policy("default-deny", [], []),
            "The pods of \(namespace) neither connect nor are connected to, but for what another policy allows.")
        let own = [
            Rule(
                action: .allow,
                peers: [PeerEntry(.all([.ownNamespace, .podLabels(.everything)]), location: location)], ports: nil,
                location: location)
        ]
        add(
            policy("allow-same-namespace-ingress", own, nil),
            "The pods of \(namespace) accept connections of each other.")
        add(policy("allow-same-namespace-egress", nil, own), "The pods of \(namespace) connect to each other.")
        add(policy("allow-same-namespace", own, own), "The pods of \(namespace) connect to each other.")
        add(policy("allow-dns", nil, [Self.dns(location)]), "The pods of \(namespace) look up names.")
    }

    /// CoreDNS as nearly every distribution labels it; both protocols, for long answers come over TCP.
    private static func dns(_ location: SourceLocation) -> Rule {
        let peer = EndpointPredicate.all([
            .namespaceLabels(LabelSelector([LabelRequirement(namespaceNameLabel, equals: "kube-system")])),
            .podLabels(LabelSelector([LabelRequirement("k8s-app", equals: "kube-dns")])),
        ])
        let ports = [TransportProtocol.udp, .tcp].map { PortEntry(.ports(PortSet($0, 53...53)), location: location) }
        return Rule(action: .allow, peers: [PeerEntry(peer, location: location)], ports: ports, location: location)
    }

    private mutating func add(for invariant: Invariant, _ namespace: Namespace, _ cluster: Cluster) {
        guard let claim = invariant.claim.connections, claim.quantity == .always else { return }
        let location = SourceLocation(file: CandidatePolicy.file)
        let policies = ClaimPolicies(claim: claim, namespace: namespace, cluster: cluster, location: location)
        do throws(EndpointShape.Inexpressible) {
            let parts = try policies.parts()
            let subjects = parts.map(\.pods).reduce(into: [LabelSelector]()) { kept, selector in
                if !kept.contains(selector) { kept.append(selector) }
            }
            for (number, pods) in subjects.enumerated() {
                let name = "allow-" + invariant.name.prefix(200) + (number == 0 ? "" : "-\(number + 1)")
                add(name, parts.filter { $0.pods == pods }, pods, namespace.name, invariant)
            }
        } catch {
            inexpressible[invariant.name] = error.reason
        }
    }

    /// For each direction, and for both where there are both.
    private mutating func add(
        _ name: String, _ parts: [ClaimPolicies.Part], _ pods: LabelSelector, _ namespace: String,
        _ invariant: Invariant
    ) {
        let directions = Direction.allCases.filter { direction in parts.contains { $0.direction == direction } }
        let choices = directions.map { [$0] } + (directions.count > 1 ? [directions] : [])
        for choice in choices {
            let suffix = choice.count == directions.count ? "" : "-" + choice[0].rawValue
            let policy = Policy(
                identity: PolicyIdentity(kind: "NetworkPolicy", namespace: namespace, name: name + suffix),
                location: SourceLocation(file: CandidatePolicy.file), subject: .podLabels(pods), isolates: Set(choice),
                ingress: choice.contains(.ingress) ? parts.filter { $0.direction == .ingress }.map(\.rule) : [],
                egress: choice.contains(.egress) ? parts.filter { $0.direction == .egress }.map(\.rule) : [])
            add(policy, invariant.description ?? "What the invariant \(invariant.name) asks for.")
        }
    }

    /// Policies that do the same as one before are left out; names that are taken get a number.
    private mutating func add(_ policy: Policy, _ purpose: String, template: SourceLocation? = nil) {
        var policy = policy
        let name = policy.identity.name
        // There are fewer names than numbers.
        policy.identity.name = ([name] + (2...names.count + 2).map { "\(name)-\($0)" }).first { !names.contains($0) }!
        let candidate = CandidatePolicy(policy, purpose: purpose, template: template, loader: loader)
        guard let candidate, contents.insert(candidate.policy.content).inserted else { return }
        names.insert(candidate.name)
        all.append(candidate)
    }
}
