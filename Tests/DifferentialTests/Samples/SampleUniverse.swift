/// A LabelUniverse.
struct SampleUniverse: Sendable, Equatable {
    struct LabelRule: Sendable, Equatable {
        var key: String
        var isRequired: Bool
        var values: [String]?
        var isImmutable = false
    }

    /// Where the one selector matches, the other one does.
    struct Implication: Sendable, Equatable {
        var name: String?
        var condition: SampleSelector
        var consequence: SampleSelector
    }

    /// `any` or `listed`.
    var namespacesExist = "any"
    /// `gap`, `fail` or `ignore`.
    var future = "gap"
    /// `["*"]`: every key.
    var relabel: [String] = []
    var namespaceLabels: [LabelRule] = []
    var namespaceImplications: [Implication] = []
    /// Nil: nothing is known of the policies of future namespaces.
    var templates: [SamplePolicy]?
    var untrusted: SampleSelector?
    var podsExist = "any"
    var podLabels: [LabelRule] = []
    var podImplications: [Implication] = []
    var podCIDRs: [String] = []
    var nodeCIDRs: [String] = []
    var serviceCIDRs: [String] = []
    /// `unknown`, `always` or `never`.
    var ipBlockMatchesPods = "unknown"
}
