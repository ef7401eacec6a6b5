import Diagnostics
import Foundation
import Invariants
import Manifests
import PolicyModel
import Testing

@Suite("Documentation")
struct DocumentationTests {
    @Test("the objects shown in Specs/README.md are read without a problem")
    func readme() throws {
        let url = URL(fileURLWithPath: Repository.root + "Specs/README.md")
        let parts = try String(contentsOf: url, encoding: .utf8).components(separatedBy: "```")
        let blocks = parts.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        let yaml = blocks.filter { $0.hasPrefix("yaml\n") }.map { String($0.dropFirst(5)) }
        #expect(yaml.count == 2)
        let template = """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: default-deny}
            spec: {podSelector: {}}
            """
        let reading = Reading(
            yaml.joined(separator: "---\n"), file: "README.md",
            files: ["namespace-template/default-deny.yaml": template])
        #expect(reading.problems.map(\.text) == [])
        #expect(reading.specs.invariants.count == 1)
        #expect(reading.specs.universe.name == "shop")
    }
}
