import Diagnostics
import Dialects
import Invariants
import Manifests
import NetworkModel
import PolicyModel
import Prover
import Testing

/// A cluster and claims in YAML, and what the prover answers.
struct Question {
    var world: World
    var specs: Specs

    /// - Parameters:
    ///   - manifests: any documents, Specs included.
    ///   - templates: files that a LabelUniverse may name.
    init(_ manifests: String, templates: [String: String] = [:]) throws {
        var diagnostics = Diagnostics()
        let reader = ManifestReader()
        let documents = reader.read(text: Array(manifests.utf8), file: "question.yaml", into: &diagnostics)
        specs = SpecReader { path, diagnostics in
            templates[path].map { reader.read(text: Array($0.utf8), file: path, into: &diagnostics) }
        }.read(documents, into: &diagnostics)
        let loaded = InputLoader().load(documents, into: &diagnostics)
        try #require(!diagnostics.hasErrors, "\(diagnostics.sorted.map(\.text))")
        world = World(cluster: loaded.cluster, program: loaded.program, universe: specs.universe)
    }

    /// The answer to each invariant, by name.
    func answers(_ options: Prover.Options = Prover.Options()) throws -> [String: Prover.Answer] {
        let answers = try Prover(world, options: options).answers(to: specs.invariants.map(\.claim))
        return Dictionary(uniqueKeysWithValues: zip(specs.invariants.map(\.name), answers))
    }

    /// The answer to the only invariant.
    func answer(_ options: Prover.Options = Prover.Options()) throws -> Prover.Answer {
        try #require(try answers(options).values.first)
    }

    // MARK: Writing YAML

    static func namespace(_ name: String, _ labels: String = "{}") -> String {
        "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \(name), labels: \(labels)}\n"
    }

    static func policy(_ namespace: String, _ spec: String, name: String = "p") -> String {
        """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: \(name), namespace: \(namespace)}
        spec: \(spec)

        """
    }

    /// - Parameter claim: `never: {…}` and whatever else the spec holds, in flow style, comma separated.
    static func invariant(_ claim: String, name: String = "claim") -> String {
        """
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: Invariant
        metadata: {name: \(name)}
        spec: {severity: high, \(claim)}

        """
    }

    static func universe(_ spec: String) -> String {
        """
        ---
        apiVersion: netproof.dev/v1alpha1
        kind: LabelUniverse
        metadata: {name: sample}
        spec: \(spec)

        """
    }
}

extension Prover.ScopeAnswer {
    /// `proved`, `refuted`, `undecided` or `vacuous`.
    var word: String {
        switch self {
        case .proved: "proved"
        case .refuted, .derivable, .mislabelled: "refuted"
        case .undecided: "undecided"
        case .vacuous: "vacuous"
        }
    }

    var counterexamples: [ReplayedWitness] {
        if case .refuted(let counterexamples) = self { counterexamples } else { [] }
    }

    var proof: Prover.Proof? {
        if case .proved(let proof) = self { proof } else { nil }
    }
}
