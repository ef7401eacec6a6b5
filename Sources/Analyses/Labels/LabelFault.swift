import Diagnostics
import Evaluation
import PolicyModel

/// A broken rule for labels in words, with what may have been meant.
struct LabelFault: Hashable {
    /// `lacks the label `tenant`, which the universe requires`: what follows the name of the object.
    var message: String
    var suggestion: String?
    /// The rule as proofs name it, after `namespaces.` or `pods.`.
    var rule: String

    /// - Parameters:
    ///   - labels: those that break the rule, in which a misspelt key is looked for.
    ///   - known: keys that the universe has rules for, which are no misspelling of another.
    init(_ violation: Universe.LabelRuleViolation, in labels: [String: String], known: [String]) {
        rule = violation.ruleName
        switch violation {
        case .missing(let key):
            message = "lacks the label \(key.inBackticks), which the universe requires"
            let strangers = labels.keys.filter { !known.contains($0) }.sorted()
            suggestion = SpellingSuggestion.nearest(to: key, among: strangers).map {
                "it carries \($0.inBackticks): did you mean \(key.inBackticks)?"
            }
        case .valueNotAllowed(let key, let value, let allowed):
            let list = allowed.map(\.inBackticks).joined(separator: ", ")
            message =
                "has the label \(key.inBackticks) with the value \(value.inBackticks); the universe allows \(list)"
            suggestion = SpellingSuggestion.sentence(for: value, among: allowed)
        case .implicationBroken(let implication, _):
            let (condition, consequence) = (implication.condition.inWords, implication.consequence.inWords)
            message = "has labels that contradict each other: \(condition) implies \(consequence)"
            suggestion = nil
        case .changedImmutable(let key, let old, let new):
            let words = [old, new].map { $0.map(\.inBackticks) ?? "no value" }
            message = "changes the label \(key.inBackticks) from \(words[0]) to \(words[1]); the universe says it stays"
            suggestion = nil
        }
    }
}

extension LabelSelector {
    /// `env=prod and no tier`.
    var inWords: String { requirements.map(\.inWords).joined(separator: " and ") }
}
