import PolicyModel

extension DatalogProgram {
    /// Names for endpoints that are told of beside the rules: `A`, `B`, …, but for words that stand in a rule, where they
    /// mean something else.
    func namesBesideRules(count: Int) -> [String] {
        var taken: Set<Substring> = []
        for text in Set(rules.map(\.text)) {
            taken.formUnion(text.split { !$0.isLetter && !$0.isNumber && $0 != "_" })
        }
        let free = (0...).lazy.map(Self.letter).filter { !taken.contains($0[...]) }
        return Array(free.prefix(count))
    }

    /// `A` to `Z`, then `A1` to `Z1`, and so on.
    private static func letter(_ number: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(number % 26)))
        return number < 26 ? letter : letter + String(number / 26)
    }
}
