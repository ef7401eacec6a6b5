import NetworkModel
import PolicyModel

/// Equal seeds make equal numbers.
struct RandomSource: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// One of some that are not none.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements.randomElement(using: &self)! }
}

/// Rules for labels at random, as a LabelUniverse in YAML.
struct RandomRules {
    static let keys = ["env", "tenant", "example.com/tier", "a.b-c_D"]
    static let values = ["a", "b", "", "x.y"]
    static let users = ["jane", "o'hara", "zoë", "back\\slash", "two words", "a\"b"]
    static let groups = ["ops", "system:masters", "\u{1F600}"]
    static let namespaces = ["web", "shop", "kube-system", "team-a"]

    private var random: RandomSource

    init(seed: UInt64) { random = RandomSource(seed: seed) }

    mutating func yaml() -> String {
        """
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: sample}
        spec:
          namespaces: {\(fields(ofNamespaces: true))}
          pods: {\(fields(ofNamespaces: false))}

        """
    }

    private mutating func fields(ofNamespaces: Bool) -> String {
        let rules = Self.keys.filter { _ in random.chance(45) }.map { "\($0): \(rule(ofNamespaces: ofNamespaces))" }
        var parts = ["labels: {\(rules.joined(separator: ", "))}"]
        let count = Int.random(in: 0...2, using: &random)
        if count > 0 {
            let implications = (0..<count).map { _ in implication(ofNamespaces: ofNamespaces) }
            parts.append("implications: [\(implications.joined(separator: ", "))]")
        }
        return parts.joined(separator: ", ")
    }

    private mutating func rule(ofNamespaces: Bool) -> String {
        var parts: [String] = []
        if random.chance(40) { parts.append("required: true") }
        if random.chance(50) { parts.append("values: \(list(of: Self.values))") }
        if ofNamespaces, random.chance(30) { parts.append("immutable: true") }
        if random.chance(30) {
            let users = random.chance(60) ? ["users: \(list(of: Self.users))"] : []
            let groups = users.isEmpty || random.chance(50) ? ["groups: \(list(of: Self.groups))"] : []
            parts.append("setBy: {\((users + groups).joined(separator: ", "))}")
        }
        return "{\(parts.joined(separator: ", "))}"
    }

    private mutating func implication(ofNamespaces: Bool) -> String {
        let condition = random.chance(8) ? "{}" : selector(ofNamespaces: ofNamespaces)
        return "{if: \(condition), then: \(selector(ofNamespaces: ofNamespaces))}"
    }

    private mutating func selector(ofNamespaces: Bool) -> String {
        let requirements = (0..<random.pick([1, 1, 2])).map { _ -> String in
            let isName = ofNamespaces && random.chance(12)
            let key = isName ? namespaceNameLabel : random.pick(Self.keys)
            let word = random.pick(["In", "NotIn", "Exists", "DoesNotExist"])
            let hasValues = word.hasSuffix("In")
            let values = hasValues ? ", values: \(list(of: isName ? Self.namespaces : Self.values))" : ""
            return "{key: \(key), operator: \(word)\(values)}"
        }
        return "{matchExpressions: [\(requirements.joined(separator: ", "))]}"
    }

    private mutating func list(of texts: [String]) -> String {
        let chosen = (0..<random.pick([1, 1, 2, 3])).map { _ in random.pick(texts) }
        let quoted = Set(chosen).sorted().map { text in
            "'" + text.replacing("'", with: "''") + "'"
        }
        return "[\(quoted.joined(separator: ", "))]"
    }
}
