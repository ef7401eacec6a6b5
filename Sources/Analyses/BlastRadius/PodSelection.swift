import NetworkModel
import PolicyModel

/// Pods by label selectors as kubectl takes them, of namespaces and of pods; a name alone is that of a namespace.
struct PodSelection {
    let predicate: EndpointPredicate

    /// Why words select nothing that makes sense.
    struct Problem: Error {
        var message: String
    }

    /// - Parameters:
    ///   - namespaces: a selector, the name of a namespace, or `*`.
    ///   - pods: a selector; nil for all pods there.
    init(_ namespaces: String, pods: String?) throws(Problem) {
        var predicates: [EndpointPredicate] = [.pod]
        if NameSyntax.isDNSLabel(namespaces) {
            predicates.append(.namespaceNamed([namespaces]))
        } else if namespaces != "*" {
            predicates.append(.namespaceLabels(try Self.selector(namespaces, in: namespaces)))
        }
        if let pods { predicates.append(.podLabels(try Self.selector(pods, in: pods))) }
        predicate = .all(predicates)
    }

    private static func selector(_ text: String, in whole: String) throws(Problem) -> LabelSelector {
        var requirements: [LabelRequirement] = []
        for word in words(of: text) { requirements.append(try requirement(word, in: whole)) }
        return LabelSelector(requirements)
    }

    /// Parts between commas, but for those inside brackets.
    private static func words(of text: String) -> [String] {
        var words = [""]
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 { words.append("") } else { words[words.count - 1].append(character) }
        }
        return words.map { String($0.trimmed) }
    }

    private static func requirement(_ word: String, in whole: String) throws(Problem) -> LabelRequirement {
        for (sign, isIn) in [("!=", false), ("==", true), ("=", true)] {
            guard let range = word.firstRange(of: sign) else { continue }
            return try made(
                String(word[..<range.lowerBound].trimmed), isIn ? .isIn : .notIn,
                [String(word[range.upperBound...].trimmed)], whole)
        }
        if let bracket = word.firstIndex(of: "("), word.last == ")" {
            let head = word[..<bracket].split(separator: " ").map(String.init)
            let values = word[word.index(after: bracket)...].dropLast().split(separator: ",").map { String($0.trimmed) }
            guard head.count == 2, ["in", "notin"].contains(head[1]) else { throw malformed(word, whole) }
            return try made(head[0], head[1] == "in" ? .isIn : .notIn, values, whole)
        }
        if word.first == "!" { return try made(String(word.dropFirst().trimmed), .doesNotExist, [], whole) }
        return try made(word, .exists, [], whole)
    }

    private static func made(
        _ key: String, _ operator: LabelRequirement.Operator, _ values: [String], _ whole: String
    ) throws(Problem) -> LabelRequirement {
        guard NameSyntax.isLabelKey(key) else { throw malformed(key, whole) }
        for value in values where !NameSyntax.isLabelValue(value) { throw malformed(value, whole) }
        return LabelRequirement(key, `operator`, values)
    }

    private static func malformed(_ word: String, _ whole: String) -> Problem {
        Problem(
            message: "`\(word)` in `\(whole)` is no part of a label selector, such as env=test or env in (test, dev)")
    }
}

extension StringProtocol {
    fileprivate var trimmed: SubSequence {
        let start = firstIndex { $0 != " " } ?? endIndex
        let end = lastIndex { $0 != " " }.map(index(after:)) ?? start
        return self[start..<end]
    }
}
