import Diagnostics
import Dialects
import Foundation
import Manifests
import PolicyModel
import Prover
import TestSupport
import Testing

@Suite("Changes of the examples")
struct ExampleTests {
    private static let examples = packageRoot.appending(path: "examples")

    private static func example(_ name: String) -> Revision {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(paths: [examples.appending(path: name).path()], into: &diagnostics)
        let loaded = InputLoader().load(documents, into: &diagnostics)
        return Revision(cluster: loaded.cluster, program: loaded.program)
    }

    @Test(
        "a change of one policy is told in ten classes at most",
        arguments: ["article/fixed", "gateway/one-peer", "tenants", "online-boutique"])
    func fewClasses(_ name: String) throws {
        let base = Self.example(name)
        let policies = base.program.tiers[0].policies
        #expect(!policies.isEmpty)
        for position in policies.indices.prefix(5) {
            for (what, changed) in Self.changes(of: policies[position]) {
                var head = base
                head.program.tiers[0].policies.remove(at: position)
                if let changed { head.program.tiers[0].policies.append(changed) }
                for (from, to) in [(base, head), (head, base)] {
                    let found = try DifferenceProver(base: from, head: to, universe: Universe()).difference()
                    #expect(found.classes.count <= 10, "\(policies[position].identity): \(what)")
                    #expect(found.truncated.isEmpty)
                }
            }
        }
    }

    /// The policy is gone, lacks its first rule, or governs every pod of its namespace.
    private static func changes(of policy: Policy) -> [(String, Policy?)] {
        var (short, wide) = (policy, policy)
        if short.ingress.isEmpty { short.egress = Array(short.egress.dropFirst()) }
        short.ingress = Array(short.ingress.dropFirst())
        wide.subject = .pod
        return [("gone", nil), ("without its first rule", short), ("for every pod", wide)]
    }
}
