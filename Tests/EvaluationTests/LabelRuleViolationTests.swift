import Evaluation
import NetworkModel
import PolicyModel
import Testing

@Suite("Labels against the universe's rules")
struct LabelRuleViolationTests {
    private static let devIsNotProduction = Universe.LabelImplication(
        name: "dev-is-not-production", if: LabelSelector([LabelRequirement("env", equals: "dev")]),
        then: LabelSelector([LabelRequirement("is-production", .notIn, ["true"])]))

    private static var namespaces: Universe.Namespaces {
        var namespaces = Universe.Namespaces()
        namespaces.labels = [
            Universe.LabelRule(key: "env", isRequired: true, values: ["prod", "dev"], isImmutable: true),
            Universe.LabelRule(key: "tier", values: ["gold"]),
        ]
        namespaces.implications = [devIsNotProduction]
        return namespaces
    }

    @Test("labels that obey every rule have no violation")
    func sound() {
        #expect(Self.namespaces.violations(of: ["env": "prod", "is-production": "true", "other": "x"]).isEmpty)
        #expect(Self.namespaces.violations(of: ["env": "dev"]).isEmpty)
        #expect(Self.namespaces.violations(of: ["env": "dev", "is-production": "false", "tier": "gold"]).isEmpty)
    }

    @Test("a missing label, a value that is not allowed and a broken implication are told apart")
    func violations() {
        #expect(Self.namespaces.violations(of: [:]) == [.missing(key: "env")])
        let all = Self.namespaces.violations(of: ["env": "dev", "is-production": "true", "tier": ""])
        #expect(
            all == [
                .valueNotAllowed(key: "tier", value: "", allowed: ["gold"]),
                .implicationBroken(Self.devIsNotProduction, position: 0),
            ])
        #expect(all.map(\.ruleName) == ["labels.tier.values", "implications.dev-is-not-production"])
    }

    @Test("what is left unchanged may break the rules")
    func unchanged() {
        let old = ["env": "old", "tier": "tin", "is-production": "true"]
        #expect(Self.namespaces.violations(of: old, changedFrom: old).isEmpty)
        var new = old
        new["note"] = "x"
        #expect(Self.namespaces.violations(of: new, changedFrom: old).isEmpty)
        new["tier"] = "lead"
        #expect(Self.namespaces.violations(of: new, changedFrom: old).map(\.ruleName) == ["labels.tier.values"])
    }

    @Test("any change of a label puts a namespace under the implications")
    func changedUnderImplications() {
        let old = ["env": "dev", "is-production": "true"]
        let new = ["env": "dev", "is-production": "true", "note": "x"]
        #expect(
            Self.namespaces.violations(of: new, changedFrom: old) == [
                .implicationBroken(Self.devIsNotProduction, position: 0)
            ])
    }

    @Test("an immutable label may not be changed, added or removed")
    func immutable() {
        let changed = Self.namespaces.violations(of: ["env": "prod"], changedFrom: ["env": "dev"])
        #expect(changed == [.changedImmutable(key: "env", from: "dev", to: "prod")])
        #expect(
            Self.namespaces.violations(of: [:], changedFrom: ["env": "dev"]) == [
                .missing(key: "env"), .changedImmutable(key: "env", from: "dev", to: nil),
            ])
        #expect(
            Self.namespaces.violations(of: ["env": "dev"], changedFrom: [:]).map(\.ruleName) == ["labels.env.immutable"]
        )
    }
}
