import Diagnostics
import Invariants
import PolicyModel

/// A program that was read.
struct Reading {
    var invariants: [Invariant]
    var diagnostics: [Diagnostic]

    init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    init(bytes: [UInt8]) {
        var found = Diagnostics()
        invariants = DatalogReading.read(bytes, file: "rules.dl", into: &found)
        diagnostics = found.sorted
    }

    var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }

    /// As people read it.
    var text: String { diagnostics.map(\.text).joined() }

    /// The claim of the only invariant.
    var claim: DerivedClaim? {
        guard invariants.count == 1, case .derived(let claim) = invariants[0].claim else { return nil }
        return claim
    }
}

extension DerivedClaim {
    /// The rules of a relation, by its name.
    func rules(for name: String) -> [DatalogProgram.Rule] {
        program.rules.filter { program.relations[$0.head.relation].name == name }
    }
}

extension DatalogProgram {
    /// Its relations of arguments `X`, `Y` and so on, as rules have them.
    var written: [String] { relations.map { $0.text(of: ["X", "Y", "Z"]) } }
}

extension DatalogProgram.Rule {
    var conditions: [EndpointCondition] {
        body.compactMap { literal in
            if case .condition(let condition) = literal.part { condition } else { nil }
        }
    }

    /// Without the places, which differ where the same is written otherwise.
    var placeless: Self {
        var rule = self
        let nowhere = Diagnostics.nowhere
        rule.location = nowhere
        rule.body = body.map { .init($0.part, text: $0.text, location: nowhere) }
        rule.attempts = attempts.map { attempt in
            var attempt = attempt
            attempt.ports = attempt.ports?.map {
                PortEntry($0.match, usesEndPort: $0.usesEndPort, location: nowhere)
            }
            return attempt
        }
        return rule
    }
}

extension Diagnostics {
    static let nowhere = SourceLocation(file: "")
}
