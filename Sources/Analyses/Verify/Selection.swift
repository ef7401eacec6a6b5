import Diagnostics
import Invariants
import PolicyModel

extension Specs {
    /// Only the invariants of these names, in the order of the specs; reports names that no invariant has.
    func selecting(_ names: [String], into diagnostics: inout Diagnostics) -> Specs {
        guard !names.isEmpty else { return self }
        let known = invariants.map(\.name)
        for name in names where !known.contains(name) {
            diagnostics.report(
                Diagnostic(
                    "unknown-invariant", at: nil, "no invariant is named \(name.inBackticks)",
                    expected: known.isEmpty ? "the input holds no invariants" : nil,
                    suggestion: SpellingSuggestion.sentence(for: name, among: known)))
        }
        var selected = self
        let chosen = invariants.indices.filter { names.contains(invariants[$0].name) }
        selected.invariants = chosen.map { invariants[$0] }
        selected.places = chosen.filter(places.indices.contains).map { places[$0] }
        return selected
    }
}
