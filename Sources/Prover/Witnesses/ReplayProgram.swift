import Diagnostics
import Evaluation
import NetworkModel
import PolicyModel

/// The policies that bear on a witness: those of its two namespaces as they would be in its state, and the cluster's.
struct ReplayProgram {
    private let world: World

    init(_ world: World) {
        self.world = world
    }

    func program(for witness: Witness) -> PolicyProgram {
        var program = world.program
        let names = Set(EndpointRole.pair.compactMap { witness.endpoint($0).pod?.namespace.name })
        let unknown = Set(EndpointRole.pair.compactMap { unknownNamespace(witness, $0) })
        let ownersTier = program.tiers.firstIndex(where: \.isWrittenByNamespaceOwners)
        for index in program.tiers.indices {
            let tier = program.tiers[index]
            program.tiers[index].policies = world.policiesOfTiers[index].policies(of: names).filter { policy in
                guard let namespace = policy.identity.namespace else { return true }
                return !(tier.isWrittenByNamespaceOwners && unknown.contains(namespace))
            }
            if index == ownersTier {
                program.tiers[index].policies += templates(for: witness, except: unknown)
                program.tiers[index].policies += ownersPolicies(for: witness)
            }
        }
        return program
    }

    /// The namespace of an end if its owner's policies are anybody's guess.
    func unknownNamespace(_ witness: Witness, _ role: EndpointRole) -> String? {
        guard let namespace = witness.endpoint(role).pod?.namespace else { return nil }
        if !namespace.isListed, world.universe.namespaces.policies == nil { return namespace.name }
        if world.anyPolicies.contains(namespace.name) { return namespace.name }
        guard let untrusted = world.universe.namespaces.untrusted else { return nil }
        let evaluator = Evaluator(program: PolicyProgram(), behaviour: Behaviour())
        let isUntrusted = evaluator.holds(.namespaceLabels(untrusted), of: witness.endpoint(role)) == .yes
        return isUntrusted ? namespace.name : nil
    }

    /// What the universe says future namespaces are created with.
    private func templates(for witness: Witness, except unknown: Set<String>) -> [Policy] {
        let namespaces = EndpointRole.pair.compactMap { witness.endpoint($0).pod?.namespace }
        let future = Set(namespaces.filter { !$0.isListed }.map(\.name)).subtracting(unknown)
        return future.sorted().flatMap { name in
            (world.universe.namespaces.policies ?? []).map { template in
                var policy = template
                policy.identity.namespace = name
                return policy
            }
        }
    }

    /// The policies that unknown owners are taken to have written.
    private func ownersPolicies(for witness: Witness) -> [Policy] {
        EndpointRole.pair.compactMap { role in
            guard let owners = witness.owners[role], owners != .none, let name = unknownNamespace(witness, role) else {
                return nil
            }
            let place = SourceLocation(file: World.ownersPolicyName)
            let rules = owners == .allowAll ? [Rule(action: .allow, peers: nil, ports: nil, location: place)] : []
            return Policy(
                identity: PolicyIdentity(kind: "NetworkPolicy", namespace: name, name: World.ownersPolicyName),
                location: place, subject: .pod, isolates: [role.direction],
                ingress: role.direction == .ingress ? rules : [], egress: role.direction == .egress ? rules : [])
        }
    }
}

extension World {
    /// The name given to a policy that an owner nobody trusts may have written.
    public static let ownersPolicyName = "<a policy of the namespace's owner>"
}
