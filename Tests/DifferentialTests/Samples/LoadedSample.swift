import Diagnostics
import Dialects
import Invariants
import Manifests
import PolicyModel
import Prover

/// A sample that went through the product's own front: YAML, decoding, lowering.
struct LoadedSample {
    let world: World
    let claims: [Claim]
    let reference: ReferenceWorld

    /// Why a sample is not good input.
    struct Refusal: Error {
        var ids: [String]
        var text: String
    }

    init(_ sample: Sample) throws(Refusal) {
        var diagnostics = Diagnostics()
        let reader = ManifestReader()
        let documents = reader.read(text: Array(sample.yaml.utf8), file: "sample.yaml", into: &diagnostics)
        let templates = sample.templateYAML
        let specs = SpecReader { path, diagnostics in
            templates.map { reader.read(text: Array($0.utf8), file: path, into: &diagnostics) }
        }.read(documents, into: &diagnostics)
        let input = InputLoader().load(documents, into: &diagnostics)
        let templateDocuments = templates.map {
            reader.read(text: Array($0.utf8), file: "template", into: &diagnostics)
        }
        let templateInput = templateDocuments.map { InputLoader().load($0, into: &diagnostics) }
        guard !diagnostics.hasErrors else {
            let errors = diagnostics.sorted.filter { $0.severity == .error }
            throw Refusal(ids: errors.map(\.id), text: errors.map(\.text).joined(separator: "\n"))
        }
        world = World(cluster: input.cluster, program: input.program, universe: specs.universe)
        claims = specs.invariants.map { $0.claim(waiving: specs.waivers) }
        reference = ReferenceWorld(
            sample, policies: input.networkPolicies, templates: templateInput?.networkPolicies)
    }
}

extension Invariant {
    /// The claim without the connections that are waived.
    fileprivate func claim(waiving waivers: [Waiver]) -> Claim {
        guard case .connections(var claim) = claim else { return claim }
        for waiver in waivers where waiver.invariants.map(\.text) == [name] {
            if case .connections(let set) = waiver.scope { claim.waived.append(set) }
        }
        return .connections(claim)
    }
}
