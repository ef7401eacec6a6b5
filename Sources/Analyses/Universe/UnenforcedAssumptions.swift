import PolicyModel

extension AdmissionExport {
    /// What proofs take as given and no admission rule about labels makes true, in sentences.
    func unenforced(of universe: Universe) -> [String] {
        namespaces(universe) + pods(universe) + network(universe.network)
    }

    private func namespaces(_ universe: Universe) -> [String] {
        let namespaces = universe.namespaces
        var result: [String] = []
        if namespaces.exist == .listed { result.append("namespaces.exist: no others than the listed are created") }
        switch namespaces.relabel {
        case .everyKey: break
        case .keys([]): result.append("namespaces.relabel: listed namespaces keep the labels of their manifests")
        case .keys(let keys):
            result.append(
                "namespaces.relabel: listed namespaces keep the labels of their manifests, but for "
                    + keys.joined(separator: ", "))
        }
        if let policies = namespaces.policies {
            let names = policies.isEmpty ? "no policies" : policies.map(\.identity.name).joined(separator: ", ")
            result.append("namespaces.policies: new namespaces are created with \(names), and keep them")
        }
        if namespaces.untrusted != nil {
            result.append("namespaces.untrusted: owners of all other namespaces leave their policies as they are")
        }
        if namespaces.labels.contains(where: \.isImmutable) {
            result.append(
                "namespaces.labels: an immutable label of a listed namespace stays only as long as the namespace is not "
                    + "deleted and created again")
        }
        if !exemptNamespaces.isEmpty, !namespaces.labels.isEmpty || !namespaces.implications.isEmpty {
            result.append("rules for namespaces: proofs take them to hold of \(exempt), where these are not listed")
        }
        return result
    }

    private func pods(_ universe: Universe) -> [String] {
        let pods = universe.pods
        var result: [String] = []
        if pods.exist == .listed {
            result.append("pods.exist: no other pods than those of listed workloads are created")
        }
        guard !pods.labels.isEmpty || !pods.implications.isEmpty else { return result }
        if !exemptNamespaces.isEmpty { result.append("rules for pods: proofs take them to hold in \(exempt) too") }
        result.append("rules for pods: labels that a scheduler adds when it binds a pod to a node are not looked at")
        return result
    }

    private var exempt: String { exemptNamespaces.joined(separator: ", ") }

    private func network(_ network: Universe.Network) -> [String] {
        var result: [String] = []
        if !(network.podCIDRs + network.nodeCIDRs + network.serviceCIDRs).isEmpty {
            result.append("network: addresses are in the blocks named")
        }
        if network.ipBlockMatchesPods != .unknown {
            result.append("network.ipBlockMatchesPods: \(network.ipBlockMatchesPods.rawValue)")
        }
        return result
    }
}
