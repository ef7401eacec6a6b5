import NetworkModel
import PolicyModel
public import Reports

/// What the universe assumes of labels, as policies that the API server enforces, so that it is true.
public struct AdmissionExport: Hashable, Sendable {
    /// Namespaces that the policies leave alone.
    public var exemptNamespaces: [String]
    public var enforcement: AdmissionPolicy.Enforcement

    /// What the cluster itself lives in: a rule that stops it there stops the cluster.
    public static let systemNamespaces = ["kube-system", "kube-public", "kube-node-lease"]

    public init(
        exemptNamespaces: [String] = Self.systemNamespaces, enforcement: AdmissionPolicy.Enforcement = .deny
    ) {
        self.exemptNamespaces = exemptNamespaces
        self.enforcement = enforcement
    }

    /// One policy for namespaces and one for pods; none where there are no rules.
    func policies(for universe: Universe) -> [AdmissionPolicy] {
        [policy(.namespace, universe), policy(.pod, universe)].compactMap(\.self)
    }

    private func policy(_ space: LabelSpace, _ universe: Universe) -> AdmissionPolicy? {
        let validations = LabelValidations(space, of: universe)
        let all = validations.all
        guard !all.isEmpty else { return nil }
        return AdmissionPolicy(
            name: Self.name(universe.name ?? "universe", space), comments: comments(space, universe),
            resources: space.admittedResources,
            matchConditions: exemption(space) + [LabelValidations.changesLabels], variables: validations.variables,
            validations: all, enforcement: enforcement)
    }

    private func exemption(_ space: LabelSpace) -> [AdmissionPolicy.Expression] {
        guard !exemptNamespaces.isEmpty else { return [] }
        let name = space == .namespace ? "object.metadata.name" : "request.namespace"
        return [AdmissionPolicy.Expression("is-not-exempt", "!(\(CELText.isOne(name, of: exemptNamespaces)))")]
    }

    /// At most 253 characters, as of any object.
    private static func name(_ universe: String, _ space: LabelSpace) -> String {
        let ending = space == .namespace ? "-namespace-labels" : "-pod-labels"
        var middle = String(universe.prefix(253 - "netproof-".count - ending.count))
        while let last = middle.last, !last.isLetter, !last.isNumber { middle.removeLast() }
        return "netproof-" + middle + ending
    }

    private func comments(_ space: LabelSpace, _ universe: Universe) -> [String] {
        let exempt = exemptNamespaces.isEmpty ? [] : ["Left alone: " + exemptNamespaces.joined(separator: ", ") + "."]
        switch space {
        case .namespace:
            return [
                "Labels of namespaces. A label that breaks a rule already may stay until it is changed; between labels,",
                "rules hold as soon as any label is changed.",
            ] + exempt
        case .pod:
            return [
                "Labels of pods, by whatever controller they are created. Pods that are there already may stay as they are",
                "until a label is changed. Templates of workloads are not looked at: their pods are.",
            ] + exempt
                + (universe.pods.labels.contains { $0.setBy != nil }
                    ? ["Most pods are created by controllers: it is their accounts that setBy has to name."] : [])
        }
    }
}

extension LabelSpace {
    /// Everything by which labels can be written: a request for a status, or to finalize, may carry other labels too.
    var admittedResources: [String] {
        switch self {
        case .namespace: ["namespaces", "namespaces/status", "namespaces/finalize"]
        case .pod: ["pods", "pods/status"]
        }
    }
}
