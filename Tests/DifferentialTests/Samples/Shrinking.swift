/// Makes a failing sample small: drops one part at a time for as long as it still fails.
enum Shrinking {
    static func smallest(_ sample: Sample, fails: (Sample) -> Bool) -> Sample {
        var current = sample
        var triesLeft = 2000
        search: while true {
            for candidate in smaller(than: current) where candidate != current {
                triesLeft -= 1
                guard triesLeft > 0 else { return current }
                if fails(candidate) {
                    current = candidate
                    continue search
                }
            }
            return current
        }
    }

    private static func smaller(than sample: Sample) -> [Sample] {
        var result: [Sample] = []
        func add(_ change: (inout Sample) -> Void) {
            var copy = sample
            change(&copy)
            result.append(copy)
        }
        for index in sample.claims.indices where sample.claims.count > 1 { add { $0.claims = [sample.claims[index]] } }
        add { $0.claims = [] }
        if let isolation = sample.isolation {
            add { $0.isolation = nil }
            add { $0.isolation?.exempt = [] }
            for index in isolation.pods.peers.indices where isolation.pods.peers.count > 1 {
                add { $0.isolation?.pods.peers.remove(at: index) }
            }
        }
        for index in sample.policies.indices { add { $0.policies.remove(at: index) } }
        for index in sample.workloads.indices { add { $0.workloads.remove(at: index) } }
        for index in sample.namespaces.indices { add { $0.namespaces.remove(at: index) } }
        if let universe = sample.universe {
            add { $0.universe = nil }
            for smaller in self.smaller(than: universe) { add { $0.universe = smaller } }
        }
        for (index, policy) in sample.policies.enumerated() {
            for smaller in self.smaller(than: policy) { add { $0.policies[index] = smaller } }
        }
        for (index, claim) in sample.claims.enumerated() {
            for smaller in self.smaller(than: claim) { add { $0.claims[index] = smaller } }
        }
        for (index, namespace) in sample.namespaces.enumerated() {
            for label in namespace.labels.indices { add { $0.namespaces[index].labels.remove(at: label) } }
        }
        for (index, workload) in sample.workloads.enumerated() {
            for label in workload.labels.indices { add { $0.workloads[index].labels.remove(at: label) } }
            for port in workload.ports.indices { add { $0.workloads[index].ports.remove(at: port) } }
        }
        return result
    }

    private static func smaller(than universe: SampleUniverse) -> [SampleUniverse] {
        var result: [SampleUniverse] = []
        func add(_ change: (inout SampleUniverse) -> Void) {
            var copy = universe
            change(&copy)
            result.append(copy)
        }
        add { $0.templates = nil }
        add { $0.untrusted = nil }
        add { $0.relabel = [] }
        add { $0.podCIDRs = [] }
        add { $0.nodeCIDRs = [] }
        add { $0.serviceCIDRs = [] }
        add { $0.namespacesExist = "any" }
        add { $0.podsExist = "any" }
        add { $0.ipBlockMatchesPods = "never" }
        for index in universe.namespaceLabels.indices { add { $0.namespaceLabels.remove(at: index) } }
        for index in universe.namespaceLabels.indices { add { $0.namespaceLabels[index].isImmutable = false } }
        for index in universe.namespaceImplications.indices { add { $0.namespaceImplications.remove(at: index) } }
        for index in universe.podImplications.indices { add { $0.podImplications.remove(at: index) } }
        for path in [\SampleUniverse.namespaceImplications, \.podImplications] {
            for (index, implication) in universe[keyPath: path].enumerated() {
                for smaller in self.smaller(than: implication.condition) {
                    add { $0[keyPath: path][index].condition = smaller }
                }
                for smaller in self.smaller(than: implication.consequence) {
                    add { $0[keyPath: path][index].consequence = smaller }
                }
            }
        }
        for index in universe.podLabels.indices { add { $0.podLabels.remove(at: index) } }
        for (index, template) in (universe.templates ?? []).enumerated() {
            for smaller in self.smaller(than: template) { add { $0.templates?[index] = smaller } }
            if universe.templates!.count > 1 { add { $0.templates?.remove(at: index) } }  // Only if there are some.
        }
        return result
    }

