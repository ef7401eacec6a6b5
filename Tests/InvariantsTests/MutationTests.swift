import Diagnostics
import Foundation
import Invariants
import Manifests
import PolicyModel
import TestSupport
import Testing

@Suite("Mutated Specs")
struct MutationTests {
    private static let sample = """
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: sample}
        spec:
          description: Words
          severity: high
          never:
            from: [{namespaceSelector: {matchLabels: {env: test}}, not: {podSelector: {}}}, {external: true}]
            to: {namespaces: [prod], podSelector: {matchExpressions: [{key: app, operator: In, values: [db]}]}}
            ports: [{protocol: TCP, port: 3306, endPort: 3310}, {port: metrics}]
            pair: [{namespace: different}, {podLabel: app, is: same}]
          protect: to
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: sample}
        spec:
          namespaces: {exist: any, future: fail, relabel: ["*"], labels: {env: {required: true, values: [a]}}}
          pods: {exist: listed, labels: {app: {}}}
          network: {podCIDRs: [10.0.0.0/8], ipBlockMatchesPods: never}

        """

    private static let pieces: [[UInt8]] = [
        "null", "~", "{}", "[]", "[{}]", "not: ", "{not: {", "- ", "-1", "99999999999999999999", "\"\"", ": ", "\u{0}",
        "*", "&a", "*a", "<<: ", "---\n", "\n", "\t", "true", "on", "{{ x }}", "Invariant", "é", "'", "|\n",
    ].map { Array($0.utf8) }

    @Test(
        "a mutation is read to the letter or refused, and never ends the program", arguments: [1, 2, 3, 4] as [UInt64])
    func mutations(seed: UInt64) {
        let environment = ProcessInfo.processInfo.environment
        let seed = seed &+ (environment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 0)
        let rounds = environment["FUZZ_ROUNDS"].flatMap { Int($0) }.map { $0 / 4 } ?? 500
        var dice = RandomSource(seed: seed)
        for round in 0..<rounds {
            let text = Self.mutated(&dice)
            var diagnostics = Diagnostics()
            let documents = ManifestReader().read(text: text, file: "mutated.yaml", into: &diagnostics)
            let objects = documents.filter(SpecKind.claims).count
            let specs = SpecReader { _, _ in nil }.read(documents, into: &diagnostics)
            let read = specs.invariants.count + (specs.universe.name == nil ? 0 : 1)
            let comment = Comment(rawValue: "seed \(seed), round \(round)")
            #expect(diagnostics.hasErrors || read == objects, comment)
            #expect(specs.places.count == specs.invariants.count, comment)
        }
    }

    /// The sample with up to three pieces cut out, doubled or put in.
    private static func mutated(_ dice: inout RandomSource) -> [UInt8] {
        var text = Array(sample.utf8)
        for _ in 0..<Int.random(in: 1...3, using: &dice) {
            let start = Int.random(in: 0..<text.count, using: &dice)
            let range = start..<min(text.count, start + Int.random(in: 0...12, using: &dice))
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: text.removeSubrange(range)
            case 1: text.insert(contentsOf: text[range], at: start)
            // There are pieces to choose from.
            default: text.replaceSubrange(range, with: pieces.randomElement(using: &dice)!)
            }
            if text.isEmpty { return text }
        }
        return text
    }
}
