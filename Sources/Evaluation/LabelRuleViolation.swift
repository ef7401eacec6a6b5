public import PolicyModel

extension Universe {
    /// How the labels of one object break the universe's rules.
    public enum LabelRuleViolation: Hashable, Sendable {
        /// A required label is not there.
        case missing(key: String)
        /// A label has a value that is none of the allowed ones, which are sorted.
        case valueNotAllowed(key: String, value: String, allowed: [String])
        /// The labels match the condition of the implication at this position, and not its consequence.
        case implicationBroken(LabelImplication, position: Int)
        /// A label that may not change was changed, added or removed.
        case changedImmutable(key: String, from: String?, to: String?)

        /// The rule as proofs name it, after `namespaces.` or `pods.`: `labels.env.required`, `implications.0`.
        public var ruleName: String {
            switch self {
            case .missing(let key): "labels.\(key).required"
            case .valueNotAllowed(let key, _, _): "labels.\(key).values"
            case .implicationBroken(let implication, let position): "implications.\(implication.title(at: position))"
            case .changedImmutable(let key, _, _): "labels.\(key).immutable"
            }
        }
    }
}

extension Universe.Namespaces {
    /// What is wrong with the labels of a new namespace, in the order of the rules; none where they obey all of them.
    ///
    /// - Parameter labels: with the automatic `kubernetes.io/metadata.name`, which implications may speak of.
    public func violations(of labels: [String: String]) -> [Universe.LabelRuleViolation] {
        self.labels.flatMap { $0.violations(of: labels) } + implications.violations(of: labels)
    }

    /// What is wrong with the labels of a namespace that had others before. A label that stays as it was may be
    /// whatever it is, and implications may be broken where no label has changed.
    public func violations(
        of labels: [String: String], changedFrom old: [String: String]
    ) -> [Universe.LabelRuleViolation] {
        if labels == old { return [] }
        let changed = self.labels.filter { labels[$0.key] != old[$0.key] }
        return changed.flatMap { rule -> [Universe.LabelRuleViolation] in
            let immutable = Universe.LabelRuleViolation.changedImmutable(
                key: rule.key, from: old[rule.key], to: labels[rule.key])
            return rule.violations(of: labels) + (rule.isImmutable ? [immutable] : [])
        } + implications.violations(of: labels)
    }
}

extension Universe.Pods {
    /// What is wrong with the labels of a pod that is of no listed workload, in the order of the rules.
    public func violations(of labels: [String: String]) -> [Universe.LabelRuleViolation] {
        self.labels.flatMap { $0.violations(of: labels) } + implications.violations(of: labels)
    }
}

extension Universe.LabelImplication {
    /// Whether labels obey it.
    public func holds(of labels: [String: String]) -> Bool {
        !condition.matches(labels) || consequence.matches(labels)
    }
}

extension LabelSelector {
    /// Whether labels match, all of them known; a key that is not there is absent.
    public func matches(_ labels: [String: String]) -> Bool {
        matches { .some(labels[$0]) } == .yes
    }
}

extension Universe.LabelRule {
    fileprivate func violations(of labels: [String: String]) -> [Universe.LabelRuleViolation] {
        guard let value = labels[key] else { return isRequired ? [.missing(key: key)] : [] }
        guard let values, !values.contains(value) else { return [] }
        return [.valueNotAllowed(key: key, value: value, allowed: values)]
    }
}

extension [Universe.LabelImplication] {
    fileprivate func violations(of labels: [String: String]) -> [Universe.LabelRuleViolation] {
        enumerated().compactMap { position, implication in
            implication.holds(of: labels) ? nil : .implicationBroken(implication, position: position)
        }
    }
}
