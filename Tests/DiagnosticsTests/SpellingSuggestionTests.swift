import Diagnostics
import Testing

@Suite("Spelling suggestions")
struct SpellingSuggestionTests {
    let known = ["from", "ports", "podSelector", "namespaceSelector", "ipBlock"]

    @Test(
        "A near spelling is found",
        arguments: [
            ("form", "from"), ("fro", "from"), ("prots", "ports"), ("podselector", "podSelector"),
            ("namespaceSeletcor", "namespaceSelector"), ("IPBlock", "ipBlock"), ("port", "ports"),
        ])
    func near(word: String, meant: String) {
        #expect(SpellingSuggestion.nearest(to: word, among: known) == meant)
    }

    @Test("A word that resembles nothing gets no suggestion", arguments: ["", "spec", "x", "endPort1234", "from"])
    func far(word: String) {
        #expect(SpellingSuggestion.nearest(to: word, among: known) == nil)
    }

    @Test("A very long word is not compared")
    func long() {
        #expect(SpellingSuggestion.nearest(to: String(repeating: "from", count: 100_000), among: known) == nil)
    }

    @Test("The distance counts a swap of neighbours as one edit, and stops at the limit")
    func distance() {
        #expect(SpellingSuggestion.distance("from", "form", limit: 3) == 1)
        #expect(SpellingSuggestion.distance("kitten", "sitting", limit: 3) == 3)
        #expect(SpellingSuggestion.distance("kitten", "sitting", limit: 2) == nil)
        #expect(SpellingSuggestion.distance("", "ab", limit: 2) == 2)
    }
}
