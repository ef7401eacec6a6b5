public import Diagnostics
public import Manifests
import PolicyModel

/// Reads the objects of Specs files, strictly: what is not understood to the letter is an error.
public struct SpecReader {
    /// Gives the documents of a policy file that a LabelUniverse names; nil where the file cannot be read.
    ///
    /// The path is relative to the same directory as the name of the spec file, and has no `.` or needless `..` in it.
    /// Faults of the file's own are reported by the closure.
    public typealias Templates = (_ path: String, _ diagnostics: inout Diagnostics) -> [Document]?

    private let templates: Templates

    public init(templates: @escaping Templates) {
        self.templates = templates
    }

    /// The waivers that an object carries in its annotations; those with an error are reported and left out.
    public static func waivers(of object: Document, into diagnostics: inout Diagnostics) -> [Waiver] {
        WaiverAnnotations.read(object, into: &diagnostics)
    }

    /// Reads those documents that are Specs, and passes over all others; objects with an error are left out, so that
    /// nothing may be proved where `diagnostics` has errors.
    ///
    /// - Parameter rules: files of rules, whose invariants come after those of the documents.
    public func read(
        _ documents: [Document], rules: [RulesFile] = [], into diagnostics: inout Diagnostics
    ) -> Specs {
        var specs = Specs()
        var names = FirstPlaces()
        var universes = FirstPlaces()
        var waivers = FirstPlaces()
        for document in documents {
            specs.waivers += Self.waivers(of: document, into: &diagnostics)
            guard SpecKind.claims(document) else { continue }
            switch SpecKind.of(document, into: &diagnostics) {
            case nil, .configuration, .baseline, .suite: continue
            case .invariant:
                guard let result = InvariantReading.read(document, into: &diagnostics) else { continue }
                let name = result.invariant.name
                guard names.isFirst(name, at: result.nameLocation, "duplicate Invariant", &diagnostics) else {
                    continue
                }
                specs.invariants.append(result.invariant)
                specs.places.append(result.places)
            case .labelUniverse:
                let result = UniverseReading(templates: templates).read(document, into: &diagnostics)
                guard let result, universes.isFirst("", at: result.location, "second LabelUniverse", &diagnostics)
                else {
                    continue
                }
                specs.universe = result.universe
                specs.templateFiles = result.templateFiles
            case .waiver:
                guard let (waiver, place) = WaiverReading.read(document, into: &diagnostics),
                    waivers.isFirst(waiver.name, at: place, "duplicate Waiver", &diagnostics)
                else { continue }
                specs.waivers.append(waiver)
            }
        }
        for file in rules {
            for invariant in DatalogReading.read(file.bytes, file: file.name, into: &diagnostics)
            where names.isFirst(invariant.name, at: invariant.location, "duplicate Invariant", &diagnostics) {
                specs.invariants.append(invariant)
                specs.places.append(ClaimPlaces())
            }
        }
        return specs
    }
}

/// Where each name was first used.
private struct FirstPlaces {
    private var places: [String: SourceLocation] = [:]

    /// Whether `name` is new; reports it where it is not.
    mutating func isFirst(
        _ name: String, at location: SourceLocation, _ problem: String, _ diagnostics: inout Diagnostics
    ) -> Bool {
        guard let first = places[name] else {
            places[name] = location
            return true
        }
        diagnostics.report(
            Diagnostic(
                "duplicate-object", at: location, name.isEmpty ? problem : "\(problem) \(name.inBackticks)",
                expected: name.isEmpty ? "expected one LabelUniverse at most" : "expected a name of its own",
                related: [Diagnostic.Related(location: first, message: "the first is here")]))
        return false
    }
}
