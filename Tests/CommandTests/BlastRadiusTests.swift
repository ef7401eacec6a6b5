import Foundation
import TestSupport
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

    @Test(
        "A start that nothing listed matches is warned of, with the nearest that does",
        arguments: [
            (["--from", "env=tset"], "did you mean `test`?"), (["--from", "tset"], "did you mean `test`?"),
            (["--from", "prod", "--pods", "app=mysqll"], "did you mean `mysql`?"),
            (["--from", "app=mysql"], "did you mean `--pods`? `app` is seen there"),
        ])
    func misspelt(_ start: [String], _ suggestion: String) throws {
        let result = try Command.run(["blast-radius", "examples/article/fixed"] + start)
        #expect(result.errors.contains("warning: the selection matches no listed "), "\(result.errors)")
        #expect(result.errors.contains(suggestion), "\(result.errors)")
        let known = try Command.run("blast-radius", "examples/article/fixed", "--from", "env=test")
        #expect(known.errors.isEmpty)
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
