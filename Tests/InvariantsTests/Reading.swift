import Diagnostics
import Invariants
import Manifests
import PolicyModel
import Testing

/// What a Specs file says, and what is wrong with it.
struct Reading {
    var specs: Specs
    var problems: [Diagnostic]

    init(_ text: String, file: String = "specs/shop.yaml", files: [String: String] = [:]) {
        var diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(text.utf8), file: file, into: &diagnostics)
        let reader = SpecReader { path, diagnostics in
            files[path].map { ManifestReader().read(text: Array($0.utf8), file: path, into: &diagnostics) }
        }
        specs = reader.read(documents, into: &diagnostics)
        problems = diagnostics.sorted
    }

    /// An invariant with this spec.
    static func invariant(_ spec: String) -> Reading {
        Reading(
            "apiVersion: netproof.dev/v1alpha1\nkind: Invariant\nmetadata: {name: sample}\nspec:\n" + indented(spec))
    }

    /// A universe with this spec.
    static func universe(_ spec: String, files: [String: String] = [:]) -> Reading {
        Reading(
            "apiVersion: netproof.dev/v1alpha1\nkind: LabelUniverse\nmetadata: {name: sample}\nspec:\n"
                + indented(spec),
            files: files)
    }

    /// The claim of the only invariant of a sound file, which is about connections.
    var claim: ConnectionClaim {
        get throws { try #require(anyClaim.connections) }
    }

    /// The claim of the only invariant of a sound file.
    var anyClaim: Claim {
        get throws {
            #expect(problems.map(\.text) == [])
            return try #require(specs.invariants.first).claim
        }
    }

    /// The ids of all problems, in the order of their places.
    var ids: [String] { problems.map(\.id) }

    private static func indented(_ text: String) -> String {
        text.split(separator: "\n").map { "  " + $0 + "\n" }.joined()
    }
}

extension EndpointPredicate {
    static func namespaces(_ key: String, _ value: String) -> EndpointPredicate {
        .namespaceLabels(LabelSelector([LabelRequirement(key, equals: value)]))
    }

    static func pods(_ key: String, _ value: String) -> EndpointPredicate {
        .podLabels(LabelSelector([LabelRequirement(key, equals: value)]))
    }
}

extension SpecChecks {
    /// The warnings for all invariants, in their order.
    func warnings(of specs: Specs) -> [Diagnostic] {
        zip(specs.invariants, specs.places).flatMap { warnings(for: $0, at: $1) }
    }
}
