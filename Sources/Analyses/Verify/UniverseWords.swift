import NetworkModel
import PolicyModel
import Reports

extension Universe {
    /// What a violation in namespaces yet to be created counts for.
    var futureCounts: ScopeVerdicts.FutureCounts {
        switch namespaces.future {
        case .gap: .gap
        case .fail: .fail
        case .ignore: .ignore
        }
    }

    /// The universe as reports tell it.
    var described: UniverseDescription {
        UniverseDescription(
            name: name, location: location, trustLevel: trustLevel, futureCounts: futureCounts,
            statements: statements, futurePolicies: (namespaces.policies ?? []).map(\.reported))
    }

    /// abstraction.md §3. The weakest of what is assumed names the level: relabelling counts only beside future namespaces.
    private var trustLevel: UniverseDescription.TrustLevel {
        if pods.exist == .listed { return .listedWorkloads }
        if namespaces.exist == .listed { return .anyPods }
        return namespaces.relabel == .everyKey ? .relabelledNamespaces : .futureNamespaces
    }

    private var statements: [String] {
        namespaceStatements + pods.labels.flatMap { $0.statements(of: "every unlisted pod") }
            + pods.implications.map { "every unlisted pod \($0.inWords)" } + networkStatements
    }

    private var namespaceStatements: [String] {
        var result: [String] = []
        switch namespaces.relabel {
        case .everyKey: result.append("any label of a listed namespace may change, save its name")
        case .keys(let keys) where !keys.isEmpty:
            result.append("labels of listed namespaces may change: " + keys.sorted().joined(separator: ", "))
        case .keys: break
        }
        result += namespaces.labels.flatMap { $0.statements(of: "every future namespace") }
        result += namespaces.implications.map { "every future namespace \($0.inWords)" }
        if let policies = namespaces.policies {
            let names = policies.map(\.identity.name).joined(separator: ", ")
            result.append(
                "every future namespace has \(policies.isEmpty ? "no policies" : "the policies \(names) and no others")"
            )
        }
        if let untrusted = namespaces.untrusted {
            let labels = untrusted.requirements.map(\.inWords).joined(separator: " and ")
            result.append(
                "owners of namespaces with \(labels.isEmpty ? "any labels" : labels) may change their policies")
        }
        return result
    }

    private var networkStatements: [String] {
        let blocks = [("pods", network.podCIDRs), ("nodes", network.nodeCIDRs), ("services", network.serviceCIDRs)]
        let addresses = blocks.filter { !$0.1.isEmpty }.map {
            "addresses of \($0.0) are in " + $0.1.map(\.description).joined(separator: ", ")
        }
        switch network.ipBlockMatchesPods {
        case .unknown: return addresses
        case .always: return addresses + ["an ipBlock matches the addresses of pods"]
        case .never: return addresses + ["an ipBlock never matches a pod"]
        }
    }
}

extension Universe.LabelImplication {
    fileprivate var inWords: String {
        let consequence = consequence.requirements.map(\.inWords).joined(separator: " and ")
        guard condition != .everything else { return "has \(consequence)" }
        return "with \(condition.requirements.map(\.inWords).joined(separator: " and ")) has \(consequence)"
    }
}

extension Universe.LabelRule {
    fileprivate func statements(of subject: String) -> [String] {
        var result = ["\(subject) \(inWords)"]
        if isImmutable { result.append("\(key) of a namespace never changes") }
        if let setBy {
            let names = setBy.users.map { "user \($0)" } + setBy.groups.map { "group \($0)" }
            result.append("\(key) is set by \(names.joined(separator: ", ")) alone")
        }
        return result
    }

    fileprivate var inWords: String {
        let list = values.map { "(" + $0.joined(separator: ", ") + ")" }
        switch (isRequired, list) {
        case (true, let list?): return "carries \(key) in \(list)"
        case (true, nil): return "carries \(key)"
        case (false, let list?): return "carries \(key) in \(list) or not at all"
        case (false, nil): return "may carry \(key)"
        }
    }
}

extension Policy {
    /// The policy by name and place.
    var reported: ReportedPolicy {
        ReportedPolicy(
            kind: identity.kind, namespace: identity.namespace, name: identity.name, location: location)
    }
}
