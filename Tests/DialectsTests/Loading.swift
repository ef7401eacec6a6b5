import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel
import Testing

/// What a text loads to, with all that was said of it.
struct Loading {
    var input: LoadedInput
    var diagnostics: Diagnostics

    init(_ yaml: String, dialects: [any Dialect] = BuiltInDialects.all, options: LoadOptions = LoadOptions()) {
        diagnostics = Diagnostics()
        let documents = ManifestReader().read(text: Array(yaml.utf8), file: "test.yaml", into: &diagnostics)
        input = InputLoader(dialects: dialects, options: options).load(documents, into: &diagnostics)
    }

    var errors: [String] { diagnostics.sorted.filter { $0.severity == .error }.map(\.id) }
    var warnings: [String] { diagnostics.sorted.filter { $0.severity == .warning }.map(\.id) }
    var messages: String { diagnostics.sorted.map(\.text).joined() }
}

/// A NetworkPolicy `p` of namespace `red` with the spec, given in flow style.
func policy(spec: String) -> Loading {
    Loading(
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: red}
        spec: \(spec)
        """)
}

/// The lowered policy of a spec that must be accepted.
func accepted(_ spec: String, _ location: Testing.SourceLocation = #_sourceLocation) throws -> Policy {
    let loading = policy(spec: spec)
    #expect(loading.errors == [], "\(loading.messages)", sourceLocation: location)
    return try #require(loading.input.program.tiers.first?.policies.first, sourceLocation: location)
}

/// The ids of the errors for a spec.
func refusals(_ spec: String) -> [String] { policy(spec: spec).errors }
