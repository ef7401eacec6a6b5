import Diagnostics
import Dialects
import Manifests
import NetworkModel
import PolicyModel

/// Reads an object of kind LabelUniverse.
struct UniverseReading {
    let templates: SpecReader.Templates

    struct Result {
        var universe: Universe
        var location: SourceLocation
        var templateFiles: [String]
    }

    /// Nil after an error has been reported.
    func read(_ document: Document, into diagnostics: inout Diagnostics) -> Result? {
        var paths: [TemplatePath] = []
        let universe = document.decode(into: &diagnostics) { reader -> Universe in
            reader.ignoring("apiVersion", "kind")
            let metadata = reader.objectMetadata(.cluster, defaultNamespace: "")
            var universe = Universe(name: metadata?.name.value, location: reader.location)
            guard reader.require("spec") else { return universe }
            _ = reader.given("spec") { spec in
                _ = spec.given("namespaces") { Self.readNamespaces(&$0, into: &universe.namespaces, &paths) }
                _ = spec.given("pods") { Self.readPods(&$0, into: &universe.pods) }
                _ = spec.given("network") { Self.readNetwork(&$0, into: &universe.network) }
            }
            return universe
        }
        guard var universe else { return nil }
        if universe.namespaces.policies != nil {
            let policies = TemplatePolicies(templates: templates).read(paths, into: &diagnostics)
            guard let policies else { return nil }
            universe.namespaces.policies = policies
        }
        let location = universe.location ?? SourceLocation(file: document.file)
        return Result(universe: universe, location: location, templateFiles: paths.map(\.path))
    }

    private static func readNamespaces(
        _ reader: inout ObjectReader, into namespaces: inout Universe.Namespaces, _ paths: inout [TemplatePath]
    ) {
        if let exist = reader.word("exist", of: Universe.Existence.self) { namespaces.exist = exist }
        if let future = reader.word("future", of: Universe.FutureViolation.self) { namespaces.future = future }
        namespaces.labels = LabelRules.read(&reader, ofNamespaces: true)
        namespaces.relabel = Relabelling.read(&reader, namespaces.labels)
        namespaces.implications = Implications.read(&reader)
        if let found = TemplatePath.list(&reader) {
            paths = found
            namespaces.policies = []
        }
        namespaces.untrusted = reader.givenSelector("untrusted")
    }

    private static func readPods(_ reader: inout ObjectReader, into pods: inout Universe.Pods) {
        if let exist = reader.word("exist", of: Universe.Existence.self) { pods.exist = exist }
        pods.labels = LabelRules.read(&reader, ofNamespaces: false)
        pods.implications = Implications.read(&reader)
    }

    private static func readNetwork(_ reader: inout ObjectReader, into network: inout Universe.Network) {
        network.podCIDRs = reader.givenBlocks("podCIDRs")
        network.nodeCIDRs = reader.givenBlocks("nodeCIDRs")
        network.serviceCIDRs = reader.givenBlocks("serviceCIDRs")
        if let mode = reader.word("ipBlockMatchesPods", of: Universe.BlockMatchesPods.self) {
            network.ipBlockMatchesPods = mode
        }
    }
}
