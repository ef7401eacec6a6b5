import Testing

/// Input that nobody can have meant, each of a sort that has brought some reader down.
struct Malformed: CustomTestStringConvertible, Sendable {
    var name: String
    var bytes: [UInt8]

    init(_ name: String, _ text: String) {
        self.name = name
        bytes = Array(text.utf8)
    }

    init(_ name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    var testDescription: String { name }

    static let all: [Malformed] = [
        Malformed("billion laughs", laughs),
        Malformed("a sequence 100,000 deep", String(repeating: "[", count: 100_000)),
        Malformed("a mapping 100,000 deep", String(repeating: "{\"a\":", count: 100_000)),
        Malformed("a NUL byte", policy + "  # \0\n"),
        Malformed("bytes that are no UTF-8", bytes: Array(policy.utf8) + [0x23, 0xFF, 0xFE, 0x0A]),
        Malformed("UTF-16", bytes: [0xFF, 0xFE] + policy.utf8.flatMap { [$0, 0] }),
        Malformed(
            "a port of 30 digits", policy + "  ingress: [{ports: [{port: \(String(repeating: "9", count: 30))}]}]\n"),
        Malformed(
            "a port of 100,000 digits",
            policy + "  ingress: [{ports: [{port: \(String(repeating: "9", count: 100_000))}]}]\n"),
        Malformed(
            "a document that breaks off", "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nspec: {podSelector: {"
        ),
        Malformed("an unrendered template", "{{- range .Values.policies }}\n" + policy + "{{- end }}\n"),
        Malformed("a tab for indentation", "apiVersion: v1\nkind: Namespace\nmetadata:\n\tname: a\n"),
        Malformed("a key that stands twice", policy + "  podSelector: {}\n"),
        Malformed(
            "a key of a megabyte",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a}\nspec: {\(String(repeating: "k", count: 1_000_000)): 1}\n"
        ),
        Malformed("an alias to nothing", policy + "  ingress: [{from: [*nobody]}]\n"),
        Malformed("an alias to what holds it", policy + "  ingress: &a [*a]\n"),
        Malformed("a hundred thousand broken documents", String(repeating: "a: [\n---\n", count: 100_000)),
    ]

    private static let policy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: extra, namespace: prod}
        spec:
          podSelector: {}

        """

    /// Each line ten times the one before.
    private static let laughs: String = {
        var text = "a0: &a0 [ha]\n"
        for level in 1...9 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        return text
    }()
}
