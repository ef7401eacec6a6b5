import Diagnostics
import Manifests
import Testing

@Suite("Aliases and merge keys")
struct AliasTests {
    @Test("Aliases repeat what they name, and do not reach into other documents")
    func aliases() {
        #expect(Reading("a: &x {k: v}\nb: *x\nc: &y t\nd: [*y]\n").outlines == ["{a: {k: v}, b: {k: v}, c: t, d: [t]}"])
        #expect(Reading("a: &x 1\n---\nb: *x\n").problems == ["3:4 alias"])
        #expect(Reading("a: &x [*x]\n").problems == ["1:8 alias"])
    }

    @Test("An alias may be a key, and keeps its own place")
    func keys() {
        let reading = Reading("a: &x k\n*x : v\n")
        #expect(reading.outlines == ["{a: k, k: v}"])
    }

    @Test("A merge key gives way to the keys behind it, earlier mappings of a list win")
    func merge() {
        let text = "b: &b {x: 1, y: 1}\nc: &c {y: 2, z: 2}\nd:\n  <<: [*b, *c]\n  x: 3\ne:\n  <<: *b\n"
        #expect(
            Reading(text).outlines
                == ["{b: {x: 1, y: 1}, c: {y: 2, z: 2}, d: {x: 3, y: 1, z: 2}, e: {x: 1, y: 1}}"])
        #expect(Reading(text).problems.isEmpty)
    }

    @Test("A merge key behind a key that it repeats is an error, since readers disagree")
    func mergeOrder() {
        #expect(Reading("b: &b {x: 1}\nd:\n  x: 3\n  <<: *b\n").problems == ["4:3 merge-order"])
    }

    @Test("Keys are duplicates beside a merge too, and only mappings merge")
    func mergeProblems() {
        #expect(Reading("b: &b {x: 1}\nd:\n  <<: *b\n  x: 3\n  x: 4\n").problems == ["5:3 duplicate-key"])
        #expect(Reading("b: &b {x: 1}\nd:\n  <<: *b\n  <<: *b\n").problems == ["4:3 duplicate-key"])
        #expect(Reading("d:\n  <<: 5\ne:\n  <<: [5]\n").problems == ["2:7 merge", "4:8 merge"])
        #expect(Reading("d:\n  \"<<\": 5\n").outlines == ["{d: {<<: 5}}"])
    }

    @Test("Aliases of aliases that unfold to billions of nodes are refused")
    func billionLaughs() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1...20 {
            let list = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(list)]\n"
        }
        let reading = Reading(text + "---\nb: 1\n")
        #expect(reading.diagnostics.all.map(\.id) == ["alias"])
        #expect(reading.outlines == ["{b: 1}"])
    }

    @Test("Merges of merges that unfold to billions of nodes are refused")
    func mergeLaughs() {
        var text = "a0: &a0 {x: 1, y: 2}\n"
        for level in 1...40 {
            text +=
                "a\(level): &a\(level)\n  <<: *a\(level - 1)\n  l\(level): *a\(level - 1)\n  m\(level): *a\(level - 1)\n"
        }
        #expect(Reading(text).diagnostics.all.map(\.id) == ["alias"])
    }

    @Test("Aliases cannot get past the limit on depth")
    func depth() {
        var text = "a0: &a0 []\n"
        for level in 1...1000 { text += "a\(level): &a\(level) [*a\(level - 1)]\n" }
        #expect(Reading(text).diagnostics.all.map(\.id) == ["depth"])
    }
}
