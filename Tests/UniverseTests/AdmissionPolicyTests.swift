import Analyses
import Diagnostics
import Foundation
import NetworkModel
import PolicyModel
import Reports
import TestSupport
import Testing

@Suite("Admission policies made from a universe")
struct AdmissionPolicyTests {
    private static let universes = 60
    private static let requestsEach = 170

    @Test(
        "another implementation of CEL refuses what the universe's rules refuse, and for the same rules",
        arguments: 0..<3)
    func meaning(shard: Int) throws {
        var (compared, refused) = (0, 0)
        for seed in stride(from: shard, to: Self.universes, by: 3) {
            var rules = RandomRules(seed: UInt64(seed + 1))
            let exported = try Exported(rules.yaml())
            guard let yaml = exported.yaml else { continue }
            var random = RandomSource(seed: UInt64(seed) + 1_000)
            let requests = (0..<Self.requestsEach).map { _ in AdmissionRequest(&random) }
            guard let answers = try admitted(requests, under: yaml) else { return }
            for (request, broken) in zip(requests, answers) {
                let expected = request.brokenRules(of: exported.universe, exempt: AdmissionExport.systemNamespaces)
                try #require(broken == expected, "seed \(seed): \(request)\n\(yaml)")
                compared += 1
                if !expected.isEmpty { refused += 1 }
            }
        }
        print("compared \(compared) requests, of which \(refused) are refused")
        #expect(refused > 500 && compared - refused > 500)
    }

    @Test("what is exported has the shape that the API server accepts", arguments: 0..<4)
    func shape(seed: Int) throws {
        var rules = RandomRules(seed: UInt64(seed + 500))
        let exemptions = seed % 2 == 0 ? AdmissionExport.systemNamespaces : []
        let export = AdmissionExport(exemptNamespaces: exemptions, enforcement: seed < 2 ? .deny : .warn)
        guard let yaml = try Exported(rules.yaml(), export).yaml else { return }
        let schema = Judge.folder + "admission-policy.schema.json"
        guard let result = try Judge.run("shape.py", [schema], input: yaml) else { return }
        #expect(result.status == 0, "\(result.text)\n\(yaml)")
    }

    /// The names of the rules that each request breaks, as the policies say them, sorted.
    private func admitted(_ requests: [AdmissionRequest], under yaml: String) throws -> [[String]]? {
        let task: [String: Any] = ["policies": yaml, "requests": requests.map(\.json)]
        let input = String(decoding: try JSONSerialization.data(withJSONObject: task), as: UTF8.self)
        guard let result = try Judge.run("admit.py", input: input) else { return nil }
        try #require(result.status == 0, "\(result.text)\n\(yaml)")
        let answers = try #require(
            try JSONSerialization.jsonObject(with: Data(result.text.utf8)) as? [[String]], "\(result.text)")
        return answers.map { messages in
            messages.compactMap { $0.firstMatch(of: #/\((\S+) of the LabelUniverse sample\)/#).map { String($0.1) } }
                .sorted()
        }
    }

    // MARK: Around the rules

    private static func universe(_ spec: String) -> String {
        "apiVersion: netproof.dev/v1alpha1\nkind: LabelUniverse\nmetadata: {name: shop}\nspec: \(spec)\n"
    }

    @Test("what labels cannot make true is said")
    func unenforced() throws {
        let yaml = try #require(
            try Exported(
                Self.universe(
                    "{namespaces: {exist: listed, relabel: [env], policies: [], labels: {env: {required: true}}}, "
                        + "pods: {exist: listed}, network: {podCIDRs: [10.0.0.0/8], ipBlockMatchesPods: never}}")
            ).yaml)
        for start in [
            "namespaces.exist", "namespaces.relabel", "namespaces.policies", "pods.exist", "network:",
            "network.ipBlockMatchesPods",
        ] {
            #expect(yaml.contains("\n# - \(start)"), "\(start)")
        }
        #expect(!yaml.contains("pod-labels"))
    }

    @Test("a universe without rules for labels, and an input without a universe, are nothing to export")
    func nothing() throws {
        let ruleless = try Exported(Self.universe("{namespaces: {exist: any}}"))
        #expect(ruleless.diagnostics.map(\.id) == ["nothing-to-export"])
        let none = try Exported("apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n")
        #expect(none.diagnostics.map(\.id) == ["nothing-to-export"])
    }

    @Test("what is in the cluster already and would be refused is told")
    func refused() throws {
        let objects = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: web}
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: kube-system}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a, namespace: web, labels: {tier: data}}
            spec: {containers: [{name: c}]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: b, namespace: kube-system}
            spec: {containers: [{name: c}]}
            ---

            """
        let rules = "{namespaces: {labels: {env: {required: true}}}, pods: {labels: {app: {required: true}}}}"
        let diagnostics = try Exported(objects + Self.universe(rules)).diagnostics
        #expect(diagnostics.map(\.id) == ["refused-by-export", "refused-by-export"])
        #expect(Set(diagnostics.map(\.severity)) == [.warning, .note])
        #expect(diagnostics.contains { $0.message.contains("`pods.labels.app.required`") })
    }
}
