import Foundation
import Testing

/// `netproof blast-radius`.
struct BlastRadiusTests {
    @Test("Each place comes with the chain to it, every connection explained at both ends")
    func text() throws {
        let result = try Command.run("blast-radius", "examples/article/broken", "--from", "test")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("starts in namespace test"))
        #expect(result.output.contains("hop 1: connects on"))
        #expect(result.output.contains("egress"))
        #expect(result.output.contains("ingress"))
    }

    @Test("The document is what its schema says, and holds every place once")
    func json() throws {
        struct Report: Decodable {
            struct Reached: Decodable {
                struct Hop: Decodable { var port: Int }
                var place: String
                var hops: Int
                var chain: [Hop]
            }
            var reached: [Reached]
            var unreached: [String]
            var undecided: [String]
        }
        let arguments = ["blast-radius", "examples/article/broken", "--from", "env=test", "--format", "json"]
        let result = try Command.run(arguments)
        let report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        #expect(report.reached.allSatisfy { $0.chain.count == $0.hops })
        let places = report.reached.map(\.place) + report.unreached + report.undecided
        #expect(Set(places).count == places.count)
        #expect(places.contains("addresses outside the cluster"))
    }

    @Test("Fewer hops lead to no more places")
    func hops() throws {
        let far = try Command.run("blast-radius", "examples/article/broken", "--from", "test").output
        let near = try Command.run("blast-radius", "examples/article/broken", "--from", "test", "--hops", "1").output
        #expect(!near.contains("2 hops"))
        #expect(near.split(separator: "\n").count <= far.split(separator: "\n").count + 3)
    }

    @Test(
        "What is no selector is refused with status 2",
        arguments: ["", "/", "a b", "env in (test", "env=test,app in prod", "env=!"])
    func selectors(_ selector: String) throws {
        let result = try Command.run("blast-radius", "examples/article/broken", "--from", selector)
        #expect(result.status == 2, "\(selector): \(result.output)")
        #expect(!result.errors.isEmpty)
    }

    @Test("Pods that cannot exist reach nothing, and say so by status 4")
    func nothing() throws {
        let result = try Command.run(
            "blast-radius", "examples/article/broken", "--from", "*", "--pods", "app=web,app!=web")
        #expect(result.status == 4, "\(result.output)")
    }
}