    private static func smaller(than policy: SamplePolicy) -> [SamplePolicy] {
        var result: [SamplePolicy] = []
        func add(_ change: (inout SamplePolicy) -> Void) {
            var copy = policy
            change(&copy)
            result.append(copy)
        }
        add { $0.podSelector = .missing }
        add { $0.policyTypes = .missing }
        for path in [\SamplePolicy.ingress, \SamplePolicy.egress] {
            add { $0[keyPath: path] = .missing }
            guard case .given(let rules) = policy[keyPath: path] else { continue }
            for index in rules.indices {
                add { $0[keyPath: path] = .given(rules.dropping(index)) }
                guard let rule = rules[index] else { continue }
                for smaller in self.smaller(than: rule) {
                    add { $0[keyPath: path] = .given(rules.replacing(index, with: smaller)) }
                }
            }
        }
        for smaller in self.smaller(than: policy.podSelector) { add { $0.podSelector = smaller } }
        return result
    }

    private static func smaller(than rule: SamplePolicy.Rule) -> [SamplePolicy.Rule] {
        var result = [SamplePolicy.Rule(peers: .missing, ports: rule.ports), .init(peers: rule.peers, ports: .missing)]
        if case .given(let peers) = rule.peers {
            for index in peers.indices {
                if peers.count > 1 { result.append(.init(peers: .given(peers.dropping(index)), ports: rule.ports)) }
                for path in [\SamplePeer.podSelector, \SamplePeer.namespaceSelector] {
                    for smaller in [.missing] + self.smaller(than: peers[index][keyPath: path]) {
                        var peer = peers[index]
                        peer[keyPath: path] = smaller
                        result.append(.init(peers: .given(peers.replacing(index, with: peer)), ports: rule.ports))
                    }
                }
            }
        }
        if case .given(let ports) = rule.ports, ports.count > 1 {
            for index in ports.indices { result.append(.init(peers: rule.peers, ports: .given(ports.dropping(index)))) }
        }
        return result
    }

    private static func smaller(than selector: Form<SampleSelector>) -> [Form<SampleSelector>] {
        guard case .given(let selector) = selector else { return [] }
        return smaller(than: selector).map(Form.given)
    }

    private static func smaller(than selector: SampleSelector) -> [SampleSelector] {
        var result: [SampleSelector] = []
        if case .missing = selector.matchLabels {
        } else {
            result.append(.init(matchLabels: .missing, matchExpressions: selector.matchExpressions))
        }
        guard case .given(let expressions) = selector.matchExpressions else { return result }
        result.append(.init(matchLabels: selector.matchLabels, matchExpressions: .missing))
        for index in expressions.indices where expressions.count > 1 {
            result.append(
                .init(matchLabels: selector.matchLabels, matchExpressions: .given(expressions.dropping(index))))
        }
        return result
    }

    private static func smaller(than claim: SampleClaim) -> [SampleClaim] {
        var result: [SampleClaim] = []
        func add(_ change: (inout SampleClaim) -> Void) {
            var copy = claim
            change(&copy)
            result.append(copy)
        }
        add { $0.ports = nil }
        for index in claim.exempt.indices { add { $0.exempt.remove(at: index) } }
        for index in claim.waived.indices {
            add { $0.waived.remove(at: index) }
            add { $0.waived[index].ports = nil }
            if claim.waived[index].to != nil { add { $0.waived[index].from = nil } }
            if claim.waived[index].from != nil { add { $0.waived[index].to = nil } }
        }
        for index in (claim.ports ?? []).indices where (claim.ports ?? []).count > 1 {
            add { $0.ports?.remove(at: index) }
        }
        for index in claim.pair.indices { add { $0.pair.remove(at: index) } }
        for path in [\SampleClaim.from, \SampleClaim.to] {
            add { $0[keyPath: path] = nil }
            guard let peers = claim[keyPath: path]?.peers else { continue }
            for index in peers.indices {
                if peers.count > 1 { add { $0[keyPath: path]?.peers.remove(at: index) } }
                add { $0[keyPath: path]?.peers[index].not = nil }
                if let not = peers[index].not, not.count > 1 {
                    for inner in not.indices { add { $0[keyPath: path]?.peers[index].not?.remove(at: inner) } }
                }
                add { $0[keyPath: path]?.peers[index].podSelector = nil }
                add { $0[keyPath: path]?.peers[index].namespaceSelector = nil }
                for smaller in peers[index].podSelector.map({ self.smaller(than: $0) }) ?? [] {
                    add { $0[keyPath: path]?.peers[index].podSelector = smaller }
                }
                for smaller in peers[index].namespaceSelector.map({ self.smaller(than: $0) }) ?? [] {
                    add { $0[keyPath: path]?.peers[index].namespaceSelector = smaller }
                }
            }
        }
        return result
    }
}

extension Array {
    fileprivate func dropping(_ index: Int) -> [Element] {
        var copy = self
        copy.remove(at: index)
        return copy
    }

    fileprivate func replacing(_ index: Int, with element: Element) -> [Element] {
        var copy = self
        copy[index] = element
        return copy
    }
}
