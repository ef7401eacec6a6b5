import Foundation
import TestSupport
import Testing

/// The command that each counterexample names.
struct TraceWordsTests {
    private struct Report: Decodable {
        struct Result: Decodable { var counterexamples: [Example] }
        struct Example: Decodable {
            struct End: Decodable { var decision: String }
            var scope: String
            var egress: End
            var ingress: End
            var definite: Bool?
            var more: String?
        }
        var results: [Result]
    }

    private func examples(_ path: String) throws -> [Report.Example] {
        let output = try Command.run("verify", path, "--format", "json", "--max-counterexamples", "3").output
        return try JSONDecoder().decode(Report.self, from: Data(output.utf8)).results.flatMap(\.counterexamples)
    }

    @Test(
        "The command that a counterexample names says the same of its connection",
        arguments: ["examples/article/broken", "examples/gateway/one-peer", "examples/tenants"])
    func commands(_ path: String) throws {
        let examples = try examples(path).filter { $0.more != nil && $0.definite == true }
        for example in examples {
            let command = try #require(example.more)
            #expect(command.hasPrefix("netproof trace \(path) --from "), "\(command)")
            let result = try Command.bash("\"$netproof\" " + command.dropFirst("netproof ".count) + " --format json")
            #expect(result.status == 0, "\(command): \(result.errors)")
            let verdict = [example.egress, example.ingress].contains { $0.decision == "denied" } ? "denied" : "allowed"
            #expect(result.output.contains("\"verdict\": \"\(verdict)\""), "\(example): \(result.output)")
        }
    }

    @Test("What the input alone does not make, such as a namespace yet to be created, has no command")
    func future() throws {
        let examples = try examples("examples/article/broken")
        #expect(examples.contains { $0.more != nil })
        #expect(examples.contains { $0.scope == "future" })
        #expect(examples.allSatisfy { $0.scope != "future" || $0.more == nil })
    }

    @Test("The input is named as it was, and a hostile name stays one word")
    func hostile() throws {
        let folder = try TemporaryFolder()
        try folder.write("a b'; echo $HOME `id`.yaml", Samples.open)
        let place = folder.url.path()
        let quoted = "'a b'\\''; echo $HOME `id`.yaml'"
        let output = try Command.bash("cd '\(place)' && \"$netproof\" verify --namespace web \(quoted)").output
        let words = try #require(output.firstRange(of: "trace \(quoted) --namespace web --from")).lowerBound
        let command = output[words...].prefix { $0 != "\n" }
        let result = try Command.bash("cd '\(place)' && \"$netproof\" \(command)")
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("allowed"))
    }
}
