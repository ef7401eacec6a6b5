import NetworkModel

extension Knowledge {
    /// Whether a fact holds in every state that is possible as far as is known, or in none; nil where that is not known.
    public func truth(of atom: Atom) -> Bool? {
        switch atom {
        case .isPod(let role): return isPod[role]
        case .isNode(let role): return isPod[role] == true ? false : nil
        case .label(let variable, let set):
            guard let known = labels[variable] else { return nil }
            if known.isSubset(of: set) { return true }
            return known.isDisjoint(with: set) ? false : nil
        case .target(let set):
            let common = target.intersection(set)
            if common.isEmpty { return false }
            return common == target ? true : nil
        case .address(let role, let set):
            guard let known = addresses[role] else { return nil }
            let common = known.intersection(set)
            if common.isEmpty { return false }
            return common == known ? true : nil
        case .namedPort(let role, _, let transport):
            if isPod[role] == false { return false }
            return target.intersection(PortSet(transport)).isEmpty ? false : nil
        case .workload(let role, let identity): return workload[role].map { $0 == identity }
        case .sameNamespace(let first, let second):
            return isSameNamespace ?? (isNoPod(first, second) ? false : nil)
        case .sameLabel(_, _, let first, let second): return isNoPod(first, second) ? false : nil
        case .choice(let choice): return choices[choice]
        case .isolated(let role, _): return isPod[role] == false ? false : nil
        case .site, .sameEndpoint, .ownerAllows, .ownerDenies, .premise: return nil
        }
    }

    /// Whether one of two endpoints is known not to be a pod.
    private func isNoPod(_ first: EndpointRole, _ second: EndpointRole) -> Bool {
        isPod[first] == false || isPod[second] == false
    }
}
