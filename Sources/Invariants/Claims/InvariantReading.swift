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
        let exempt = EndpointReading("except", &reader)
        guard let (claim, places) = claim(&reader, except: exempt?.predicate) else { return nil }
        let invariant = Invariant(
            name: name.value, description: description, severity: severity ?? defaultSeverity, claim: claim,
            location: location)
        return Result(invariant: invariant, places: places, nameLocation: name.location)
    }

    /// Reads the one claim that is written.
    private static func claim(
        _ reader: inout ObjectReader, except exempt: EndpointPredicate?
    ) -> (Claim, ClaimPlaces)? {
        let protect = reader.word("protect", of: ConnectionClaim.Side.self)
        let written = ClaimWord.allCases.filter { reader.contains($0.rawValue) }
        let claims = ClaimWord.allCases.compactMap { word -> (Claim, ClaimPlaces)? in
            switch word {
            case .never, .always, .only:
                // The words for connections are the quantities.
                let quantity = ConnectionClaim.Quantity(rawValue: word.rawValue)!
                let reading = reader.given(word.rawValue) { ClaimReading(quantity, &$0) }
                return reading.map { (.connections($0.claim(protect, except: exempt, reader)), $0.places) }
            case .isolated:
                let reading = reader.given(word.rawValue) { IsolationReading(&$0) } ?? nil
                return reading.map { (.isolated($0.claim(except: exempt)), ClaimPlaces(pods: $0.pods.places)) }
            case .labelled:
                let reading = reader.given(word.rawValue) { LabellingReading(&$0) }
                return reading.map { (.labelled($0.claim(except: exempt)), ClaimPlaces(pods: [$0.location])) }
            }
        }
        checkCount(written, reader)
        if protect != nil, let word = written.first, !word.isAboutConnections {
            reader.report(
                "protect", "`protect` has no meaning beside \(word.rawValue.inBackticks)", at: "protect",
                expected: "expected it with a claim about connections", suggestion: "leave it out")
        }
        return claims.first
    }

    private static func checkCount(_ written: [ClaimWord], _ reader: ObjectReader) {
        guard written.count != 1 else { return }
        reader.report(
            "claim", written.isEmpty ? "the invariant claims nothing" : "the invariant makes more than one claim",
            at: written.dropFirst().first?.rawValue, expected: "expected one of \(ClaimWord.list)",
            suggestion: written.isEmpty ? nil : "write one Invariant for each claim")
    }
}

/// The fields of which an Invariant has one.
enum ClaimWord: String, CaseIterable {
    case never, always, only, isolated, labelled

    var isAboutConnections: Bool {
        switch self {
        case .never, .always, .only: true
        case .isolated, .labelled: false
        }
    }

    /// As messages list them.
    static var list: String {
        let words = allCases.map(\.rawValue.inBackticks)
        return words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
    }
}
