import Dialects
import Invariants
import NetworkModel
import PolicyModel
import Prover
import Reports

/// What verdicts take as given (abstraction.md §12): what stands with every verdict, and what matters for one claim.
struct Assumptions {
    let world: World
    let loaded: LoadedInput

    /// For one invariant: what matters for its claim first, what always stands last.
    func all(for claim: Claim, _ answer: Prover.Answer) -> [Assumption] {
        var result: [Assumption] = [trust]
        let proofs = [answer.listed, answer.future].compactMap { scope -> Prover.Proof? in
            if case .proved(let proof)? = scope { proof } else { nil }
        }
        result.append(contentsOf: labels(claim))
        for rule in Set(proofs.flatMap(\.universeRules)).sorted() {
            result.append(Assumption(id: "universe.\(rule)", text: "the rule \(rule) of the LabelUniverse is enforced"))
        }
        result += workloads(claim)
        if proofs.contains(where: \.dependsOnAddresses) {
            result += addresses(claim)
        } else if world.universe.network.ipBlockMatchesPods != .unknown, world.namesAddresses {
            // Known, it is settled before anything is proved, and the addresses may be gone from the proof.
            result.append(ipBlocks)
        }
        if claim.mayBreakByDenial { result += reachability }
        result += future(answer)
        result += ignored + withheld
        return result + (claim.isDerived ? Self.standing(ofRules: claim.speaksOfNodes) : Self.standing)
    }

    private var trust: Assumption {
        let universe = world.universe
        let level = universe.described.trustLevel
        let text =
            switch level {
            case .listedWorkloads: "only pods of listed workloads exist, with the labels of their templates"
            case .anyPods: "any pods with any labels exist in listed namespaces, and no other namespaces"
            case .futureNamespaces: "any pods with any labels exist, in listed namespaces and in any number of others"
            case .relabelledNamespaces:
                "any pods with any labels exist, in listed namespaces and in others; listed namespaces may be relabelled"
            }
        return Assumption(id: "trust-\(level.name)", text: "\(level.name): \(text)")
    }

    private func labels(_ claim: Claim) -> [Assumption] {
        var result: [Assumption] = [
            Assumption(
                id: "closed-world",
                text: "the input holds all policies of the listed namespaces, and all labels of those with a manifest")
        ]
        let bare = world.cluster.namespaces.filter { !$0.hasManifest }.map(\.name)
        if !bare.isEmpty {
            let names = bare.prefix(5).joined(separator: ", ") + (bare.count > 5 ? " and \(bare.count - 5) more" : "")
            let whose = bare.count == 1 ? "its" : "their"
            result.append(
                Assumption(
                    id: "namespaces-without-manifest",
                    text: "no Namespace manifest is given for \(names): \(whose) labels may be anything"))
        }
        if let untrusted = world.universe.namespaces.untrusted {
            let labels = untrusted.requirements.map(\.inWords).joined(separator: " and ")
            result.append(
                Assumption(
                    id: "untrusted",
                    text: "owners may change the policies of namespaces with \(labels.isEmpty ? "any labels" : labels)")
            )
        }
        return result
    }

    /// Pods of listed workloads stand for themselves only where others cannot stand for them.
    private func workloads(_ claim: Claim) -> [Assumption] {
        let universe = world.universe
        let onlyListed = universe.pods.exist == .listed
        var result: [Assumption] = []
        if onlyListed || !universe.pods.labels.isEmpty || claim.namesWorkloads {
            result.append(
                Assumption(
                    id: "workload-templates",
                    text:
                        "pods of listed workloads have the labels and the ports of their templates, save for labels that controllers add"
                ))
        }
        let kinds = loaded.ignored.filter(\.mayMakePods).map(\.kind.qualifiedName)
        if onlyListed, !kinds.isEmpty {
            let names =
                kinds.prefix(5).joined(separator: ", ") + (kinds.count > 5 ? " and \(kinds.count - 5) more" : "")
            result.append(
                Assumption(
                    id: "ignored-workloads", text: "objects of kinds that are not read make no pods: \(names)"))
        }
        return result
    }

    private var ipBlocks: Assumption {
        let text =
            switch world.universe.network.ipBlockMatchesPods {
            case .unknown: "an ipBlock may or may not match the address of a pod: it holds either way"
            case .always: "an ipBlock matches the address of a pod"
            case .never: "an ipBlock never matches a pod"
            }
        return Assumption(id: "ip-block", text: text)
    }

    private func addresses(_ claim: Claim) -> [Assumption] {
        let network = world.universe.network
        var result = [ipBlocks]
        for (name, blocks) in [
            ("pod", network.podCIDRs), ("node", network.nodeCIDRs), ("service", network.serviceCIDRs),
        ] where !blocks.isEmpty {
            let list = blocks.map(\.description).joined(separator: ", ")
            // Known, they are neither pods nor outside, and only rules speak of them.
            let consequence = name == "node" && !claim.speaksOfNodes ? ", and what nodes may do is left out" : ""
            result.append(Assumption(id: "\(name)-cidrs", text: "\(name) addresses are in \(list)\(consequence)"))
        }
        return result
    }

