import TestSupport
import Testing

@Suite("netproof universe")
struct UniverseCommandTests {
    private static func universe(_ spec: String) -> String {
        "---\napiVersion: netproof.dev/v1alpha1\nkind: LabelUniverse\nmetadata: {name: shop}\nspec: \(spec)\n"
    }

    private static let required = universe("{namespaces: {labels: {env: {required: true}}}}")

    @Test("Rules for labels are printed as an admission policy and its Binding")
    func export() throws {
        let result = try Command.run(
            "universe", "export", "--as", "validating-admission-policy", "-", input: Self.required)
        #expect(result.status == 0)
        #expect(result.output.contains("kind: ValidatingAdmissionPolicy\n"))
        #expect(result.output.contains("kind: ValidatingAdmissionPolicyBinding\n"))
        #expect(result.output.contains("validationActions: [\"Deny\"]"))
        #expect(result.output.contains("!(object.metadata.name in ['kube-system', 'kube-public', 'kube-node-lease'])"))
        #expect(result.errors.isEmpty)
    }

    @Test("Exemptions are those that are named, and --warn-only refuses nothing")
    func exemptions() throws {
        let result = try Command.run(
            "universe", "export", "--as", "validating-admission-policy", "--exempt-namespace", "infra", "--warn-only",
            "-",
            input: Self.required)
        #expect(result.output.contains("!(object.metadata.name == 'infra')"))
        #expect(result.output.contains("validationActions: [\"Warn\", \"Audit\"]"))
        #expect(!result.output.contains("kube-system"))
    }

    @Test("Nothing to export is 2, and prints nothing")
    func nothing() throws {
        for input in [Samples.namespaces, Self.universe("{pods: {exist: listed}}")] {
            let result = try Command.run("universe", "export", "--as", "validating-admission-policy", "-", input: input)
            #expect(result.status == 2)
            #expect(result.output.isEmpty)
            #expect(
                result.errors.contains("nothing-to-export") || result.errors.contains("rules for labels")
                    || result.errors.contains("no LabelUniverse"))
        }
    }

    @Test("A form that does not exist, and no form at all, are wrong usage")
    func usage() throws {
        #expect(try Command.run("universe", "export", "--as", "webhook", "-", input: Self.required).status == 2)
        #expect(try Command.run("universe", "export", "-", input: Self.required).status == 2)
        #expect(try Command.run("universe").status == 2)
    }

    @Test("The check tells of unused rules, with the status of verify")
    func check() throws {
        let input = Samples.namespaces + Samples.denyAll + Samples.invariant("closed") + Self.required
        let result = try Command.run("universe", "check", "-", input: input)
        #expect(result.status == 0)
        #expect(result.output.contains("no proof uses\n  namespaces.labels.env.required\n"))
        let refuted = try Command.run("universe", "check", "-", input: Samples.open + Self.required)
        #expect(refuted.status == 1)
        #expect(refuted.output.contains("not proved\n  open: refuted\n"))
    }

    @Test("The check as JSON; input that cannot be used is told in JSON too")
    func json() throws {
        let input = Samples.namespaces + Samples.denyAll + Samples.invariant("closed") + Self.required
        let result = try Command.run("universe", "check", "--format", "json", "-", input: input)
        #expect(result.status == 0)
        #expect(result.output.contains("\"unused\": [\n    \"namespaces.labels.env.required\"\n  ]"))
        let refused = try Command.run("universe", "check", "--format", "json", "-", input: "kind: [")
        #expect(refused.status == 2)
        #expect(refused.output.contains("\"diagnostics\""))
    }
}
