import Diagnostics
import Invariants
import TestSupport
import Testing

@Suite("Hostile rules")
struct HostileTests {
    private func expectSound(_ reading: Reading, _ comment: Comment) {
        #expect(reading.errors.isEmpty || reading.invariants.isEmpty, comment)
        #expect(reading.diagnostics.allSatisfy { !$0.text.isEmpty }, comment)
    }

    @Test("Programs with bytes changed are read or refused, and nothing else", arguments: 0..<4)
    func mutations(shard: Int) {
        let programs = TextTests.programs.map { Array($0.utf8) }
        var dice = RandomSource(seed: UInt64(shard) &+ 20_260)
        for round in 0..<300 {
            var bytes = programs[Int.random(in: programs.indices, using: &dice)]
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                let position = Int.random(in: bytes.indices, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes[position] = UInt8.random(in: 0...255, using: &dice)
                case 1: bytes.remove(at: position)
                case 2: bytes.insert(bytes[Int.random(in: bytes.indices, using: &dice)], at: position)
                default:
                    let end = min(bytes.count, position + Int.random(in: 1...40, using: &dice))
                    bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: bytes.indices, using: &dice))
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            expectSound(Reading(bytes: bytes), "shard \(shard), round \(round)")
        }
    }

    private static let words = [
        ".decl ", ".invariant ", "violation", "foothold", "connects", "isolated", "pod", "external", "endpoint", "(",
        ")",
        "{", "}", "[", "]", ",", ";", ".", " .", ":-", "=", "!=", "<", ">=", "..", "not ", "!", "in ", "has ", "P", "Q",
        "_", "Port", "tcp", "udp", "80", "70000", "99999999999999999999", "\"env\"", "\"", "P.label[\"a\"]",
        "P.namespace.name", "P.listed", "P.address", "P.workload", ": pod", ": string", "severity high", "protect 1",
        "\n",
        "// c\n", "/*", "*/", "\\", "\u{0}", "ä",
    ]

    @Test("Words in any order are read or refused", arguments: 0..<4)
    func words(shard: Int) {
        var dice = RandomSource(seed: UInt64(shard) &+ 77)
        for round in 0..<300 {
            let count = Int.random(in: 1...60, using: &dice)
            let text = (0..<count).map { _ in Self.words.randomElement(using: &dice) ?? "" }.joined()
            expectSound(Reading(text), "shard \(shard), round \(round)")
        }
    }

    @Test("What is too large is refused, and soon")
    func limits() {
        let groups = String(repeating: "(", count: 100_000)
        #expect(Reading(".invariant a\nviolation(P) :- \(groups)pod(P).").text.contains("nested more than 16 times"))
        #expect(Reading(String(repeating: " ", count: (4 << 20) + 1)).text.contains("too long"))
        let parts = String(repeating: ", pod(P)", count: 100_000)
        #expect(Reading(".invariant a\nviolation(P) :- pod(P)\(parts).").text.contains("100001 parts"))
        let choice = String(repeating: ", (connects(P, _, tcp, 1); connects(P, _, tcp, 2))", count: 12)
        #expect(Reading(".invariant a\nviolation(P) :- pod(P)\(choice).").text.contains("too many alternatives"))
        let variables = (0..<100).map { ", pod(P\($0))" }.joined()
        #expect(Reading(".invariant a\nviolation(P) :- pod(P)\(variables).").text.contains("endpoint variables"))
    }

    @Test("Facts that combine in too many ways are refused")
    func combinations() {
        let facts = (0..<3_000).map { "f(\"\($0)\").\n" }.joined()
        let reading = Reading(
            ".decl f(s: string)\n\(facts).invariant a\nviolation(P) :- pod(P), f(_), f(_), f(_).")
        #expect(reading.text.contains("combine in too many ways"))
    }

    @Test("One long line of rules is read in one pass")
    func longLine() {
        let rule = "f(P) :- pod(P). "
        let text = ".decl f(p: pod) " + String(repeating: rule, count: 5_000) + ".invariant a violation(P) :- f(P)."
        #expect(Reading(text).invariants.count == 1)
    }
}
