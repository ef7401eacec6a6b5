import NetworkModel
import PolicyModel

extension Weighing {
    /// All rules of the tier at once: deny beats allow, allow beats pass.
    func weighTogether(_ governing: GoverningTier) -> TierVerdict {
        var verdict = TierVerdict()
        var certain: Outcomes = []
        let mayDeny = governing.tier.denies[direction] ?? false
        for policy in governing.policies {
            for (index, rule) in policy.policy.rules(direction).enumerated() {
                let outcome = Outcomes(rule.rule.action)
                guard !certain.contains(outcome) else { continue }
                let match = matches(rule.rule, of: policy)
                guard match != .no else { continue }
                verdict.add(outcome, .rule(governing.tier, policy.policy, index: index))
                if match == .yes { certain.formUnion(outcome) }
            }
            if certain.contains(.allow), !mayDeny { break }
        }
        return settled(verdict, certain: certain, governing)
    }

    /// Takes away what a certain match of higher rank rules out, and adds what follows where nothing is certain.
    private func settled(_ verdict: TierVerdict, certain: Outcomes, _ governing: GoverningTier) -> TierVerdict {
        if certain.contains(.deny) { return verdict.restricted(to: .deny) }
        if certain.contains(.allow) { return verdict.restricted(to: [.allow, .deny]) }
        if certain.contains(.next) { return verdict }
        return unmatched(governing, after: verdict)
    }

    /// The first rule that matches, policy by policy; among policies of equal order the first match of any may win.
    func weighInOrder(_ governing: GoverningTier) -> TierVerdict {
        var verdict = TierVerdict()
        for tied in governing.policies.grouped(by: \.policy.policy.order) {
            var mayAllFail = true
            for policy in tied {
                let first = firstMatch(policy, governing.tier)
                verdict.add(contentsOf: first.verdict)
                if first.isCertain { mayAllFail = false }
            }
            if !mayAllFail { return verdict }
        }
        return unmatched(governing, after: verdict)
    }

    /// What the first matching rule of one policy may be, and whether there surely is one.
    func firstMatch(_ governing: GoverningPolicy, _ tier: IndexedTier) -> (verdict: TierVerdict, isCertain: Bool) {
        var verdict = TierVerdict()
        for (index, rule) in governing.policy.rules(direction).enumerated() {
            let match = matches(rule.rule, of: governing)
            guard match != .no else { continue }
            verdict.add(Outcomes(rule.rule.action), .rule(tier, governing.policy, index: index))
            if match == .yes { return (verdict, true) }
        }
        return (verdict, false)
    }

    private func unmatched(_ governing: GoverningTier, after verdict: TierVerdict) -> TierVerdict {
        var verdict = verdict
        switch governing.tier.unmatched {
        case .nextTier: verdict.add(.next, .fellThrough)
        case .denyIfIsolated:
            let isolating = governing.policies.filter { $0.policy.policy.isolates.contains(direction) }
            if !isolating.isEmpty { verdict.add(.deny, .isolation(governing)) }
            if !isolating.contains(where: { $0.selects == .yes }) { verdict.add(.next, .fellThrough) }
        }
        return verdict
    }
}

extension Array {
    /// Runs of neighbours with equal keys.
    func grouped(by key: (Element) -> Int) -> [ArraySlice<Element>] {
        var groups: [ArraySlice<Element>] = []
        var start = startIndex
        while start < endIndex {
            let end = self[start...].firstIndex { key($0) != key(self[start]) } ?? endIndex
            groups.append(self[start..<end])
            start = end
        }
        return groups
    }
}