    /// What network plugins may do less of than Kubernetes says, where a claim is that something connects.
    private var reachability: [Assumption] {
        let ports = world.program.tiers.flatMap(\.policies).flatMap { $0.ingress + $0.egress }.flatMap {
            $0.ports ?? []
        }
        var result: [Assumption] = []
        if ports.contains(where: \.usesEndPort) {
            result.append(
                Assumption(
                    id: "end-port",
                    text: "the network plugin supports endPort; without it only the first port of a range opens"))
        }
        if ports.contains(where: { world.cluster.declaresTwice($0.match) }) {
            result.append(
                Assumption(
                    id: "named-ports",
                    text: "a port name that a pod declares for several ports opens all of them; some plugins open one"))
        }
        return result
    }

    private func future(_ answer: Prover.Answer) -> [Assumption] {
        guard let policies = world.universe.namespaces.policies, answer.future != nil else { return [] }
        let names = policies.map(\.identity.name).sorted().joined(separator: ", ")
        let text =
            policies.isEmpty
            ? "future namespaces have no policies" : "future namespaces have the policies \(names), and no others"
        return [Assumption(id: "future-policies", text: text)]
    }

    private var withheld: [Assumption] {
        loaded.withheld.map { words in
            Assumption(
                id: "withheld", text: "\(words), which the cluster withheld, make no difference (allowed on request)")
        }
    }

    private var ignored: [Assumption] {
        loaded.ignored.filter { $0.effect != .none }.map { kind in
            let text =
                switch kind.effect {
                case .mayAllow:
                    "\(kind.kind) objects have no effect: they neither allow nor deny anything (ignored on request)"
                case .mayRestrict: "\(kind.kind) objects are not modelled; they may only cut connections"
                case .otherNetworks, .none: "networks that \(kind.kind) objects define are out of scope"
                }
            return Assumption(id: "ignored-\(kind.kind.kind)", text: text)
        }
    }

    private static let standing = [
        Assumption(
            id: "enforcing-plugin", text: "the network plugin enforces NetworkPolicy, and its state is settled",
            isStanding: true),
        Assumption(
            id: "direct-connections",
            text:
                "direct connections to container ports over TCP, UDP or SCTP; nothing is relayed through a third pod, a node port or a tunnel",
            isStanding: true),
        Assumption(
            id: "left-out",
            text: "left out: a pod to itself, a node to its own pods, pods in the network of their node",
            isStanding: true),
    ]
}

extension Assumptions {
    /// Rules say themselves what is relayed; each connection of theirs is a direct one.
    private static func standing(ofRules speakOfNodes: Bool) -> [Assumption] {
        let assumptions = standing.map { assumption in
            var assumption = assumption
            switch assumption.id {
            case "direct-connections":
                assumption.text =
                    "each connection of a rule is a direct one to a container port over TCP, UDP or SCTP, not through a node port or a tunnel"
            case "left-out" where speakOfNodes:
                assumption.text =
                    "left out: a pod to itself, a node to its own pods and they to it; pods in the network of their node are that node"
                // It is said with the claim: others assume more.
                assumption.isStanding = false
            default: break
            }
            return assumption
        }
        return assumptions.filter { !$0.isStanding } + assumptions.filter(\.isStanding)
    }
}

extension World {
    /// Whether any policy speaks of addresses.
    fileprivate var namesAddresses: Bool {
        let policies = program.tiers.flatMap(\.policies) + (universe.namespaces.policies ?? [])
        return policies.contains { policy in
            (policy.ingress + policy.egress).contains { rule in
                (rule.peers ?? []).contains { $0.predicate.contains(where: \.isAddress) }
            }
        }
    }
}

extension Cluster {
    /// Whether some workload gives the name of a port to more than one.
    fileprivate func declaresTwice(_ match: PortEntry.Match) -> Bool {
        guard case .named(let name, let transport) = match else { return false }
        return workloads.contains { workload in
            Set(workload.namedPorts.filter { $0.name == name && $0.transport == transport }.map(\.port)).count > 1
        }
    }
}

extension Claim {
    /// Whether nodes are among its endpoints.
    fileprivate var speaksOfNodes: Bool {
        if case .derived(let claim) = self { claim.program.speaksOfNodes } else { false }
    }

    /// Whether it names a listed workload as such.
    fileprivate var namesWorkloads: Bool {
        let predicates =
            switch self {
            case .connections(let claim): [claim.from, claim.to]
            case .isolated(let claim): [claim.pods]
            case .labelled(let claim): [claim.namespaces]
            case .derived(let claim): claim.program.rules.flatMap(\.predicates)
            }
        return predicates.contains { $0.contains(where: \.isWorkload) }
    }
}

extension EndpointPredicate {
    fileprivate var isAddress: Bool { if case .address = self { true } else { false } }
    fileprivate var isWorkload: Bool { if case .workload = self { true } else { false } }

    /// Whether it or a part of it is such a predicate.
    fileprivate func contains(where isMatch: (EndpointPredicate) -> Bool) -> Bool {
        if isMatch(self) { return true }
        return switch self {
        case .all(let parts), .any(let parts): parts.contains { $0.contains(where: isMatch) }
        case .not(let inner): inner.contains(where: isMatch)
        default: false
        }
    }
}
