import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// Reads an object of kind Invariant.
enum InvariantReading {
    struct Result {
        var invariant: Invariant
        var places: ClaimPlaces
        var nameLocation: SourceLocation
    }

    /// The severity of an invariant that names none.
    static let defaultSeverity = Invariant.Severity.medium

    /// Nil after an error has been reported.
    static func read(_ document: Document, into diagnostics: inout Diagnostics) -> Result? {
        document.decode(into: &diagnostics) { reader -> Result? in
            reader.ignoring("apiVersion", "kind")
            let metadata = reader.objectMetadata(.cluster, defaultNamespace: "")
            guard reader.require("spec") else { return nil }
            let location = reader.location
            let name = metadata?.name ?? Located("", at: location)
            return reader.given("spec") { spec(&$0, name, location) } ?? nil
        } ?? nil
    }

    private static func spec(
        _ reader: inout ObjectReader, _ name: Located<String>, _ location: SourceLocation
    ) -> Result? {
        let description = reader.given("description").flatMap { _ in reader.string("description") }
        let severity = reader.word("severity", of: Invariant.Severity.self, id: "severity")
        let reading = claim(&reader)
        let protect = reader.word("protect", of: Claim.Side.self)
        guard let reading else { return nil }
        let side = protect ?? (reading.predicate(.to).excludesPods ? .from : .to)
        checkProtected(side, reading, reader)
        let claim = Claim(
            quantity: reading.quantity, from: reading.predicate(.from), to: reading.predicate(.to),
            ports: reading.ports, pair: reading.pair, protect: side)
        let invariant = Invariant(
            name: name.value, description: description, severity: severity ?? defaultSeverity, claim: claim,
            location: location)
        return Result(invariant: invariant, places: reading.places, nameLocation: name.location)
    }

    /// Reads the one of `never`, `always` and `only` that is written.
    private static func claim(_ reader: inout ObjectReader) -> ClaimReading? {
        let quantities = Claim.Quantity.allCases
        let written = quantities.filter { reader.contains($0.rawValue) }
        let readings = quantities.compactMap { quantity in
            reader.given(quantity.rawValue) { ClaimReading(quantity, &$0) }
        }
        if written.count != 1 {
            reader.report(
                "claim", written.isEmpty ? "the invariant claims nothing" : "the invariant makes more than one claim",
                at: written.dropFirst().first?.rawValue, expected: "expected one of `never`, `always` and `only`",
                suggestion: written.isEmpty ? nil : "write one Invariant for each claim")
        }
        return readings.first
    }

    private static func checkProtected(_ side: Claim.Side, _ reading: ClaimReading, _ reader: ObjectReader) {
        guard reading.predicate(side).excludesPods, !reading.predicate(side == .to ? .from : .to).excludesPods else {
            return
        }
        reader.report(
            "protect", "`\(side.rawValue)` is outside the cluster, where nothing is protected", at: "protect",
            expected: "expected `protect: \(side == .to ? "from" : "to")`")
    }
}
