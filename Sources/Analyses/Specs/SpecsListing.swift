public import Diagnostics
import Invariants

/// Shows the invariants of an input as rules.
public struct SpecsListing: Sendable {
    public init() {}

    /// The text of a `.dl` file that says the same; nil where the input cannot be used, or holds no invariant.
    public func rules(of request: InputRequest, into diagnostics: inout Diagnostics) -> String? {
        var clock = StageClock()
        var found = Diagnostics()
        let (_, specs) = request.decode(into: &found, clock: &clock)
        diagnostics.append(contentsOf: found)
        guard !found.hasErrors else { return nil }
        guard !specs.invariants.isEmpty else {
            diagnostics.report(Diagnostic("nothing-to-show", at: nil, "the input holds no invariants"))
            return nil
        }
        return RuleWriting.text(of: specs.invariants)
    }
}
