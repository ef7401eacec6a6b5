import Diagnostics
import Foundation
import Manifests
import Testing

@Suite("Malformed input")
struct MalformedInputTests {
    static let snippets = [
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: a, labels: {x: \"y\"}}\nspec:\n  podSelector: {}\n  ingress:\n  - from:\n    - podSelector:\n        matchLabels: &l\n          app: web\n  - from: [*l]\n---\n# comment\nkind: List\nitems:\n- a: |\n    text\n    more\n- {b: 'c''d', <<: {e: f}}\n...\n",
        "{\n\t\"kind\": \"List\", \"items\": [{\"a\": [1, -2.5e3, true, null, \"\\u00e9\\ud83d\\ude00\\/\"]}]\n}\n{\"b\": {}}\n",
        "%YAML 1.1\n%TAG ! tag:x,2000:\n--- !!map\n? key\n: - !!str 5\n  - !!binary aGk=\n--- >-\n folded\n",
        "{{- if .Values.a }}\na: {{ .b }}\nc: |\n  {{ d }}\n{{- end }}\n",
    ]

    /// A small generator whose sequence depends on its seed alone.
    struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static func mutated(_ text: String, _ random: inout Random) -> [UInt8] {
        let special =
            Array("{}[]:,-#&*!|>'\"%@`?~\n\r\t \\\0<.0".utf8) + [0xC2, 0x85, 0xE2, 0x80, 0xA8, 0xFF, 0xF0, 0xEF]
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let position = Int.random(in: 0...bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0 where position < bytes.count: bytes.remove(at: position)
            case 1 where position < bytes.count: bytes[position] = UInt8.random(in: 0...255, using: &random)
            case 2: bytes.insert(contentsOf: bytes.prefix(position).suffix(20), at: position)
            case 3: bytes.removeLast(Int.random(in: 0...min(10, bytes.count), using: &random))
            default: bytes.insert(special.randomElement(using: &random) ?? 0, at: position)
            }
            if bytes.isEmpty { return bytes }
        }
        return bytes
    }

    @Test("Mutated manifests neither crash nor hang, and errors have places within the text")
    func mutations() {
        let environment = ProcessInfo.processInfo.environment
        let seed = environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_240_101
        let rounds = environment["FUZZ_ROUNDS"].flatMap { Int($0) } ?? 4_000
        var random = Random(state: seed)
        for round in 0..<rounds {
            let bytes = Self.mutated(Self.snippets[round % Self.snippets.count], &random)
            let reading = Reading(bytes)
            let lineCount = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 1
            for diagnostic in reading.diagnostics.all {
                let line = diagnostic.location?.line ?? -1
                #expect((0...lineCount).contains(line), "seed \(seed), round \(round): \(diagnostic)")
            }
            for document in reading.documents { _ = document.root.outline }
        }
    }

    @Test("Random bytes neither crash nor hang")
    func randomBytes() {
        var random = Random(state: 7)
        for _ in 0..<500 {
            let count = Int.random(in: 0..<200, using: &random)
            _ = Reading((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
        }
    }

    @Test("Deep nesting is an error, not a crash", arguments: ["[", "{a: ", "- ", "? ", "&a [", "!!seq ["])
    func deepNesting(opening: String) {
        let reading = Reading(String(repeating: opening, count: 100_000) + "\n---\nb: 1\n")
        #expect(reading.diagnostics.all.map(\.id) == ["depth"])
        #expect(reading.outlines == ["{b: 1}"])
    }

    @Test("Deep indentation is an error, not a crash")
    func deepIndentation() {
        let text = (0..<3_000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(Reading(text).diagnostics.all.map(\.id) == ["depth"])
    }

    @Test("Thousands of broken documents are each reported")
    func manyErrors() {
        let reading = Reading(String(repeating: "a: [\n---\n", count: 5_000))
        #expect(reading.diagnostics.all.count == 5_000)
    }

    @Test("A file of 100 MB is read", .enabled(if: ProcessInfo.processInfo.environment["LARGE_FILE_TESTS"] != nil))
    func largeFile() {
        let document = "kind: NetworkPolicy\nmetadata:\n  name: a\n  namespace: b\nspec:\n  podSelector: {}\n---\n"
        let count = 100_000_000 / document.utf8.count
        let reading = Reading(String(repeating: document, count: count))
        #expect(reading.documents.count == count)
        #expect(Int(reading.documents.last?.root.line ?? 0) == (count - 1) * 7 + 1)
    }
}
