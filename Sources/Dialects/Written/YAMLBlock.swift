/// A piece of a YAML document in the making, as people write it: in block style, its mappings in the order given.
indirect enum YAMLBlock {
    /// Plain where every YAML reader takes it for a string, quoted otherwise.
    case text(String)
    case number(UInt16)
    case mapping([(String, YAMLBlock)])
    case sequence([YAMLBlock])

    var lines: [String] {
        switch self {
        case .text(let text): [Self.scalar(text)]
        case .number(let number): [String(number)]
        case .mapping(let members):
            members.isEmpty ? ["{}"] : members.flatMap { Self.member(Self.scalar($0.0), $0.1) }
        case .sequence(let elements): elements.isEmpty ? ["[]"] : elements.flatMap(Self.element)
        }
    }

    private var isInline: Bool {
        switch self {
        case .text, .number: true
        case .mapping(let members): members.isEmpty
        case .sequence(let elements): elements.isEmpty
        }
    }

    private static func member(_ key: String, _ value: YAMLBlock) -> [String] {
        value.isInline ? [key + ": " + value.lines[0]] : [key + ":"] + value.lines.map { "  " + $0 }
    }

    private static func element(_ block: YAMLBlock) -> [String] {
        let lines = block.lines
        return ["- " + lines[0]] + lines.dropFirst().map { "  " + $0 }
    }

    /// Names, label keys and label values begin with a letter for the most part; whatever else there is, is quoted, and so
    /// are the short words that some readers take for Booleans or null.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.first.map(isLetter) ?? false
        if isPlain, text.utf8.allSatisfy(isHarmless), !words.contains(text.lowercased()) { return text }
        var quoted = "\""
        for character in text {
            if character == "\"" || character == "\\" { quoted.append("\\") }
            quoted.append(character)
        }
        return quoted + "\""
    }

    private static let words: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/")].contains(byte)
    }
}
