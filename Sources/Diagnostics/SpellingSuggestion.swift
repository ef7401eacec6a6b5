/// What a misspelt word may have been meant to be.
public enum SpellingSuggestion {
    /// Longer words are not compared: nobody misspells them by hand, and the cost is quadratic.
    private static let longestCompared = 64

    /// The known word that `word` most likely stands for; nil where none is near, or where `word` is itself known.
    ///
    /// Near is: equal but for upper and lower case, or at most one edit for every three letters (no more than three).
    /// Of several equally near words the first in `known` is taken.
    public static func nearest(to word: String, among known: [String]) -> String? {
        let letters = Array(word.unicodeScalars)
        guard !letters.isEmpty, letters.count <= longestCompared, !known.contains(word) else { return nil }
        let lowercased = word.lowercased()
        if let sameLetters = known.first(where: { $0.lowercased() == lowercased }) { return sameLetters }
        var best: (word: String, distance: Int)?
        for candidate in known {
            let target = Array(candidate.unicodeScalars)
            guard target.count <= longestCompared else { continue }
            let allowed = min(3, max(1, max(letters.count, target.count) / 3), (best?.distance ?? 4) - 1)
            if let distance = editDistance(letters, target, limit: allowed), distance < min(letters.count, target.count)
            {
                best = (candidate, distance)
            }
        }
        return best?.word
    }

    /// The sentence "did you mean `…`?" for the nearest known word, or nil.
    public static func sentence(for word: String, among known: [String]) -> String? {
        nearest(to: word, among: known).map { "did you mean \($0.inBackticks)?" }
    }

    /// The number of insertions, removals, replacements and swaps of neighbours between two words; nil above `limit`.
    public static func distance(_ left: String, _ right: String, limit: Int) -> Int? {
        editDistance(Array(left.unicodeScalars), Array(right.unicodeScalars), limit: limit)
    }

    private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar], limit: Int) -> Int? {
        guard limit >= 0, abs(left.count - right.count) <= limit else { return nil }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [Int](repeating: row + 1, count: right.count + 1)
            var smallest = row + 1
            for column in 0..<right.count {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current[column + 1] = cost
                smallest = min(smallest, cost)
            }
            if smallest > limit { return nil }
            (beforeLast, last) = (last, current)
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }
}
