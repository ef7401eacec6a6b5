import Foundation
import PolicyModel
import TestSupport
import Testing

@Suite("Rules that are shipped")
struct DocumentTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOf: packageRoot.appending(path: path), encoding: .utf8)
    }

    /// What stands between fences without a language.
    private func programs(_ page: String) -> [String] {
        page.components(separatedBy: "\n```").enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("\n") }
            .map(\.element)
    }

    @Test("The guardrail is read without a warning")
    func guardrail() throws {
        let reading = Reading(try text("Specs/guardrails/lateral.dl"))
        #expect(reading.diagnostics.isEmpty, "\(reading.text)")
        #expect(reading.invariants.map(\.name) == ["guardrail-lateral-movement"])
    }

    @Test("The programs of the tutorial are read, one after the other in one file")
    func tutorial() throws {
        let reading = Reading(programs(try text("docs/tutorial-datalog.md")).joined(separator: "\n"))
        #expect(reading.errors.isEmpty, "\(reading.text)")
        #expect(reading.invariants.count == 9)
    }

    @Test("The programs of the language's page are read, each by itself")
    func language() throws {
        let readings = programs(try text("docs/datalog.md")).map { Reading($0) }
        #expect(readings.flatMap(\.errors).isEmpty)
        #expect(readings.flatMap(\.invariants).map(\.name) == ["no_lateral_movement", "tenants_never_mix"])
    }
}
