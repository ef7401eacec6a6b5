/// How many findings of a run a baseline knows, and how many it does not.
struct BaselineCounts: Hashable {
    var known: Int
    /// What is undecided is neither: nobody knows whether there is anything to be known.
    var new: Int

    var members: [JSONValue.Member] { [.init("known", .integer(known)), .init("new", .integer(new))] }
}

extension VerificationReport {
    /// The counts of a run with a baseline; nil without one.
    func baselineCounts(_ rule: FailureRule) -> BaselineCounts? {
        guard rule.known != nil else { return nil }
        return results.reduce(into: BaselineCounts(known: 0, new: 0)) { counts, result in
            let drafts = result.drafts(rule)
            // Violations by connections and pods are known by entries, whose examples are findings too.
            let violations = result.verdict == .refuted ? result.known?.entries.count ?? 0 : 0
            counts.known += violations + drafts.count { $0.isKnown && ($0.kind != .refuted || $0.example == nil) }
            counts.new += drafts.count {
                !$0.isKnown && ($0.kind == .refuted || $0.level == .error && $0.kind != .undecided)
            }
        }
    }
}
