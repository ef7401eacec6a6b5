import Diagnostics
import Dialects
import Manifests
import PolicyModel

/// Reads `implications`: rules between labels of one object.
enum Implications {
    /// In the order of the file; none where the field is missing.
    static func read(_ reader: inout ObjectReader) -> [Universe.LabelImplication] {
        guard let elements = reader.filledList("implications") else { return [] }
        var titles: [String: SourceLocation] = [:]
        return elements.enumerated().map { position, element in
            reader.context.object(element.node, path: element.path) { reader in
                let implication = implication(&reader)
                checkTitle(of: implication, at: position, &titles, reader)
                return implication
            }
        }
    }

    private static func implication(_ reader: inout ObjectReader) -> Universe.LabelImplication {
        let location = reader.location
        let name = reader.given("name").flatMap { node -> String? in
            guard let text = reader.string("name") else { return nil }
            reader.context.checkDNSLabel(
                Located(text, at: reader.location(of: node)), FieldPath.field(reader.path, "name"))
            return text
        }
        let condition = reader.require("if") ? reader.givenSelector("if") : nil
        let consequence = reader.require("then") ? reader.givenSelector("then") : nil
        if consequence == .everything {
            reader.report(
                "empty-consequence",
                "\(FieldPath.field(reader.path, "then").description.inBackticks) matches everything",
                at: "then", expected: "expected at least one requirement")
        }
        return Universe.LabelImplication(
            name: name, if: condition ?? .everything, then: consequence ?? .everything, location: location)
    }

    /// Proofs tell implications apart by their names, or else positions.
    private static func checkTitle(
        of implication: Universe.LabelImplication, at position: Int, _ titles: inout [String: SourceLocation],
        _ reader: ObjectReader
    ) {
        let title = implication.title(at: position)
        guard let first = titles[title] else {
            titles[title] = implication.location
            return
        }
        reader.context.report(
            Diagnostic(
                "duplicate-implication", at: reader.location, "second implication \(title.inBackticks)",
                expected: "expected a name of its own; where none is given it is the position, from 0",
                related: [Diagnostic.Related(location: first, message: "the first is here")]))
    }
}
